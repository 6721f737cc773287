import type { Outcome } from '../../domain/outcome.ts';
import type { OutcomeCounts } from '../picture-views.ts';

/** A tally under way. */
export type Counting = Record<Outcome, number>;

export function noOutcomes(): Counting {
  return { pass: 0, fail: 0, unknown: 0, exempt: 0, not_applicable: 0 };
}

/** The first one, with the second added to it. */
export function added(sum: Counting, more: OutcomeCounts | undefined): Counting {
  if (more === undefined) return sum;
  sum.pass += more.pass;
  sum.fail += more.fail;
  sum.unknown += more.unknown;
  sum.exempt += more.exempt;
  sum.not_applicable += more.not_applicable;
  return sum;
}

/** Of what passes or fails the share that passes, 0–100 rounded down; null = nothing is known. */
export function okShare({ pass, fail }: OutcomeCounts): number | null {
  return pass + fail === 0 ? null : Math.floor((100 * pass) / (pass + fail));
}
