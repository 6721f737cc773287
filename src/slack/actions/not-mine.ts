import { claimedMessage, NOTE, notMineModal } from '../views/not-mine-modal.ts';
import { loadingModal } from '../views/notices.ts';
import { TEAM, teamOptions } from '../views/team-select.ts';
import type { Action } from './action.ts';

/** Slack shows at most this many options. */
const MOST_OPTIONS = 100;

/** Asks whose a service is that somebody is reminded of, and tells that team. */
export const notMine: Action = {
  name: 'not-mine',
  by: 'press',
  fresh: true,
  opens: () => loadingModal('Not mine'),
  async run({ value }, { verbs, viewer }) {
    const { service } = await verbs.showReadiness(viewer, value);
    await verbs.nudges.answer(viewer, value);
    return { kind: 'modal', modal: notMineModal(service) };
  },
  async submit({ about, values }, { verbs, viewer }) {
    const claim = { team: values[TEAM]?.[0] ?? null, note: values[NOTE]?.[0]?.trim() || null };
    return {
      kind: 'private',
      message: claimedMessage(await verbs.nudges.notMine(viewer, about, claim)),
    };
  },
  async options(query, { verbs, viewer }) {
    return { kind: 'options', options: teamOptions(await verbs.nudges.teams(viewer, query, MOST_OPTIONS)) };
  },
};
