import { claimMessage } from '../views/ownership-claim.ts';
import type { Action } from './action.ts';

/** The team that is asked says: it is not ours. */
export const claimNotUs: Action = {
  name: 'claim-not-us',
  by: 'press',
  ack: 'after-commit',
  fresh: true,
  refusesStrangers: true,
  async run({ value }, { verbs, viewer, now }) {
    const { view } = await verbs.upkeep.notUs(viewer, value);
    return { kind: 'in-place', message: claimMessage(view, now) };
  },
};
