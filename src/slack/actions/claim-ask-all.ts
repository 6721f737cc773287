import { askedAllMessage } from '../views/owner-suggestions.ts';
import type { Action } from './action.ts';

/** Admins: asks the likely team of each service without owner. */
export const claimAskAll: Action = {
  name: 'claim-ask-all',
  by: 'press',
  ack: 'after-commit',
  fresh: true,
  refusesStrangers: true,
  async run(_press, { verbs, viewer }) {
    return { kind: 'private', message: askedAllMessage(await verbs.upkeep.askAll(viewer)) };
  },
};
