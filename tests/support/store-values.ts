import fc, { type Arbitrary } from 'fast-check';
import type { Evidence } from '../../src/domain/fact.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import type { StoredCheck } from '../../src/use-cases/ports.ts';

export const OUTCOMES: readonly Outcome[] = ['pass', 'fail', 'unknown', 'exempt', 'not_applicable'];

const anInstant = fc.integer({ min: 0, max: 4e12 });

/** Any text at all: NUL, halves of surrogate pairs, quotes. */
export const anyText = fc.string({ unit: 'binary', maxLength: 12 });

const anEvidence: Arbitrary<Evidence> = fc.record(
  {
    path: anyText,
    value: fc.jsonValue({ maxDepth: 2 }),
    count: fc.nat(),
    collector: fc.constantFrom('git', 'github', ''),
    collectedAt: fc.constantFrom(0, 1, 1_772_442_000_000),
  },
  { requiredKeys: ['path'] },
  // Whatever JSON is, a fact may be; the library's type for it is the same set under another name.
) as Arbitrary<Evidence>;

/** One check of one of these rules. */
export function aCheck(rule: Arbitrary<string>): Arbitrary<StoredCheck> {
  return fc.record(
    {
      rule,
      outcome: fc.constantFrom(...OUTCOMES),
      standing: fc.constantFrom(...OUTCOMES),
      since: anInstant,
      evidence: fc.array(anEvidence, { maxLength: 3 }),
      cause: fc.constantFrom('measured', 'missing', 'stale'),
      reason: anyText,
      unprovenSince: anInstant,
      exception: anyText,
    },
    { requiredKeys: ['rule', 'outcome', 'standing', 'since', 'evidence'] },
  );
}
