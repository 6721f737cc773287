import { DECISION_TITLES, denyModal, SAID } from '../views/exception-decisions.ts';
import { loadingModal } from '../views/notices.ts';
import type { Action } from './action.ts';
import { afterAct, fillDecision, submittedDecision } from './exception/decided.ts';

/** Asks why, and denies. */
export const exceptionDeny: Action = {
  name: 'exception-deny',
  by: 'press',
  fresh: true,
  refusesStrangers: true,
  opens: () => loadingModal(DECISION_TITLES.deny),
  run: (press, context) => fillDecision(press, context, 'deny', denyModal),
  async submit(form, context) {
    const { id, revision, said, from } = submittedDecision(form);
    const act = { kind: 'deny', seen: revision, reason: said } as const;
    const outcome = await context.verbs.exceptions.act(context.viewer, id, act);
    if (outcome.kind === 'refused' && outcome.why === 'no-reason')
      return { kind: 'errors', errors: { [SAID]: 'Say in a sentence why not: the requester reads it.' } };
    return afterAct(outcome, from, context);
  },
};
