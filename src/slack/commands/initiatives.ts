import { initiativeList } from '../views/initiative-list.ts';
import type { Command } from './command.ts';

export const initiatives: Command = {
  name: 'initiatives',
  usage: 'initiatives',
  summary: 'Initiatives: what is to be met by when, how far it is, who is behind; begin one.',
  invoked: 'by-name',
  async run(_words, { verbs, viewer }) {
    return { kind: 'private', message: initiativeList(await verbs.initiatives.list(viewer)) };
  },
};
