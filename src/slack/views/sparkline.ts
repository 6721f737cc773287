import { count } from './text.ts';

const BARS = ['▁', '▂', '▃', '▅', '▇'] as const;
/** Of a value that is not known: as wide as a bar. */
const NOTHING = '·';

/**
 * Shares of 0–100 as a line of little bars, the newest last. More values than `most` are thinned evenly, the first and
 * the last stay. All bars are of one scale, so that lines can be compared.
 */
export function sparkline(shares: readonly (number | null)[], most = 12): string {
  const amount = Math.min(most, shares.length);
  const step = amount < 2 ? 0 : (shares.length - 1) / (amount - 1);
  return Array.from({ length: amount }, (_, nth) => bar(shares[Math.round(nth * step)])).join('');
}

function bar(share: number | null | undefined): string {
  if (share === null || share === undefined) return NOTHING;
  return BARS[Math.min(BARS.length - 1, Math.max(0, Math.floor((share / 100) * BARS.length)))] ?? NOTHING;
}

/** "up from 46 in 11 weeks": what a line of weekly scores shows, for whoever hears it. Empty where there is no line. */
export function weeksInWords(weekly: readonly (number | null)[]): string {
  const [first, last] = [weekly[0], weekly.at(-1)];
  if (typeof first !== 'number' || typeof last !== 'number') return '';
  const weeks = count(weekly.length - 1, 'week');
  if (first === last) return `as ${weeks} ago`;
  return `${last > first ? 'up' : 'down'} from ${first} in ${weeks}`;
}
