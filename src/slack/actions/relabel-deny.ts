import { relabelRequestMessage } from '../views/relabel.ts';
import type { Action } from './action.ts';

/** Does not agree to labels that ask less of a service. */
export const relabelDeny: Action = {
  name: 'relabel-deny',
  by: 'press',
  ack: 'after-commit',
  fresh: true,
  refusesStrangers: true,
  async run({ value, from }, { verbs, viewer }) {
    const { view } = await verbs.upkeep.decideRelabelling(viewer, value, 'deny');
    return from === 'message'
      ? { kind: 'nothing' }
      : { kind: 'in-place', message: relabelRequestMessage(view) };
  },
};
