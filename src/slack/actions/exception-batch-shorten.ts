import { BATCH_TITLES, shortenBatchModal } from '../views/exception-batch-decisions.ts';
import { SAID } from '../views/exception-decisions.ts';
import { loadingModal } from '../views/notices.ts';
import type { Action } from './action.ts';
import { afterBatch, fillBatch, isAllRefused, pressedBatch } from './exception/decided-batch.ts';

/** Agrees to all that the message offered, but until an earlier day. */
export const exceptionBatchShorten: Action = {
  name: 'exception-batch-shorten',
  by: 'press',
  fresh: true,
  refusesStrangers: true,
  opens: () => loadingModal(BATCH_TITLES.shorten),
  async run({ value }, context) {
    const { batch, seen } = pressedBatch(value);
    return fillBatch(batch, { kind: 'approve', seen }, context, shortenBatchModal);
  },
  async submit({ about, values }, { verbs, viewer }) {
    const { batch, seen } = pressedBatch(about);
    const date = values[SAID]?.[0] ?? '';
    const outcome = await verbs.exceptions.actOnBatch(viewer, batch, { kind: 'approve', seen, date });
    if (isAllRefused(outcome, 'no-such-end'))
      return {
        kind: 'errors',
        errors: { [SAID]: 'Choose a day that is still to come, and before the one that was asked for.' },
      };
    return afterBatch('Approved', outcome);
  },
};
