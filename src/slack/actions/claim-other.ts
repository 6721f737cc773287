import { loadingModal } from '../views/notices.ts';
import { claimMessage, someoneElseModal } from '../views/ownership-claim.ts';
import { TEAM, teamOptions } from '../views/team-select.ts';
import type { Action } from './action.ts';

const MOST_OPTIONS = 100;

/** The team that is asked names another, which is asked next. */
export const claimOther: Action = {
  name: 'claim-other',
  by: 'press',
  fresh: true,
  refusesStrangers: true,
  opens: () => ({ ...loadingModal('Someone else'), callback_id: 'claim-other' }),
  async run({ value }, { verbs, viewer }) {
    return { kind: 'modal', modal: someoneElseModal(await verbs.upkeep.claim(viewer, value)) };
  },
  async submit({ about, values }, { verbs, viewer }) {
    const [team] = values[TEAM] ?? [];
    if (team === undefined) return { kind: 'errors', errors: { [TEAM]: 'Choose the team that it is of.' } };
    const { view } = await verbs.upkeep.someoneElse(viewer, about, team);
    return { kind: 'private', message: claimMessage(view) };
  },
  async options(query, { verbs, viewer }) {
    return { kind: 'options', options: teamOptions(await verbs.upkeep.teams(viewer, query, MOST_OPTIONS)) };
  },
};
