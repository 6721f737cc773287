import { ownerSuggestionsMessage } from '../views/owner-suggestions.ts';
import { readOffset } from '../views/upkeep-target.ts';
import type { Action } from './action.ts';

/** Another page of the services without owner. */
export const claimList: Action = {
  name: 'claim-list',
  by: 'press',
  async run({ value }, { verbs, viewer }) {
    const page = await verbs.upkeep.ownerless(viewer, readOffset(value));
    return { kind: 'in-place', message: ownerSuggestionsMessage(page) };
  },
};
