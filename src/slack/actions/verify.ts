import { loadingModal } from '../views/notices.ts';
import { readinessCard } from '../views/readiness-card.ts';
import { verifiedModal, verifyModal } from '../views/verify-modal.ts';
import type { Action } from './action.ts';

/** Asks the owning team whether all that the catalog says is still true, and keeps that they said so. */
export const verify: Action = {
  name: 'verify',
  by: 'press',
  fresh: true,
  refusesStrangers: true,
  opens: () => ({ ...loadingModal('Still true?'), callback_id: 'verify' }),
  async run({ value }, { verbs, viewer, now }) {
    return { kind: 'modal', modal: verifyModal(await verbs.upkeep.draftVerification(viewer, value), now) };
  },
  async submit({ about }, { verbs, viewer, now }) {
    const card = await verbs.upkeep.verify(viewer, about);
    return { kind: 'modal', modal: verifiedModal(card.service.id, readinessCard(card, { now })) };
  },
};
