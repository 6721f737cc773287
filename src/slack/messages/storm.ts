import { stormMessage } from '../views/storm.ts';
import type { MessageKind } from './message.ts';

/** `{ storm }`: with the decision one press away, and then who decided. */
export const storm: MessageKind = {
  name: 'storm',
  summary: 'More reminders at once than is usual are held back: to each admin, until one of them decides',
  prefers: 'duplicate',
  async render({ subject: { storm: id } }, { nudges, now }) {
    const view = typeof id === 'string' ? await nudges.storm(id) : null;
    return view === null ? null : { message: stormMessage(view, now), version: view.state };
  },
  // Every admin gets their own.
  fallbacks: async () => [],
};
