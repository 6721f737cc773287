import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { beganAt } from '../../src/domain/local-date.ts';
import type { Check } from '../../src/domain/outcome.ts';
import { diffEvaluation } from '../../src/use-cases/diff-evaluation.ts';
import { idMaker } from '../../src/use-cases/new-ids.ts';
import type { StoredEvaluation } from '../../src/use-cases/ports.ts';
import { checkOf, evaluationOf, NOW } from '../support/store-records.ts';

const FACT = { path: 'slo.met', value: 1, collector: 'datadog', collectedAt: NOW } as const;
const FAILING = checkOf('slo', 'fail', { cause: 'measured', reason: 'met is 1', evidence: [FACT] });

/** What is written when, so much later, this check takes the place of the failing one. */
function replaced(
  after: number,
  more: Partial<Check>,
  previous: StoredEvaluation | null = evaluationOf([FAILING]),
) {
  const at = NOW + after;
  const { since: _, valuesSince: __, ...check } = { ...FAILING, ...more };
  const next = { ...evaluationOf([], {}, { evaluatedAt: at }), checks: [check] };
  const began = beganAt(at, 'Europe/London');
  return diffEvaluation({
    key: 'a',
    scorecard: 'readiness',
    previous,
    next,
    cause: 'datadog',
    at,
    began,
    newId: idMaker(),
  });
}

const other = { evidence: [{ ...FACT, value: 2 }] };

describe('a check whose outcome stays', () => {
  test.each([
    ['value', other],
    ['collector', { evidence: [{ ...FACT, collector: 'prometheus' }] }],
    ['fact', { evidence: [{ ...FACT, path: 'slo.missed' }] }],
    ['length of a list', { evidence: [{ path: FACT.path, count: 30, collector: 'datadog' }] }],
    ['reason', { reason: 'met is 1, wanted ≥ 3' }],
    ['cause', { cause: 'missing' }],
    ['standing', { standing: 'unknown' }],
    ['exception', { exception: 'e1' }],
  ] satisfies [string, Partial<Check>][])('is kept as it was when it has another %s', (_, more) => {
    const { superseded, evaluation, transitions } = replaced(DAY, more);
    expect(superseded).toEqual({ checks: [FAILING], overWeek: false });
    expect(evaluation?.checks[0]).toMatchObject({ since: NOW, valuesSince: NOW + DAY });
    expect(transitions).toEqual([]);
  });

  test('is not kept when the same was collected again', () => {
    const again = replaced(DAY, { evidence: [{ ...FACT, collectedAt: NOW + DAY }] });
    expect(again).not.toHaveProperty('superseded');
    expect(again.evaluation?.checks[0]).not.toHaveProperty('valuesSince');
  });

  test('is kept just when it had stood at the end of a day, and for good when at the end of a week', () => {
    // A Monday, at 9.
    expect(replaced(14 * HOUR, other)).not.toHaveProperty('superseded');
    expect(replaced(15 * HOUR, other).superseded).toMatchObject({ overWeek: false });
    expect(replaced(6 * DAY + 14 * HOUR, other).superseded).toMatchObject({ overWeek: false });
    expect(replaced(6 * DAY + 15 * HOUR, other).superseded).toMatchObject({ overWeek: true });
  });

  test('is kept once a day, however often its values change', () => {
    let previous: StoredEvaluation | null = evaluationOf([FAILING]);
    let kept = 0;
    for (let hour = 1; hour <= 48; hour += 1) {
      const { superseded, evaluation } = replaced(
        hour * HOUR,
        { evidence: [{ ...FACT, value: hour }] },
        previous,
      );
      kept += superseded?.checks.length ?? 0;
      previous = evaluation;
    }
    expect(kept).toBe(2);
  });
});

test('of a first evaluation, and of an outcome that is another one, nothing is superseded', () => {
  expect(replaced(DAY, other, null)).not.toHaveProperty('superseded');
  expect(replaced(DAY, { ...other, outcome: 'unknown' })).not.toHaveProperty('superseded');
});
