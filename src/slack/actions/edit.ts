import { loadingModal } from '../views/notices.ts';
import { readinessCard } from '../views/readiness-card.ts';
import { teamOptions } from '../views/team-select.ts';
import { errorsAt, keptModal, REASON, typedIn, upkeepModal } from '../views/upkeep-modal.ts';
import type { Action } from './action.ts';

const MOST_OPTIONS = 100;

/** Edits what can be said of a service in Slack; what another source says is shown with its place. */
export const edit: Action = {
  name: 'edit',
  by: 'press',
  fresh: true,
  refusesStrangers: true,
  opens: () => ({ ...loadingModal('Edit'), callback_id: 'edit' }),
  async run({ value }, { verbs, viewer }) {
    return { kind: 'modal', modal: upkeepModal(await verbs.upkeep.draftEdit(viewer, value)) };
  },
  async submit({ about, values }, { verbs, viewer, now }) {
    const outcome = await verbs.upkeep.edit(viewer, about, typedIn(values), values[REASON]?.[0] ?? '');
    if (outcome.kind === 'invalid') return { kind: 'errors', errors: errorsAt(outcome.problems) };
    return { kind: 'modal', modal: keptModal(outcome, readinessCard(outcome.card, { now }), false) };
  },
  async options(query, { verbs, viewer }) {
    return { kind: 'options', options: teamOptions(await verbs.upkeep.teams(viewer, query, MOST_OPTIONS)) };
  },
};
