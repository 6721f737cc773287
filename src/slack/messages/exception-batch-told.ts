import type { Exception } from '../../domain/exceptions/exception.ts';
import { batchOutcome } from '../views/exception-batch.ts';
import { batchVersion, toldBatch } from './exception/told-batch.ts';
import type { MessageKind } from './message.ts';

/** `{ batch, what }`: of those of which that became, one message that grows with them. */
export const exceptionBatchTold: MessageKind = {
  name: 'exception-batch-told',
  summary: 'What became of an exception for many services: to whoever asked for it',
  prefers: 'duplicate',
  async render(about, deps) {
    const view = await toldBatch(about, deps, (one) => became(one, about.subject.what));
    return view === null
      ? null
      : { message: batchOutcome(view, { mine: true }), version: batchVersion(view) };
  },
  // Whoever asked and cannot be reached finds it in `/ready exceptions`.
  fallbacks: async () => [],
};

/** What is approved may be over by now: it is told of all the same, with how it stands. */
function became({ state, from, revision, asked }: Exception, what: unknown): boolean {
  if (what === 'approved') return from !== null;
  if (what === 'voided') return revision > 1;
  return what === 'asked-admins' ? asked.admins : state === what;
}
