import { questionModal, SAID } from '../views/exception-decisions.ts';
import type { Action } from './action.ts';
import { aboutDecision, fillDecision, shownAgain, submittedDecision } from './exception/decided.ts';

/** A question of who decides, relayed to the requester, or the requester's answer. */
export const exceptionQuestion: Action = {
  name: 'exception-question',
  by: 'press',
  opens: (press) => questionModal(aboutDecision(press)),
  run: (press, context) =>
    fillDecision(press, context, (about, view) => questionModal(about, view, context.viewer.id)),
  async submit(form, { verbs, viewer, now }) {
    const { id, said, from } = submittedDecision(form);
    if (said.trim() === '') return { kind: 'errors', errors: { [SAID]: 'Write what you want to say.' } };
    return shownAgain(await verbs.exceptions.say(viewer, id, said), from, now);
  },
};
