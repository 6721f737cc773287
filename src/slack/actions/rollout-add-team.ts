import { rolloutMessage } from '../views/rollout.ts';
import type { Action } from './action.ts';

/** One more team is reminded from now on. */
export const rolloutAddTeam: Action = {
  name: 'rollout-add-team',
  by: 'press',
  fresh: true,
  async run({ value }, { verbs, viewer }) {
    return { kind: 'in-place', message: rolloutMessage(await verbs.nudges.addTeam(viewer, value)) };
  },
};
