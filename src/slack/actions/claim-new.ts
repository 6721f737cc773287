import { loadingModal } from '../views/notices.ts';
import { askedMessage, ownerModal } from '../views/owner-suggestions.ts';
import { TEAM, teamOptions } from '../views/team-select.ts';
import type { Action } from './action.ts';

const MOST_OPTIONS = 100;

/** Whose a service probably is, with what speaks for it; the team that is chosen is asked. */
export const claimNew: Action = {
  name: 'claim-new',
  by: 'press',
  fresh: true,
  refusesStrangers: true,
  opens: () => ({ ...loadingModal('Whose is it?'), callback_id: 'claim-new' }),
  async run({ value }, { verbs, viewer }) {
    return { kind: 'modal', modal: ownerModal(await verbs.upkeep.suggestOwners(viewer, value)) };
  },
  async submit({ about, values }, { verbs, viewer }) {
    const [team] = values[TEAM] ?? [];
    if (team === undefined) return { kind: 'errors', errors: { [TEAM]: 'Choose the team that it is of.' } };
    const { service, team: asked } = await verbs.upkeep.askOwner(viewer, about, team);
    return { kind: 'private', message: askedMessage(service.id, asked?.name ?? team) };
  },
  async options(query, { verbs, viewer }) {
    return { kind: 'options', options: teamOptions(await verbs.upkeep.teams(viewer, query, MOST_OPTIONS)) };
  },
};
