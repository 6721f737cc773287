import { UserError } from '../../domain/errors.ts';
import { readOpen } from '../views/initiative-form.ts';
import { initiativeModal } from '../views/initiative-view.ts';
import { loadingModal } from '../views/notices.ts';
import type { Action } from './action.ts';

/** Shows one initiative with who is where, or another page of who is not there yet. */
export const initiativeOpen: Action = {
  name: 'initiative-open',
  by: 'press',
  opens: () => ({ ...loadingModal('Initiative'), callback_id: 'initiative-open' }),
  async run({ value }, { verbs, viewer }) {
    const target = readOpen(value);
    if (target === undefined)
      throw new UserError('That button is from an older message. `/ready initiatives` lists them all.');
    const view = await verbs.initiatives.show(viewer, target.id, target.offset);
    return { kind: 'modal', modal: initiativeModal(view) };
  },
};
