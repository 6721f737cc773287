import type { Action } from './action.ts';
import { afterAct, pressedException } from './exception/decided.ts';

/** Whoever asked takes the request back. */
export const exceptionWithdraw: Action = {
  name: 'exception-withdraw',
  by: 'press',
  ack: 'after-commit',
  refusesStrangers: true,
  async run({ value, from }, context) {
    const { id } = pressedException(value);
    const outcome = await context.verbs.exceptions.act(context.viewer, id, { kind: 'withdraw' });
    return afterAct(outcome, from, context);
  },
};
