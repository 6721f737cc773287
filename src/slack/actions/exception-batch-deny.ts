import { BATCH_TITLES, denyBatchModal } from '../views/exception-batch-decisions.ts';
import { SAID } from '../views/exception-decisions.ts';
import { loadingModal } from '../views/notices.ts';
import type { Action } from './action.ts';
import { afterBatch, fillBatch, pressedBatch } from './exception/decided-batch.ts';

/** Asks why, and denies all that the message offered; where that may not be, it is said before a word is asked for. */
export const exceptionBatchDeny: Action = {
  name: 'exception-batch-deny',
  by: 'press',
  fresh: true,
  refusesStrangers: true,
  opens: () => loadingModal(BATCH_TITLES.deny),
  async run({ value }, context) {
    const { batch, seen } = pressedBatch(value);
    return fillBatch(batch, { kind: 'deny', seen }, context, denyBatchModal);
  },
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
