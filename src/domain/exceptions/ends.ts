/** When exceptions end. A day means 10:00 of the next working day: nothing turns red on a Saturday. */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../instant.ts';
import { weekdayOf, zonedAt } from '../local-date.ts';
import type { Weekday } from '../policy.ts';

export interface Calendar {
  /** IANA, of the organisation. */
  readonly timezone: string;
  readonly workingDays: readonly Weekday[];
}

/** What the modal offers, shortest first, besides a date of one's own. */
export const PRESETS = [
  { id: 'week', words: 'One week', days: 7 },
  { id: 'fortnight', words: 'Two weeks', days: 14 },
  { id: 'month', words: 'A month', days: 30 },
] as const;

const END_OF_IT = { hour: 10 };

/** So many days from now. */
export function endAfter(days: number, now: Instant, calendar: Calendar): Instant {
  return endOn(today(now, calendar).add({ days }), calendar);
}

/** On this day (ISO date, in the organisation's zone); undefined for what is no date. */
export function endOnDate(date: string, calendar: Calendar): Instant | undefined {
  try {
    return endOn(Temporal.PlainDate.from(date, { overflow: 'reject' }), calendar);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * The latest end that a tier allows. Counted from today: moving it to a working day may add the days of a weekend,
 * for which nobody is asked to come in.
 */
export function latestEnd(maxDays: number, now: Instant, calendar: Calendar): Instant {
  return endAfter(maxDays, now, calendar);
}

/** The instant that is so many working days later, at the same time of day: when approvers are reminded. */
export function workingDaysLater(days: number, from: Instant, calendar: Calendar): Instant {
  let at = zonedAt(from, calendar.timezone);
  for (let left = days; left > 0; ) {
    at = at.add({ days: 1 });
    if (isWorkingDay(at.toPlainDate(), calendar)) left -= 1;
  }
  return at.epochMilliseconds;
}

function endOn(day: Temporal.PlainDate, calendar: Calendar): Instant {
  let date = day;
  // Without a working day in the week there is nothing to move to.
  for (let tried = 0; tried < 7 && !isWorkingDay(date, calendar); tried++) date = date.add({ days: 1 });
  return date.toZonedDateTime({ timeZone: calendar.timezone, plainTime: END_OF_IT }).epochMilliseconds;
}

function isWorkingDay(date: Temporal.PlainDate, { workingDays }: Calendar): boolean {
  return workingDays.includes(weekdayOf(date));
}

function today(now: Instant, { timezone }: Calendar): Temporal.PlainDate {
  return zonedAt(now, timezone).toPlainDate();
}
