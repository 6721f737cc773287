import { checkedAllMessage } from '../views/nudge.ts';
import type { Action } from './action.ts';

/** Collects and judges everything that a reminder told; the reminder follows by itself. */
export const nudgeCheckAll: Action = {
  name: 'nudge-check-all',
  by: 'press',
  fresh: true,
  async run({ value }, { verbs, viewer }) {
    return { kind: 'private', message: checkedAllMessage(await verbs.nudges.checkAll(viewer, value)) };
  },
};
