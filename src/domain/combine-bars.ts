import type { Bar } from './outcome.ts';

/** As they outweigh one another. */
const WORST_FIRST: readonly Bar[] = ['not_met', 'unknown', 'met_by_exception', 'met', 'none'];

/** The bar over several scorecards of a service: it is met when all of them are. */
export function combineBars(bars: readonly Bar[]): Bar {
  return WORST_FIRST.find((bar) => bars.includes(bar)) ?? 'none';
}
