import { DAY, type Duration, HOUR, type Instant, MINUTE, SECOND, WEEK } from '../../domain/instant.ts';

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });

/** "2 hours ago", "in 3 days"; beyond a week "12 March 2026", in the terminal's own zone. */
export function when(at: Instant, now: Instant): string {
  const away = at - now;
  if (Math.abs(away) >= WEEK) return date.format(at);
  const unit = UNITS.find(([, length]) => Math.abs(away) >= length);
  if (unit === undefined) return away > 0 ? 'in a moment' : 'just now';
  return relative.format(Math.trunc(away / unit[1]), unit[0]);
}

/** "3 minutes", "2 hours": rounded up, so that nothing takes longer than was said. */
export function lasting(duration: Duration): string {
  const [unit, length] = UNITS.find(([, length]) => duration >= length) ?? ['second', SECOND];
  const amount = Math.max(1, Math.ceil(duration / length));
  return new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}
