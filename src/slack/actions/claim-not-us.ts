import { claimMessage } from '../views/ownership-claim.ts';
import type { Action } from './action.ts';

/** The team that is asked says: it is not ours. */
export const claimNotUs: Action = {
  name: 'claim-not-us',
  by: 'press',
  ack: 'after-commit',
  fresh: true,
  refusesStrangers: true,
  async run({ value, from }, { verbs, viewer }) {
    const { view } = await verbs.upkeep.notUs(viewer, value);
    return from === 'message' ? { kind: 'nothing' } : { kind: 'in-place', message: claimMessage(view) };
  },
};
