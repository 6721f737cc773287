import { DECISION_TITLES, questionModal, SAID } from '../views/exception-decisions.ts';
import { loadingModal } from '../views/notices.ts';
import { readQuestion } from '../views/targets.ts';
import type { Action } from './action.ts';
import { afterAct, fillDecision, pressedException, submittedDecision } from './exception/decided.ts';

/** A question of who decides, relayed to the requester, or the requester's answer to one. */
export const exceptionQuestion: Action = {
  name: 'exception-question',
  by: 'press',
  fresh: true,
  refusesStrangers: true,
  opens: ({ value }) =>
    loadingModal(readQuestion(value) === undefined ? DECISION_TITLES.question : DECISION_TITLES.answer),
  run: (press, context) =>
    fillDecision(press, context, 'say', (about, view) =>
      questionModal(about, view, { reader: context.viewer.id, ...pressedException(press.value) }),
    ),
  async submit(form, context) {
    const { id, question, said, from } = submittedDecision(form);
    const act = {
      kind: 'say',
      text: said,
      ...(question === undefined ? {} : { answers: question }),
    } as const;
    const outcome = await context.verbs.exceptions.act(context.viewer, id, act);
    if (outcome.kind === 'refused' && outcome.why === 'no-reason')
      return { kind: 'errors', errors: { [SAID]: 'Write what you want to say.' } };
    return afterAct(outcome, from, context);
  },
};
