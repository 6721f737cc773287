import type { Exception } from '../../domain/exceptions/exception.ts';
import { batchOutcome } from '../views/exception-batch.ts';
import { batchQuestion, concernedBy } from '../views/exception-batch-talk.ts';
import { batchVersion, toldBatch } from './exception/told-batch.ts';
import type { About, MessageDeps, MessageKind, Rendered } from './message.ts';

/**
 * `{ batch, what }`: of those of which that became, one message that grows with them; or, `what: 'question'`, what
 * somebody wants to know about many (`said`). Of what is `expired` those that ended together (`until`).
 */
export const exceptionBatchTold: MessageKind = {
  name: 'exception-batch-told',
  summary: 'What became of an exception for many services: to whoever asked for it',
  prefers: 'duplicate',
  async render(about, deps) {
    const { what, said, until } = about.subject;
    if (what === 'question') return typeof said === 'string' ? questionToTell(about, deps, said) : null;
    const view = await toldBatch(
      about,
      deps,
      (one) => became(one, what) && (until === undefined || one.until === until),
    );
    return view === null
      ? null
      : {
          message: batchOutcome(view, { mine: true, ended: typeof until === 'number' ? until : null }),
          version: batchVersion(view),
        };
  },
  // Whoever asked and cannot be reached finds it in `/ready exceptions`.
  fallbacks: async () => [],
};

async function questionToTell(about: About, deps: MessageDeps, said: string): Promise<Rendered | null> {
  const view = await toldBatch(about, deps, concernedBy(said));
  return view === null ? null : { message: batchQuestion(view, said), version: batchVersion(view) };
}

/** What is approved may be over by now: it is told of all the same, with how it stands. */
function became({ state, from, revision, asked }: Exception, what: unknown): boolean {
  if (what === 'approved') return from !== null;
  if (what === 'voided') return revision > 1;
  return what === 'asked-admins' ? asked.admins : state === what;
}
