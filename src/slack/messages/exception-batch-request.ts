import { batchRequest } from '../views/exception-batch.ts';
import { askedOf, batchFallbacks, batchVersion, toldBatch } from './exception/told-batch.ts';
import type { MessageKind } from './message.ts';

/** `{ batch }`: one message for all services that this reader was asked about. */
export const exceptionBatchRequest: MessageKind = {
  name: 'exception-batch-request',
  summary:
    'Somebody asks for an exception for many services: one message to each of those who decide, or in their channel',
  prefers: 'duplicate',
  async render(about, deps) {
    const { audience } = about;
    const view = await toldBatch(about, deps, askedOf(audience));
    if (view === null) return null;
    const shared = audience.kind === 'channel';
    const reader = audience.kind === 'person' ? audience.person : null;
    return { message: batchRequest(view, { reader, shared }), version: batchVersion(view) };
  },
  fallbacks: batchFallbacks,
};
