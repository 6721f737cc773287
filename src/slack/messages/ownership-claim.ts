import { claimMessage } from '../views/ownership-claim.ts';
import type { MessageKind } from './message.ts';

/** `{ claim }`: what somebody says whose a service is, and then what became of it. */
export const ownershipClaim: MessageKind = {
  name: 'ownership-claim',
  summary:
    'Somebody says whose a service is: to the channel of that team, which confirms, declines or names another; it follows the state',
  prefers: 'duplicate',
  async render({ subject: { claim } }, { upkeep }) {
    const view = typeof claim === 'string' ? await upkeep.claim(claim) : null;
    return view === null
      ? null
      : { message: claimMessage(view), version: `${view.state} ${view.heldBy ?? ''}` };
  },
  fallbacks: async (_about, { policy }) => policy.admins.map((person) => ({ kind: 'person', person })),
};
