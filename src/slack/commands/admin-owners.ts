import { ownerSuggestionsMessage } from '../views/owner-suggestions.ts';
import type { Command } from './command.ts';

export const adminOwners: Command = {
  name: 'admin-owners',
  usage: 'admin owners',
  summary:
    'Admins: services without owner, whose each probably is and why, and one press to ask those teams.',
  invoked: 'by-name',
  async run(_words, { verbs, viewer }) {
    return { kind: 'private', message: ownerSuggestionsMessage(await verbs.upkeep.ownerless(viewer, 0)) };
  },
};
