/** A moment, in UTC milliseconds since the epoch. Local dates exist only in the planner. */
export type Instant = number;

/** A length of time in milliseconds. */
export type Duration = number;

export const SECOND: Duration = 1_000;
export const MINUTE: Duration = 60 * SECOND;
export const HOUR: Duration = 60 * MINUTE;
export const DAY: Duration = 24 * HOUR;
export const WEEK: Duration = 7 * DAY;

const UNITS: Record<string, Duration> = { ms: 1, s: SECOND, m: MINUTE, h: HOUR, d: DAY, w: WEEK };

/**
 * Reads a duration as users write it: `90m`, `12h`, `7d`, `2w`, `1h30m`.
 * Returns undefined for anything else, zero included: no setting of ours means "for no time at all".
 */
export function parseDuration(text: string): Duration | undefined {
  if (!/^(\d+(ms|[smhdw]))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)(ms|[smhdw])/g)) {
    total += Number(amount) * (UNITS[unit ?? ''] ?? 0);
  }
  return total > 0 && Number.isSafeInteger(total) ? total : undefined;
}
