import { claimMessage } from '../views/ownership-claim.ts';
import type { MessageKind } from './message.ts';

/** `{ claim }`: what somebody says whose a service is, and then what became of it. */
export const ownershipClaim: MessageKind = {
  name: 'ownership-claim',
  summary: 'Somebody says that a service is not theirs: to the channel of the team that it is said to be of',
  prefers: 'duplicate',
  async render({ subject: { claim: id } }, { nudges, now }) {
    const view = typeof id === 'string' ? await nudges.claim(id) : null;
    return view === null ? null : { message: claimMessage(view, now), version: view.state };
  },
  fallbacks: async (_about, { policy }) => policy.admins.map((person) => ({ kind: 'person', person })),
};
