import { relabelledMessage } from '../views/relabel.ts';
import type { MessageKind } from './message.ts';

/** `{ tier, at }` */
export const relabelled: MessageKind = {
  name: 'relabelled',
  summary:
    'Services were given a lower tier, left production or changed their type in files: to the approvers of the tier that they had',
  prefers: 'missing',
  async render({ subject: { tier, at } }, { upkeep }) {
    const view =
      typeof tier === 'string' && typeof at === 'number' ? await upkeep.relabelled(tier, at) : null;
    return view === null ? null : { message: relabelledMessage(view), version: `${view.services.length}` };
  },
  fallbacks: async () => [],
};
