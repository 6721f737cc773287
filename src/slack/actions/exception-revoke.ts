import { DECISION_TITLES, revokeModal, SAID } from '../views/exception-decisions.ts';
import { loadingModal } from '../views/notices.ts';
import type { Action } from './action.ts';
import { afterAct, fillDecision, submittedDecision } from './exception/decided.ts';

/** Asks why, and ends what was approved. */
export const exceptionRevoke: Action = {
  name: 'exception-revoke',
  by: 'press',
  fresh: true,
  refusesStrangers: true,
  opens: () => loadingModal(DECISION_TITLES.revoke),
  run: (press, context) => fillDecision(press, context, 'revoke', revokeModal),
  async submit(form, context) {
    const { id, said, from } = submittedDecision(form);
    const outcome = await context.verbs.exceptions.act(context.viewer, id, { kind: 'revoke', reason: said });
    if (outcome.kind === 'refused' && outcome.why === 'no-reason')
      return { kind: 'errors', errors: { [SAID]: 'Say in a sentence why it ends: its team reads it.' } };
    return afterAct(outcome, from, context);
  },
};
