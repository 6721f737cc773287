import type { Action } from './action.ts';
import { afterwards, pressedInitiative } from './initiative/pressed.ts';

/** Puts away one whose time is over: its owner gets no more lists. */
export const initiativeClose: Action = {
  name: 'initiative-close',
  by: 'press',
  ack: 'after-commit',
  async run({ value }, { verbs, viewer }) {
    const view = await verbs.initiatives.act(viewer, pressedInitiative(value), { kind: 'close' });
    return afterwards(view, 'Closed: you get no more lists of it.');
  },
};
