import { batchReminder } from '../views/exception-batch.ts';
import { askedOf, batchFallbacks, batchVersion, toldBatch } from './exception/told-batch.ts';
import type { MessageKind } from './message.ts';

/** `{ batch, revision, why }`: nothing where all is decided by now, was changed again, or the reader has agreed. */
export const exceptionBatchReminder: MessageKind = {
  name: 'exception-batch-reminder',
  summary:
    'An exception for many services still waits, or was changed: one message to each who was asked and has not agreed',
  prefers: 'missing',
  async render(about, deps) {
    const { audience, subject } = about;
    const isAsked = askedOf(audience);
    const view = await toldBatch(
      about,
      deps,
      (one, record) =>
        isAsked(one, record) &&
        one.state === 'pending' &&
        one.revision === subject.revision &&
        !(audience.kind === 'person' && one.approvals.some(({ by }) => by.id === audience.person)),
    );
    if (view === null) return null;
    return { message: batchReminder(view, String(subject.why), deps.now), version: batchVersion(view) };
  },
  fallbacks: batchFallbacks,
};
