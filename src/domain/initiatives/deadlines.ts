/**
 * When an initiative and each of its services is due, and what is told of it. Days are those of the organisation; when
 * owners are reminded is the planner's (`planner/decide-nudge.ts`).
 */
import { Temporal } from 'temporal-polyfill';
import type { Initiative, Participant } from '../initiative.ts';
import { DAY, HOUR, type Instant } from '../instant.ts';
import { zonedAt } from '../local-date.ts';

const DUE_AT = { hour: 10 };
const LEAST_DAYS = 14;
/** Announced that long after its moment at the latest: after an outage nobody hears of what is old news. */
const STILL_NEWS = 3 * DAY;
/** What is met for a moment is not told to everybody. */
const HOLDS = HOUR;
/** Nearer to one another than that they would be one piece of news told twice. */
const APART = 2.5 * DAY;

/** 10:00 of that day (ISO date); undefined for what is no date. */
export function deadlineOn(date: string, timezone: string): Instant | undefined {
  try {
    const day = Temporal.PlainDate.from(date, { overflow: 'reject' });
    return day.toZonedDateTime({ timeZone: timezone, plainTime: DUE_AT }).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * When a service that entered then is due: with the initiative, or, if it came later, after as long as the others had
 * and at least 14 days, at 10:00.
 */
export function deadlineFor(
  { startedAt, deadline }: Pick<Initiative, 'startedAt' | 'deadline'>,
  enteredAt: Instant,
  timezone: string,
): Instant {
  if (startedAt === null || enteredAt <= startedAt) return deadline;
  const days = Math.max(LEAST_DAYS, daysBetween(startedAt, deadline, timezone));
  return Math.max(deadline, tenOn(dateOf(enteredAt, timezone).add({ days }), timezone));
}

/** Local days that are left; negative once they are over. */
export function daysLeft(deadline: Instant, now: Instant, timezone: string): number {
  return daysBetween(now, deadline, timezone);
}

/** Of an initiative on its way, told once each in its channel. */
export type Milestone = 'half' | 'last-week';

/** What its channel is to hear now: half way, the last week, or nothing. Short initiatives are spared one of them. */
export function milestoneDue(
  { startedAt, deadline }: Pick<Initiative, 'startedAt' | 'deadline'>,
  now: Instant,
  timezone: string,
): Milestone | null {
  if (startedAt === null) return null;
  const half = tenOn(dateOf((startedAt + deadline) / 2, timezone), timezone);
  const lastWeek = tenOn(dateOf(deadline, timezone).subtract({ days: 7 }), timezone);
  const isNews = (mark: Instant) => mark <= now && now < mark + STILL_NEWS;
  const hasLastWeek = lastWeek > startedAt + DAY;
  if (hasLastWeek && isNews(lastWeek)) return 'last-week';
  return isNews(half) && (!hasLastWeek || lastWeek - half > APART) ? 'half' : null;
}

/**
 * Whether it is over: met once nothing is open or unknown, and that has lasted; ended when its time is over and
 * something is. Who came late keeps their own time, if all others have done theirs.
 */
export function overAs(
  { deadline }: Pick<Initiative, 'deadline'>,
  parts: readonly Participant[],
  now: Instant,
): 'met' | 'ended' | null {
  const left = parts.filter(({ progress }) => progress === 'open' || progress === 'unknown');
  const isMet = parts.length > 0 && left.length === 0;
  if (isMet && (deadline <= now || parts.every(({ since }) => since + HOLDS <= now))) return 'met';
  if (deadline > now) return null;
  return left.length === 0 || left.some((part) => part.deadline <= now) ? 'ended' : null;
}

/** The Monday (ISO date) whose list is due to somebody in this zone: from 09:00 on and for the rest of that day. */
export function weeklyListDue(now: Instant, timezone: string): string | null {
  const local = zonedAt(now, timezone);
  return local.dayOfWeek === 1 && local.hour >= 9 ? local.toPlainDate().toString() : null;
}

function dateOf(at: Instant, timezone: string): Temporal.PlainDate {
  return zonedAt(at, timezone).toPlainDate();
}

function daysBetween(from: Instant, to: Instant, timezone: string): number {
  return dateOf(from, timezone).until(dateOf(to, timezone), { largestUnit: 'days' }).days;
}

function tenOn(date: Temporal.PlainDate, timezone: string): Instant {
  return date.toZonedDateTime({ timeZone: timezone, plainTime: DUE_AT }).epochMilliseconds;
}
