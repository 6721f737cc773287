import { batchHeard } from '../views/exception-batch.ts';
import { batchVersion, toldBatch } from './exception/told-batch.ts';
import type { MessageKind } from './message.ts';

/** `{ batch, team }` */
export const exceptionBatchHeard: MessageKind = {
  name: 'exception-batch-heard',
  summary: 'Somebody asks for an exception for many services: to their owners, once for all that are theirs',
  prefers: 'missing',
  async render(about, deps) {
    const { team } = about.subject;
    const view = await toldBatch(about, deps, (_one, { service }) => (service.owner ?? null) === team);
    return view === null ? null : { message: batchHeard(view), version: batchVersion(view) };
  },
  // What is decided is told in the services' channels.
  fallbacks: async () => [],
};
