import { relabelDecidedMessage } from '../views/relabel.ts';
import type { MessageKind } from './message.ts';

/** `{ relabelling }` */
export const relabelDecided: MessageKind = {
  name: 'relabel-decided',
  summary: 'Labels that ask less of a service were agreed to or not: to who asked',
  prefers: 'missing',
  async render({ subject: { relabelling } }, { upkeep }) {
    const view = typeof relabelling === 'string' ? await upkeep.relabelling(relabelling) : null;
    if (view === null || view.state === 'open') return null;
    return { message: relabelDecidedMessage(view), version: view.state };
  },
  fallbacks: async () => [],
};
