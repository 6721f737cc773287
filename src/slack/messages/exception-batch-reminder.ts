import type { Exception } from '../../domain/exceptions/exception.ts';
import type { JsonObject } from '../../domain/json.ts';
import { batchReminder } from '../views/exception-batch.ts';
import { batchAnswered, concernedBy } from '../views/exception-batch-talk.ts';
import { askedOf, batchFallbacks, batchVersion, toldBatch } from './exception/told-batch.ts';
import type { MessageKind } from './message.ts';

/**
 * `{ batch, revision, why }`, or with `said` where what was asked about many was `answered`: nothing where all is decided
 * by now, was changed again, or the reader has agreed.
 */
export const exceptionBatchReminder: MessageKind = {
  name: 'exception-batch-reminder',
  summary:
    'An exception for many services still waits, was changed, or a question about them was answered: one message to each who was asked and has not agreed',
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
        isMeant(one, subject) &&
        !(audience.kind === 'person' && one.approvals.some(({ by }) => by.id === audience.person)),
    );
    if (view === null) return null;
    const { why, said } = subject;
    const message = typeof said === 'string' ? batchAnswered(view, said) : batchReminder(view, String(why));
    return { message, version: batchVersion(view) };
  },
  fallbacks: batchFallbacks,
};

function isMeant(exception: Exception, { said, revision }: JsonObject): boolean {
  return said === undefined ? exception.revision === revision : concernedBy(said)(exception);
}
