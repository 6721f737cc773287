import type { Action } from './action.ts';
import { afterAct, pressedException } from './exception/decided.ts';

/** Agrees to what was seen: committed, then acknowledged. All messages about it follow. */
export const exceptionApprove: Action = {
  name: 'exception-approve',
  by: 'press',
  ack: 'after-commit',
  refusesStrangers: true,
  async run({ value, from }, context) {
    const { id, revision } = pressedException(value);
    const { exceptions } = context.verbs;
    const outcome = await exceptions.act(context.viewer, id, { kind: 'approve', seen: revision });
    return afterAct(outcome, from, context);
  },
};
