import { releaseMessage } from '../views/release-report.ts';
import type { Command } from './command.ts';

export const reportRelease: Command = {
  name: 'report-release',
  usage: 'report release SERVICE...|SYSTEM',
  summary: 'May it be released: go or no-go with reasons, kept so that it shows the same later.',
  invoked: 'by-name',
  async run(words, { verbs, viewer }) {
    return { kind: 'private', message: releaseMessage(await verbs.reports.release(viewer, words)) };
  },
};
