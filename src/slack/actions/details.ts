import { UserError } from '../../domain/errors.ts';
import { detailsModal } from '../views/details-modal.ts';
import { loadingModal } from '../views/notices.ts';
import { readDetails } from '../views/targets.ts';
import type { Action } from './action.ts';

/** Every check, what changed when, and the facts: opens a modal, and turns its tabs and pages. */
export const details: Action = {
  name: 'details',
  by: 'press',
  opens: ({ value }) => ({
    ...loadingModal(readDetails(value)?.service ?? 'Details'),
    callback_id: 'details',
  }),
  async run({ value }, { verbs, viewer, now }) {
    const target = readDetails(value);
    if (target === undefined)
      throw new UserError('That button is from an older message. Ask for the card again.');
    const shown = await verbs.showDetails(viewer, target.service);
    return { kind: 'modal', modal: detailsModal(shown, target, now) };
  },
};
