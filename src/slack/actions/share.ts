import { readinessCard } from '../views/readiness-card.ts';
import type { Action } from './action.ts';

/** Posts the card where it was asked for, with who shared it and without what is private. */
export const share: Action = {
  name: 'share',
  by: 'press',
  fresh: true,
  async run({ value }, { verbs, viewer, now }) {
    const card = await verbs.share(viewer, value);
    return { kind: 'public', message: readinessCard(card, { now, sharedBy: viewer.name }) };
  },
};
