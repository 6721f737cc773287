import { ownerlessMessage } from '../views/ownerless.ts';
import { stands } from './exception/told-exception.ts';
import type { MessageKind } from './message.ts';

/** `{ week }`: the ISO date of its Monday. The list of that week follows what is assigned. */
export const ownerless: MessageKind = {
  name: 'ownerless',
  summary: 'Services without an owner who is there, with whom they may be of: to each admin, once a week',
  prefers: 'missing',
  async render(about, deps) {
    const view = await deps.nudges.ownerless();
    if (view === null) return null;
    if (view.services.length === 0 && !(await stands('ownerless', about, deps))) return null;
    const shown = view.services
      .slice(0, 20)
      .map(({ service, why, failing }) => `${service.id} ${why} ${failing}`);
    return { message: ownerlessMessage(view), version: [view.services.length, ...shown].join('\n') };
  },
  // Every admin gets their own.
  fallbacks: async () => [],
};
