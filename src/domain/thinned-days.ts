import { mondayOf } from './local-date.ts';

/**
 * Days of which every one is kept and drawn: a quarter. What is older has one a week. So too of the values that proved
 * outcomes: those that stood at the end of each day are kept for so long, those at the end of a week for good.
 */
export const DAILY_FOR = 92;

/**
 * The days that a line is drawn of: each day from `before` on, and of older weeks the last. The same that history
 * keeps when it is compacted, so that what was drawn before and what is drawn after are one line.
 * @param days ISO dates, oldest first
 * @param before ISO date
 */
export function thinnedDays(days: readonly string[], before: string): readonly string[] {
  return days.filter((day, nth) => {
    const next = days[nth + 1];
    return day >= before || next === undefined || next >= before || mondayOf(next) !== mondayOf(day);
  });
}
