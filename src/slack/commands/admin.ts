import { UserError } from '../../domain/errors.ts';
import { helpMessage } from '../views/help.ts';
import type { Command } from './command.ts';

export const admin: Command = {
  name: 'admin',
  usage: 'admin',
  summary: 'Admins: what they may do besides.',
  invoked: 'by-name',
  async run(words, { hints, slash, viewer }) {
    if (!viewer.admin) throw new UserError('Only admins may do this. ready.yml names them under `admins`.');
    const own = hints.filter(({ usage }) => usage.startsWith('admin '));
    if (words !== '')
      throw new UserError(
        `There is no \`${slash} admin ${words.split(/\s/, 1)[0]}\`. There are: ${own.map(({ usage }) => `\`${usage}\``).join(', ')}.`,
      );
    return { kind: 'private', message: helpMessage(own, slash) };
  },
};
