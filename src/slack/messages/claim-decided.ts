import { claimDecidedMessage } from '../views/ownership-claim.ts';
import type { MessageKind } from './message.ts';

/** `{ claim }` */
export const claimDecided: MessageKind = {
  name: 'claim-decided',
  summary: 'A team confirmed that a service is theirs, or declined: to whoever said so',
  prefers: 'missing',
  async render({ subject: { claim } }, { upkeep }) {
    const view = typeof claim === 'string' ? await upkeep.claim(claim) : null;
    if (view === null || view.state === 'open') return null;
    return { message: claimDecidedMessage(view), version: view.state };
  },
  fallbacks: async () => [],
};
