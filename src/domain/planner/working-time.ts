/** When somebody works, in their own zone: nobody is reminded at night, on a weekend or on a holiday. */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../instant.ts';
import { daysLater, localDate, weekdayOf } from '../local-date.ts';
import type { Weekday } from '../policy.ts';

export interface WorkingTime {
  /** IANA. */
  readonly timezone: string;
  readonly days: readonly Weekday[];
  /** Local times: `09:00`. The end is not included. */
  readonly from: string;
  readonly to: string;
  /** Of an ISO date. */
  readonly isHoliday: (date: string) => boolean;
}

/** Longer than any holidays; without a working day within it there is none. */
const FURTHEST_DAYS = 60;

export function isWorkingTime(at: Instant, working: WorkingTime): boolean {
  const span = workingSpan(localDate(at, working.timezone), working);
  return span !== null && span.from <= at && at < span.to;
}

/** This instant if they work then, else the first after it at which they do; null = they never work. */
export function nextWorkingTime(at: Instant, working: WorkingTime): Instant | null {
  const first = localDate(at, working.timezone);
  for (let day = 0; day <= FURTHEST_DAYS; day += 1) {
    const span = workingSpan(daysLater(first, day), working);
    if (span !== null && at < span.to) return Math.max(at, span.from);
  }
  return null;
}

/** The first working instant on or after this date; null = they never work. */
export function nextWorkingTimeFrom(date: string, working: WorkingTime): Instant | null {
  return nextWorkingTime(instantOf(date, '00:00', working.timezone), working);
}

/**
 * When they begin and end on that date; null = they do not work. A time that the clocks leave out is the one after
 * the gap, and of one that comes twice the first counts: every date has one beginning and one end.
 */
export function workingSpan(
  date: string,
  { timezone, days, from, to, isHoliday }: WorkingTime,
): { readonly from: Instant; readonly to: Instant } | null {
  if (!days.includes(weekdayOf(date)) || isHoliday(date)) return null;
  const span = { from: instantOf(date, from, timezone), to: instantOf(date, to, timezone) };
  return span.from < span.to ? span : null;
}

function instantOf(date: string, time: string, timeZone: string): Instant {
  // `compatible`, the default, is what the calendar of a phone does.
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds;
}
