import type { Action } from './action.ts';
import { afterBatch, pressedBatch } from './exception/decided-batch.ts';

/** Agrees to all that the message offered, each service for itself: committed, then acknowledged. */
export const exceptionBatchApprove: Action = {
  name: 'exception-batch-approve',
  by: 'press',
  ack: 'after-commit',
  fresh: true,
  refusesStrangers: true,
  async run({ value }, { verbs, viewer }) {
    const { batch, seen } = pressedBatch(value);
    return afterBatch(
      'Approved',
      await verbs.exceptions.actOnBatch(viewer, batch, { kind: 'approve', seen }),
    );
  },
};
