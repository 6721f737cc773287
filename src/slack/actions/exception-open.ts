import { exceptionModal } from '../views/exception-view.ts';
import { loadingModal } from '../views/notices.ts';
import type { Action } from './action.ts';

/** Shows one exception with all that was said about it, and what the viewer may do to it. */
export const exceptionOpen: Action = {
  name: 'exception-open',
  by: 'press',
  opens: () => ({ ...loadingModal('Exception'), callback_id: 'exception-open' }),
  async run({ value }, { verbs, viewer, now }) {
    return { kind: 'modal', modal: exceptionModal(await verbs.exceptions.show(viewer, value), now) };
  },
};
