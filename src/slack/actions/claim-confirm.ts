import { claimMessage } from '../views/ownership-claim.ts';
import type { Action } from './action.ts';

/** The team that is asked says: it is ours. All messages about it follow. */
export const claimConfirm: Action = {
  name: 'claim-confirm',
  by: 'press',
  ack: 'after-commit',
  fresh: true,
  refusesStrangers: true,
  async run({ value }, { verbs, viewer, now }) {
    const { view } = await verbs.upkeep.confirmOwner(viewer, value);
    return { kind: 'in-place', message: claimMessage(view, now) };
  },
};
