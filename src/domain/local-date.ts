/** The calendar where somebody is: dates (ISO, `2026-03-09`) and days of the week. */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';
import { WEEKDAYS, type Weekday } from './policy.ts';

/** What clocks and calendars of the zone (IANA) show then; of a part of a millisecond its beginning. */
export function zonedAt(at: Instant, timezone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(timezone);
}

/** The date on which it is then for somebody there: each instant has exactly one, whatever the clocks do. */
export function localDate(at: Instant, timezone: string): string {
  return zonedAt(at, timezone).toPlainDate().toString();
}

/** The first instant of this date there: mostly midnight, but clocks may skip it. */
export function startOfDate(date: string | Temporal.PlainDate, timezone: string): Instant {
  return Temporal.PlainDate.from(date).toZonedDateTime(timezone).epochMilliseconds;
}

/** When the day, and the week (on Monday), began in which it is then for somebody there. */
export function beganAt(at: Instant, timezone: string): { readonly day: Instant; readonly week: Instant } {
  const today = zonedAt(at, timezone).toPlainDate();
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  return { day: startOfDate(today, timezone), week: startOfDate(monday, timezone) };
}

export function weekdayOf(date: string | Temporal.PlainDate): Weekday {
  // Temporal counts from 1 for Monday to 7.
  return WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1] ?? 'mon';
}

export function daysLater(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** The Monday of the week of this date. */
export function mondayOf(date: string): string {
  return daysLater(date, -WEEKDAYS.indexOf(weekdayOf(date)));
}

/** The first such day after this date. */
export function nextWeekday(day: Weekday, after: string): string {
  const distance = (WEEKDAYS.indexOf(day) - WEEKDAYS.indexOf(weekdayOf(after)) + 7) % 7;
  return daysLater(after, distance === 0 ? 7 : distance);
}
