import { UserError } from '../../domain/errors.ts';
import { checkedBatch } from '../views/exception-batch-ending.ts';
import { readEnd } from '../views/targets.ts';
import type { Action } from './action.ts';

/** Collects and judges all services whose exceptions end together, and tells which pass by now. */
export const exceptionBatchCheck: Action = {
  name: 'exception-batch-check',
  by: 'press',
  fresh: true,
  refusesStrangers: true,
  async run({ value }, { verbs, viewer }) {
    const end = readEnd(value);
    if (end === undefined)
      throw new UserError(
        'That button is from an older message. `/ready exceptions expiring` lists what ends.',
      );
    return { kind: 'private', message: checkedBatch(await verbs.exceptions.checkEnding(viewer, end)) };
  },
};
