import type { RichTextElement } from '@slack/types';
import { DAY, type Duration, HOUR, type Instant, MINUTE, SECOND, WEEK } from '../../domain/instant.ts';

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
];

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
const dayFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const minute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** How long something takes, in its two largest units: "2 hours 10 minutes", "40 seconds". */
export function lengthWords(length: Duration): string {
  const whole = Math.max(SECOND, Math.round(length / SECOND) * SECOND);
  const at = LENGTHS.findIndex(([, size]) => whole >= size);
  const [first, second] = LENGTHS.slice(at);
  if (first === undefined) return '';
  const rest = second === undefined ? 0 : Math.floor((whole % first[1]) / second[1]);
  const small = second === undefined || rest === 0 ? '' : ` ${counted(rest, second[0])}`;
  return `${counted(Math.floor(whole / first[1]), first[0])}${small}`;
}

const LENGTHS: readonly (readonly [string, Duration])[] = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
];

function counted(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

/** "in 3 days", "2 hours ago", "just now"; null beyond a week, where a date says more. */
export function nearby(at: Instant, now: Instant): string | null {
  const away = at - now;
  if (Math.abs(away) >= WEEK) return null;
  const found = UNITS.find(([, length]) => Math.abs(away) >= length);
  if (found === undefined) return away > 0 ? 'in a moment' : 'just now';
  return relative.format(Math.trunc(away / found[1]), found[0]);
}

/** Words for texts without tokens (screen readers, notifications): "2 days ago", "12 March 2026". */
export function whenPlain(at: Instant, now: Instant): string {
  return nearby(at, now) ?? dayFormat.format(at);
}

/** For mrkdwn: relative within a week, a date in the reader's zone beyond. */
export function when(at: Instant, now: Instant): string {
  return nearby(at, now) ?? `<!date^${seconds(at)}^{date_long_full}|${dayFormat.format(at)}>`;
}

/** For rich_text. */
export function whenRich(at: Instant, now: Instant): RichTextElement {
  const words = nearby(at, now);
  if (words !== null) return { type: 'text', text: words };
  return { type: 'date', timestamp: seconds(at), format: '{date_long_full}', fallback: dayFormat.format(at) };
}

/** A day, after "until" or "on", where "in 3 days" would not be English. For mrkdwn, in the reader's zone. */
export function day(at: Instant): string {
  return `<!date^${seconds(at)}^{date}|${dayFormat.format(at)}>`;
}

/** The same for texts without tokens: "28 March 2026" in that zone. */
export function dayPlain(at: Instant, timezone = 'UTC'): string {
  return (
    timezone === 'UTC'
      ? dayFormat
      : new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: timezone })
  ).format(at);
}

/** The same for rich_text. */
export function dayRich(at: Instant): RichTextElement {
  return { type: 'date', timestamp: seconds(at), format: '{date}', fallback: dayFormat.format(at) };
}

/** After "since", where "2 days ago" would not be English: a time today, a day before that. For mrkdwn. */
export function since(at: Instant, now: Instant): string {
  return `<!date^${seconds(at)}^${sinceFormat(at, now)}|${minute.format(at)} UTC>`;
}

/** The same for rich_text. */
export function sinceRich(at: Instant, now: Instant): RichTextElement {
  const format = sinceFormat(at, now);
  return { type: 'date', timestamp: seconds(at), format, fallback: `${minute.format(at)} UTC` };
}

function sinceFormat(at: Instant, now: Instant): string {
  return Math.abs(now - at) < 12 * HOUR ? '{time}' : '{date_pretty}';
}

/**
 * For mrkdwn: `lead` with day and time in the reader's zone; stays true however late it is read. The lead stands inside
 * the token, since Slack begins a token's text with a capital: "as of Today".
 */
export function moment(lead: string, at: Instant): string {
  const words = lead === '' ? '' : `${lead} `;
  return `<!date^${seconds(at)}^${words}{date_short_pretty} at {time}|${words}${minute.format(at)} UTC>`;
}

function seconds(at: Instant): number {
  return Math.floor(at / SECOND);
}
