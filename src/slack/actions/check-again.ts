import { pickerModal } from '../views/picker-modal.ts';
import { readinessCard } from '../views/readiness-card.ts';
import type { Action } from './action.ts';

/** Collects and judges one service anew; its card changes in place and says what changed. */
export const checkAgain: Action = {
  name: 'check-again',
  by: 'press',
  fresh: true,
  async run({ value, from }, { verbs, viewer, now }) {
    const checked = await verbs.checkAgain(viewer, value);
    const message = readinessCard(checked.card, { now, checked });
    if (from === 'modal') return { kind: 'modal', modal: pickerModal(message, checked.card.service) };
    return { kind: 'in-place', message };
  },
};
