import { mineMessage } from '../views/group.ts';
import type { Command } from './command.ts';

export const mine: Command = {
  name: 'mine',
  usage: '',
  summary: 'Your services by team, worst first.',
  invoked: 'bare',
  async run(_words, { verbs, viewer }) {
    return { kind: 'private', message: mineMessage(await verbs.showMine(viewer)) };
  },
};
