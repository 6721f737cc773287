/** Whatever happens to a service, what is asked about a moment is what was stored at that moment. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUR } from '../../src/domain/instant.ts';
import type { Check, Outcome } from '../../src/domain/outcome.ts';
import { diffEvaluation } from '../../src/use-cases/diff-evaluation.ts';
import type { StoredEvaluation } from '../../src/use-cases/ports.ts';
import { standingThen } from '../../src/use-cases/standing-then.ts';
import { onBothDatabases } from '../support/databases.ts';
import { changeOf, NOW, recordOf } from '../support/store-records.ts';

const RULES = ['a', 'b', 'c'];
const OUTCOMES: readonly Outcome[] = ['pass', 'fail', 'unknown', 'exempt', 'not_applicable'];

/** What one evaluation finds: of each rule the outcome and a value, or that the rule is not there; null = no scorecard. */
const anEvaluation = fc.option(
  fc.array(fc.option(fc.tuple(fc.constantFrom(...OUTCOMES), fc.nat(9)), { freq: 5 }), {
    minLength: RULES.length,
    maxLength: RULES.length,
  }),
  { freq: 6 },
);

function checksOf(found: readonly (readonly [Outcome, number] | null)[]): readonly Check[] {
  return found.flatMap((one, place) => {
    if (one === null) return [];
    const [outcome, value] = one;
    return [{ rule: RULES[place] ?? '', outcome, standing: outcome, evidence: [{ path: 'git.x', value }] }];
  });
}

/** What of an evaluation must be known later. */
function told(evaluation: StoredEvaluation | undefined) {
  if (evaluation === undefined) return null;
  const { checks, verdict } = evaluation;
  return {
    level: verdict.held ?? 'none',
    bar: verdict.bar,
    checks: checks.map(({ rule, outcome, since }) => `${rule} ${outcome} since ${since}`).toSorted(),
  };
}

onBothDatabases('a moment of the past', ({ open }) => {
  test('stands as it was stored then, through any changes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anEvaluation, { minLength: 1, maxLength: 8 }), async (steps) => {
        const store = await open();
        const record = recordOf({ id: 'one' });
        await store.catalog.apply(changeOf({ services: [record] }));
        const { key } = record;
        const current = async () => (await store.evaluations.of([key])).get(key)?.[0];
        const moments: { at: number; was: ReturnType<typeof told> }[] = [{ at: NOW, was: null }];
        for (const [place, found] of steps.entries()) {
          const at = NOW + (place + 1) * HOUR;
          const previous = (await current()) ?? null;
          if (previous === null && found === null) continue;
          const checks = found === null ? [] : checksOf(found);
          const held = checks.some(({ outcome }) => outcome === 'fail') ? null : 'bronze';
          const counts = { pass: 0, fail: 0, unknown: 0, exempt: 0, not_applicable: 0 };
          const verdict = {
            ...({ scorecard: 'card', bar: held === null ? 'not_met' : 'met', earned: held, held } as const),
            ...{ heldByExceptions: 0, score: checks.length * 10, counts },
          };
          const next = {
            ...{ scorecard: 'card', scorecardVersion: 'v', checks, verdict },
            ...{ inputDigest: `${at}`, nextChangeAt: null, evaluatedAt: at },
          };
          await store.evaluations.write([
            diffEvaluation({
              key,
              scorecard: 'card',
              previous,
              next: found === null ? null : next,
              cause: 'x',
              at,
            }),
          ]);
          moments.push({ at, was: told(await current()) });
        }
        const last = await current();
        for (const { at, was } of moments) {
          // At the instant of a change it has happened; just before the next one it still is so.
          for (const asked of [at, at + HOUR - 1]) {
            const then = standingThen(last, await store.evaluations.changesAfter(key, asked));
            if (was === null || then === null) expect(then).toBe(was);
            else
              expect({
                level: then.level,
                checks: then.checks
                  .map(({ check }) => `${check.rule} ${check.outcome} since ${check.since}`)
                  .toSorted(),
              }).toEqual({ level: was.level, checks: was.checks });
            if (then !== null && then.bar !== null) expect(then.bar).toBe(was?.bar);
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});
