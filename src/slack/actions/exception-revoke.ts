import { revokeModal, SAID } from '../views/exception-decisions.ts';
import type { Action } from './action.ts';
import { aboutDecision, afterAct, pressedException, submittedDecision } from './exception/decided.ts';

/** Asks why, and ends what was approved. */
export const exceptionRevoke: Action = {
  name: 'exception-revoke',
  by: 'press',
  opens: (press) => revokeModal(aboutDecision(press)),
  async run(press, context) {
    const { id } = pressedException(press.value);
    const view = await context.verbs.exceptions.show(context.viewer, id);
    return { kind: 'modal', modal: revokeModal(aboutDecision(press), view) };
  },
  async submit(form, context) {
    const { id, said, from } = submittedDecision(form);
    const outcome = await context.verbs.exceptions.act(context.viewer, id, { kind: 'revoke', reason: said });
    if (outcome.kind === 'refused' && outcome.why === 'no-reason')
      return { kind: 'errors', errors: { [SAID]: 'Say in a sentence why it ends: its team reads it.' } };
    return afterAct(outcome, from, context);
  },
};
