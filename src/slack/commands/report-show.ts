import { releaseMessage } from '../views/release-report.ts';
import type { Command } from './command.ts';

export const reportShow: Command = {
  name: 'report-show',
  usage: 'report show ID',
  summary: 'A release check as it was saved.',
  invoked: 'by-name',
  async run(words, { verbs, viewer }) {
    return { kind: 'private', message: releaseMessage(await verbs.reports.showRelease(viewer, words)) };
  },
};
