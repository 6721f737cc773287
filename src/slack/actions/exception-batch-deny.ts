import { denyBatchModal } from '../views/exception-batch-decided.ts';
import { SAID } from '../views/exception-decisions.ts';
import type { Action } from './action.ts';
import { afterBatch, pressedBatch } from './exception/decided-batch.ts';

/** Asks why, and denies all that the message offered. */
export const exceptionBatchDeny: Action = {
  name: 'exception-batch-deny',
  by: 'press',
  fresh: true,
  refusesStrangers: true,
  opens: ({ value }) => denyBatchModal(value, pressedBatch(value).seen.length),
  run: async ({ value }) => ({
    kind: 'modal',
    modal: denyBatchModal(value, pressedBatch(value).seen.length),
  }),
  async submit({ about, values }, { verbs, viewer }) {
    const { batch, seen } = pressedBatch(about);
    const reason = values[SAID]?.[0] ?? '';
    if (reason.trim() === '')
      return { kind: 'errors', errors: { [SAID]: 'Say in a sentence why not: the requester reads it.' } };
    return afterBatch(
      'Denied',
      await verbs.exceptions.actOnBatch(viewer, batch, { kind: 'deny', seen, reason }),
    );
  },
};
