import { claimMessage } from '../views/ownership-claim.ts';
import type { Action } from './action.ts';

/** The team that is asked says: it is ours. All messages about it follow. */
export const claimConfirm: Action = {
  name: 'claim-confirm',
  by: 'press',
  ack: 'after-commit',
  fresh: true,
  refusesStrangers: true,
  async run({ value, from }, { verbs, viewer }) {
    const { view } = await verbs.upkeep.confirmOwner(viewer, value);
    return from === 'message' ? { kind: 'nothing' } : { kind: 'in-place', message: claimMessage(view) };
  },
};
