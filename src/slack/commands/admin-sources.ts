import { sourcesMessage } from '../views/sources.ts';
import type { Command } from './command.ts';

export const adminSources: Command = {
  name: 'admin-sources',
  usage: 'admin sources',
  summary: 'Admins: each collector, whether it is set up, its last answer, errors and rates.',
  invoked: 'by-name',
  async run(_words, { verbs, viewer, now }) {
    return { kind: 'private', message: sourcesMessage(await verbs.showSources(viewer), now) };
  },
};
