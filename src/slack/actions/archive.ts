import { noticeModal } from '../views/notices.ts';
import { archivedMessage } from '../views/upkeep-modal.ts';
import type { Action } from './action.ts';

/** Hides a service that was registered in Slack. */
export const archive: Action = {
  name: 'archive',
  by: 'press',
  ack: 'after-commit',
  fresh: true,
  refusesStrangers: true,
  async run({ value, from }, { verbs, viewer }) {
    const message = archivedMessage(await verbs.upkeep.archive(viewer, value));
    return from === 'modal'
      ? { kind: 'modal', modal: noticeModal('Archive', message) }
      : { kind: 'in-place', message };
  },
};
