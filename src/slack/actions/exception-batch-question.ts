import { readBatchQuestion } from '../views/batch-target.ts';
import { BATCH_TITLES, batchQuestionModal } from '../views/exception-batch-decisions.ts';
import { SAID } from '../views/exception-decisions.ts';
import { loadingModal } from '../views/notices.ts';
import type { Action } from './action.ts';
import { afterBatch, fillBatch, pressedBatchTalk } from './exception/decided-batch.ts';

/** A question of who decides about many, relayed to the requester once, or the requester's answer to it. */
export const exceptionBatchQuestion: Action = {
  name: 'exception-batch-question',
  by: 'press',
  fresh: true,
  refusesStrangers: true,
  opens: ({ value }) =>
    loadingModal(readBatchQuestion(value) === undefined ? BATCH_TITLES.question : BATCH_TITLES.answer),
  async run({ value }, context) {
    const about = pressedBatchTalk(value);
    const said = 'said' in about ? about.said : null;
    const beginning =
      'said' in about
        ? ({ kind: 'answer', said: about.said } as const)
        : ({ kind: 'ask', seen: about.seen } as const);
    return fillBatch(about.batch, beginning, context, (begun) =>
      batchQuestionModal(begun, context.viewer.id, said),
    );
  },
  async submit({ about, values }, { verbs, viewer }) {
    const target = pressedBatchTalk(about);
    const text = values[SAID]?.[0] ?? '';
    if (text.trim() === '') return { kind: 'errors', errors: { [SAID]: 'Write what you want to say.' } };
    const { actOnBatch } = verbs.exceptions;
    if ('said' in target)
      return afterBatch(
        'Answered',
        await actOnBatch(viewer, target.batch, { kind: 'answer', said: target.said, text }),
      );
    return afterBatch(
      'Asked',
      await actOnBatch(viewer, target.batch, { kind: 'ask', seen: target.seen, text }),
    );
  },
};
