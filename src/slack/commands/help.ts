import { helpMessage } from '../views/help.ts';
import type { Command } from './command.ts';

export const help: Command = {
  name: 'help',
  usage: 'help',
  summary: 'This list.',
  invoked: 'by-name',
  async run(_words, { hints, slash, viewer }) {
    const theirs = hints.filter(({ usage }) => viewer.admin || !/^admin\b/.test(usage));
    return { kind: 'private', message: helpMessage(theirs, slash) };
  },
};
