import type { Outcome } from './outcome.ts';

/**
 * An outcome as one bit, so that a set of outcomes is a number too. Judging works with these: whether a rule passes
 * is as good as random to a processor, and counting by bits takes no decision.
 */
export type Mark = number;

export const MARK = { pass: 1, fail: 2, unknown: 4, exempt: 8, not_applicable: 16 } as const;

const OUTCOMES: readonly Outcome[] = ['pass', 'fail', 'unknown', 'exempt', 'not_applicable'];

export function outcomeOf(mark: Mark): Outcome {
  return OUTCOMES.find((outcome) => MARK[outcome] === mark) ?? 'unknown';
}
