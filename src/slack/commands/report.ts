import { reportMessage } from '../views/report.ts';
import { reportCardMessage } from '../views/report-card.ts';
import type { Command } from './command.ts';

export const report: Command = {
  name: 'report',
  usage: 'report [@TEAM|SYSTEM] [7d|30d|90d]',
  summary:
    'What moved within a week: levels, drops, exceptions, initiatives; with a period the report card: top, improved, dropped, rules, teams.',
  invoked: 'by-name',
  async run(words, { verbs, viewer }) {
    const card = await verbs.reports.card(viewer, words);
    if (card !== null) return { kind: 'private', message: reportCardMessage(card) };
    const team = words.trim() === '' ? null : words.trim();
    return { kind: 'private', message: reportMessage(await verbs.digests.report(viewer, team)) };
  },
};
