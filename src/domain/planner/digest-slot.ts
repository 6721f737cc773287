/** When a channel's digest comes: once a week, at its hour, in its zone. */
import { Temporal } from 'temporal-polyfill';
import { type Duration, HOUR, type Instant } from '../instant.ts';
import { daysLater, localDate, mondayOf } from '../local-date.ts';
import { WEEKDAYS, type Weekday } from '../policy.ts';
import { isWorkingTime, type WorkingTime } from './working-time.ts';

export interface DigestTiming {
  readonly day: Weekday;
  /** Local time, `09:00`. */
  readonly at: string;
  /** IANA. */
  readonly timezone: string;
}

export interface DigestSlot {
  /** ISO date of its week's Monday, in the zone. */
  readonly week: string;
  readonly at: Instant;
}

/** Past its hour by more, it comes within working hours. */
const ON_TIME: Duration = HOUR;

/** The slot of the week that `now` is in, or of so many weeks later. */
export function slotOf({ day, at, timezone }: DigestTiming, now: Instant, weeksLater = 0): DigestSlot {
  const week = daysLater(mondayOf(localDate(now, timezone)), 7 * weeksLater);
  const date = Temporal.PlainDate.from(daysLater(week, WEEKDAYS.indexOf(day)));
  // An hour that a change of the clocks leaves out comes right after it; of one that it repeats the first counts.
  const zoned = date.toZonedDateTime({ timeZone: timezone, plainTime: Temporal.PlainTime.from(at) });
  return { week, at: zoned.epochMilliseconds };
}

export interface DigestPast {
  /** The week of the newest one; null: there was none yet. */
  readonly lastWeek: string | null;
  /** When somebody last changed the settings; null: nobody did. */
  readonly changedAt: Instant | null;
}

/**
 * Whether it is to be made now. What the bot slept through comes in the same week within working hours, or not at all.
 * The first one of a channel waits for its hour, and so does one whose hour was moved to where it has passed.
 */
export function isDue(
  slot: DigestSlot,
  { lastWeek, changedAt }: DigestPast,
  working: WorkingTime,
  now: Instant,
): boolean {
  if (now < slot.at || (lastWeek !== null && lastWeek >= slot.week)) return false;
  if (changedAt !== null && slot.at < changedAt) return false;
  if (now - slot.at <= ON_TIME) return true;
  return lastWeek !== null && isWorkingTime(now, working);
}

/** When the next one comes. */
export function nextSlot(timing: DigestTiming, lastWeek: string | null, now: Instant): Instant {
  const slot = slotOf(timing, now);
  const isAhead = slot.at > now && (lastWeek === null || slot.week > lastWeek);
  return isAhead ? slot.at : slotOf(timing, now, 1).at;
}

/** The day a week before that of `now`, and its first instant: from there on things are told. */
export function weekBefore(now: Instant, timezone: string): { readonly day: string; readonly from: Instant } {
  const day = daysLater(localDate(now, timezone), -7);
  return { day, from: Temporal.PlainDate.from(day).toZonedDateTime(timezone).epochMilliseconds };
}
