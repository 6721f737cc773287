import { noticeModal } from '../views/notices.ts';
import { readinessCard } from '../views/readiness-card.ts';
import type { Action } from './action.ts';

/** Brings back a service that was archived in Slack. */
export const unarchive: Action = {
  name: 'unarchive',
  by: 'press',
  ack: 'after-commit',
  fresh: true,
  refusesStrangers: true,
  async run({ value, from }, { verbs, viewer, now }) {
    const message = readinessCard(await verbs.upkeep.unarchive(viewer, value), { now });
    return from === 'modal'
      ? { kind: 'modal', modal: noticeModal('Archive', message) }
      : { kind: 'in-place', message };
  },
};
