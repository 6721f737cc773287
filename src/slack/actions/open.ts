import { readinessCard } from '../views/readiness-card.ts';
import type { Action } from './action.ts';

/** Opens a service's card beside the list or the shared card that it was chosen on. */
export const open: Action = {
  name: 'open',
  by: 'press',
  async run({ value }, { verbs, viewer, now }) {
    const card = await verbs.showReadiness(viewer, value);
    return { kind: 'private', message: readinessCard(card, { now }) };
  },
};
