import { rolloutMessage } from '../views/rollout.ts';
import type { Action } from './action.ts';

/** A team that was added in Slack is not reminded any more. */
export const rolloutRemoveTeam: Action = {
  name: 'rollout-remove-team',
  by: 'press',
  fresh: true,
  async run({ value }, { verbs, viewer }) {
    return { kind: 'in-place', message: rolloutMessage(await verbs.nudges.removeTeam(viewer, value)) };
  },
};
