import { relabelRequestMessage } from '../views/relabel.ts';
import type { MessageKind } from './message.ts';

/** `{ relabelling }`: with the decision one press away, and then who decided. */
export const relabelRequest: MessageKind = {
  name: 'relabel-request',
  summary:
    'Labels would ask less of a service: to each approver of the tier that it has; it follows the state',
  prefers: 'duplicate',
  async render({ subject: { relabelling } }, { upkeep }) {
    const view = typeof relabelling === 'string' ? await upkeep.relabelling(relabelling) : null;
    return view === null ? null : { message: relabelRequestMessage(view), version: view.state };
  },
  // The others who decide have their own.
  fallbacks: async () => [],
};
