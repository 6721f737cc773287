import { helpMessage } from '../views/help.ts';
import type { Command } from './command.ts';

export const help: Command = {
  name: 'help',
  usage: 'help',
  summary: 'This list.',
  invoked: 'by-name',
  async run(_words, { hints, slash }) {
    return { kind: 'private', message: helpMessage(hints, slash) };
  },
};
