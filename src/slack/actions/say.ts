import type { Action } from './action.ts';

/** A button that types for the person: its answer takes the place of the message that offered it. */
export const say: Action = {
  name: 'say',
  by: 'press',
  async run({ value }, context) {
    const answer = await context.say(value);
    return answer.kind === 'private' ? { kind: 'in-place', message: answer.message } : answer;
  },
};
