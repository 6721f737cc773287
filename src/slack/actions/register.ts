import { loadingModal } from '../views/notices.ts';
import { readinessCard } from '../views/readiness-card.ts';
import { teamOptions } from '../views/team-select.ts';
import { errorsAt, keptModal, REASON, typedIn, upkeepModal } from '../views/upkeep-modal.ts';
import type { Action } from './action.ts';

const MOST_OPTIONS = 100;

/** Registers a service: opens the modal, and keeps what was typed. The value is the name that was looked for. */
export const register: Action = {
  name: 'register',
  by: 'press',
  fresh: true,
  refusesStrangers: true,
  opens: () => ({ ...loadingModal('Register a service'), callback_id: 'register' }),
  async run({ value }, { verbs, viewer }) {
    return { kind: 'modal', modal: upkeepModal(await verbs.upkeep.draftRegister(viewer, value)) };
  },
  async submit({ values }, { verbs, viewer, now }) {
    const outcome = await verbs.upkeep.register(viewer, typedIn(values), values[REASON]?.[0] ?? '');
    if (outcome.kind === 'invalid') return { kind: 'errors', errors: errorsAt(outcome.problems) };
    return { kind: 'modal', modal: keptModal(outcome, readinessCard(outcome.card, { now }), true) };
  },
  async options(query, { verbs, viewer }) {
    return { kind: 'options', options: teamOptions(await verbs.upkeep.teams(viewer, query, MOST_OPTIONS)) };
  },
};
