import type { Calendar } from '../../domain/exceptions/ends.ts';
import type { Policy } from '../../domain/policy.ts';

/** The organisation's days, by which exceptions end and approvers are reminded. */
export function calendarOf({ timezone, workingHours }: Pick<Policy, 'timezone' | 'workingHours'>): Calendar {
  return { timezone, workingDays: workingHours.days };
}
