import { UserError } from '../../domain/errors.ts';
import { readSnooze } from '../views/nudge-target.ts';
import { snoozedMessage } from '../views/snoozed.ts';
import type { Action } from './action.ts';

/** No reminder of one service for a day or a week, or again from now on. */
export const snooze: Action = {
  name: 'snooze',
  by: 'press',
  fresh: true,
  async run({ value }, { verbs, viewer, now }) {
    const target = readSnooze(value);
    if (target === undefined)
      throw new UserError('That button is from an older reminder. The next one has it again.');
    const { days, service } = target;
    const { nudges } = verbs;
    const snoozed = await (days === 0
      ? nudges.unsnooze(viewer, service)
      : nudges.snooze(viewer, service, days));
    return { kind: 'in-place', message: snoozedMessage(snoozed, now) };
  },
};
