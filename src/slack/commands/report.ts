import { reportMessage } from '../views/report.ts';
import type { Command } from './command.ts';

export const report: Command = {
  name: 'report',
  usage: 'report [@TEAM]',
  summary: 'What moved within a week: levels, drops, exceptions, initiatives; of a team, or of all services.',
  invoked: 'by-name',
  async run(words, { verbs, viewer }) {
    const team = words.trim() === '' ? null : words.trim();
    return { kind: 'private', message: reportMessage(await verbs.digests.report(viewer, team)) };
  },
};
