import type { Action } from './action.ts';
import { afterwards, pressedInitiative } from './initiative/pressed.ts';

/** Starts a draft: from now on owners are reminded. */
export const initiativeStart: Action = {
  name: 'initiative-start',
  by: 'press',
  ack: 'after-commit',
  async run({ value }, { verbs, viewer }) {
    const view = await verbs.initiatives.act(viewer, pressedInitiative(value), { kind: 'start' });
    return afterwards(view, 'Started.');
  },
};
