import type { Action } from './action.ts';
import { decideStorm } from './storm/decide-storm.ts';

/** Lets held reminders be: nobody gets them. */
export const stormDiscard: Action = {
  name: 'storm-discard',
  by: 'press',
  ack: 'after-commit',
  run: ({ value }, context) => decideStorm(value, 'discard', context),
};
