import { questionModal, SAID } from '../views/exception-decisions.ts';
import type { Action } from './action.ts';
import {
  aboutDecision,
  fillDecision,
  pressedException,
  shownAgain,
  submittedDecision,
} from './exception/decided.ts';

/** A question of who decides, relayed to the requester, or the requester's answer. */
export const exceptionQuestion: Action = {
  name: 'exception-question',
  by: 'press',
  opens: (press) => questionModal(aboutDecision(press)),
  async run(press, context) {
    const { id } = pressedException(press.value);
    const { viewer } = context;
    const view = await context.verbs.exceptions.show(viewer, id);
    return fillDecision(view, (shown) => questionModal(aboutDecision(press), shown, viewer.id), context);
  },
  async submit(form, { verbs, viewer, now }) {
    const { id, said, from } = submittedDecision(form);
    if (said.trim() === '') return { kind: 'errors', errors: { [SAID]: 'Write what you want to say.' } };
    return shownAgain(await verbs.exceptions.say(viewer, id, said), from, now);
  },
};
