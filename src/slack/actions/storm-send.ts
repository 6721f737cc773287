import type { Action } from './action.ts';
import { decideStorm } from './storm/decide-storm.ts';

/** Lets held reminders go, as far as they are still true. */
export const stormSend: Action = {
  name: 'storm-send',
  by: 'press',
  ack: 'after-commit',
  run: ({ value }, context) => decideStorm(value, 'send', context),
};
