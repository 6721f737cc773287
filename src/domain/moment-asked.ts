import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';
import { startOfDate } from './local-date.ts';

/**
 * The past moment that somebody means by `2026-03-31` (its last instant in that zone; today: now) or
 * `2026-03-31T09:00Z`. Undefined for what is no moment.
 */
export function momentAsked(text: string, timezone: string, now: Instant): Instant | 'future' | undefined {
  const asked = spanAsked(text, timezone);
  if (asked === undefined) return undefined;
  return asked.from > now ? 'future' : Math.min(asked.to, now);
}

function spanAsked(text: string, timezone: string): { from: Instant; to: Instant } | undefined {
  try {
    if (!/^\d{4}-\d\d-\d\d$/.test(text)) {
      const at = Temporal.Instant.from(text).epochMilliseconds;
      return { from: at, to: at };
    }
    const day = Temporal.PlainDate.from(text, { overflow: 'reject' });
    return { from: startOfDate(day, timezone), to: startOfDate(day.add({ days: 1 }), timezone) - 1 };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
