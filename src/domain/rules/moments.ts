import { DAY, type Duration, HOUR, type Instant, MINUTE, SECOND, WEEK } from '../instant.ts';

const DASH = 45;
const DOT = 46;
const COLON = 58;
const LETTER_T = 84;
const LETTER_Z = 90;
const PLUS = 43;

/**
 * An RFC 3339 timestamp, or a date alone for its midnight in UTC (our addition to CEL). Undefined = neither.
 * Read by hand, since rules over lists read thousands of them: a pattern and `Date.parse` take ten times as long,
 * and `Date.parse` takes the 30th of February.
 */
export function parseMoment(text: string): Instant | undefined {
  const midnight = parseDate(text);
  if (Number.isNaN(midnight)) return undefined;
  if (text.length === 10) return midnight;
  const end = endOfFraction(text);
  const instant = midnight + parseTime(text) + thousandths(text, end) - parseOffset(text, end);
  return Number.isNaN(instant) ? undefined : instant;
}

/** `2026-03-01` at the beginning of the text; NaN = no date. */
function parseDate(text: string): Instant {
  if (text.length < 10 || text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return Number.NaN;
  const year = 100 * twoDigits(text, 0) + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return isDate ? daysSince1970(year, month, day) * DAY : Number.NaN;
}

/** `T09:30:00` after the date; NaN = no time. */
function parseTime(text: string): Duration {
  if (text.charCodeAt(10) !== LETTER_T || text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON)
    return Number.NaN;
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  return hour <= 23 && minute <= 59 && second <= 59
    ? hour * HOUR + minute * MINUTE + second * SECOND
    : Number.NaN;
}

/** Where the up to nine decimals of a second end that may follow the time. */
function endOfFraction(text: string): number {
  if (text.charCodeAt(19) !== DOT) return 19;
  let end = 20;
  while (end < 29 && isDigit(text.charCodeAt(end))) end += 1;
  return end === 20 ? 19 : end;
}

/** The first three of those decimals: what is finer has no place in our instants. */
function thousandths(text: string, end: number): Duration {
  let total = 0;
  for (let place = 20; place < 23; place++)
    total = total * 10 + (place < end ? text.charCodeAt(place) - 48 : 0);
  return total;
}

/** `Z` or `+01:00` at the very end; NaN = neither. */
function parseOffset(text: string, start: number): Duration {
  const sign = text.charCodeAt(start);
  if (sign === LETTER_Z) return text.length === start + 1 ? 0 : Number.NaN;
  const isOffset =
    (sign === PLUS || sign === DASH) && text.length === start + 6 && text.charCodeAt(start + 3) === COLON;
  if (!isOffset) return Number.NaN;
  const hour = twoDigits(text, start + 1);
  const minute = twoDigits(text, start + 4);
  return hour <= 23 && minute <= 59 ? (sign === DASH ? -1 : 1) * (hour * HOUR + minute * MINUTE) : Number.NaN;
}

/** NaN where one is none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at);
  const ones = text.charCodeAt(at + 1);
  return isDigit(tens) && isDigit(ones) ? (tens - 48) * 10 + ones - 48 : Number.NaN;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days of the proleptic Gregorian calendar, counted in years that begin in March so that leap days come last. */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
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
