import { pickerModal, serviceOptions } from '../views/picker-modal.ts';
import { readinessCard } from '../views/readiness-card.ts';
import type { Action } from './action.ts';

/** Slack shows at most this many options. */
const MOST_OPTIONS = 100;

/** The search field for services: offers what fits, and shows the card of the chosen one below. */
export const pick: Action = {
  name: 'pick',
  by: 'press',
  async run({ value }, { verbs, viewer, now }) {
    const card = await verbs.showReadiness(viewer, value);
    return { kind: 'modal', modal: pickerModal(readinessCard(card, { now }), card.service) };
  },
  async options(query, { verbs, viewer }) {
    return { kind: 'options', options: serviceOptions(await verbs.suggest(viewer, query, MOST_OPTIONS)) };
  },
};
