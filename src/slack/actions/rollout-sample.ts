import { sampleMessage } from '../views/rollout.ts';
import type { Action } from './action.ts';

/** What a team would get now, shown to the admin alone. */
export const rolloutSample: Action = {
  name: 'rollout-sample',
  by: 'press',
  fresh: true,
  async run({ value }, { verbs, viewer, now }) {
    return { kind: 'private', message: sampleMessage(value, await verbs.nudges.sample(viewer, value), now) };
  },
};
