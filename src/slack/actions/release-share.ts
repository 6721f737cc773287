import { releaseMessage } from '../views/release-report.ts';
import type { Action } from './action.ts';

/** Posts a saved release check for everybody: it never changes, so the message's own link shows the same later. */
export const releaseShare: Action = {
  name: 'release-share',
  by: 'press',
  fresh: true,
  async run({ value }, { verbs, viewer }) {
    const saved = await verbs.reports.showRelease(viewer, value);
    return { kind: 'public', message: releaseMessage(saved, { sharedBy: viewer.name }) };
  },
};
