import { DECISION_TITLES, SAID, shortenModal } from '../views/exception-decisions.ts';
import { loadingModal } from '../views/notices.ts';
import type { Action } from './action.ts';
import { afterAct, fillDecision, submittedDecision } from './exception/decided.ts';

/** Agrees, but until an earlier day. */
export const exceptionShorten: Action = {
  name: 'exception-shorten',
  by: 'press',
  fresh: true,
  refusesStrangers: true,
  opens: () => loadingModal(DECISION_TITLES.shorten),
  run: (press, context) => fillDecision(press, context, 'approve', shortenModal),
  async submit(form, context) {
    const { id, revision, said, from } = submittedDecision(form);
    const act = { kind: 'approve', seen: revision, date: said } as const;
    const outcome = await context.verbs.exceptions.act(context.viewer, id, act);
    if (outcome.kind === 'refused' && outcome.why === 'no-such-end')
      return {
        kind: 'errors',
        errors: { [SAID]: 'Choose a day that is still to come, and before the one that was asked for.' },
      };
    return afterAct(outcome, from, context);
  },
};
