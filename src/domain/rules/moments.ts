import { DAY, type Duration, HOUR, type Instant, MINUTE, SECOND, WEEK } from '../instant.ts';

const MOMENT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** An RFC 3339 timestamp, or a date alone for its midnight in UTC (our addition to CEL). Undefined = neither. */
export function parseMoment(text: string): Instant | undefined {
  if (!MOMENT.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}

const UNITS: Readonly<Record<string, Duration>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: SECOND,
  m: MINUTE,
  h: HOUR,
  d: DAY,
  w: WEEK,
};
const SPAN = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h|d|w))+$/;
const SPAN_PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h|d|w)/g;

/** A CEL duration such as `1h30m` or `-0.5s`; days and weeks (`7d`, `2w`) are our addition. Undefined = none. */
export function parseSpan(text: string): Duration | undefined {
  if (text.length > 100 || !SPAN.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(SPAN_PART)) total += Number(amount) * (UNITS[unit ?? ''] ?? 0);
  return text.startsWith('-') ? -total : total;
}
