import { denyModal, SAID } from '../views/exception-decisions.ts';
import type { Action } from './action.ts';
import { aboutDecision, afterAct, fillDecision, submittedDecision } from './exception/decided.ts';

/** Asks why, and denies. */
export const exceptionDeny: Action = {
  name: 'exception-deny',
  by: 'press',
  opens: (press) => denyModal(aboutDecision(press)),
  run: (press, context) => fillDecision(press, context, denyModal),
  async submit(form, context) {
    const { id, revision, said, from } = submittedDecision(form);
    const act = { kind: 'deny', seen: revision, reason: said } as const;
    const outcome = await context.verbs.exceptions.act(context.viewer, id, act);
    if (outcome.kind === 'refused' && outcome.why === 'no-reason')
      return { kind: 'errors', errors: { [SAID]: 'Say in a sentence why not: the requester reads it.' } };
    return afterAct(outcome, from, context);
  },
};
