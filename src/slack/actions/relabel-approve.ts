import { relabelRequestMessage } from '../views/relabel.ts';
import type { Action } from './action.ts';

/** Agrees to labels that ask less of a service: committed, then acknowledged. */
export const relabelApprove: Action = {
  name: 'relabel-approve',
  by: 'press',
  ack: 'after-commit',
  fresh: true,
  refusesStrangers: true,
  async run({ value, from }, { verbs, viewer }) {
    const { view } = await verbs.upkeep.decideRelabelling(viewer, value, 'approve');
    return from === 'message'
      ? { kind: 'nothing' }
      : { kind: 'in-place', message: relabelRequestMessage(view) };
  },
};
