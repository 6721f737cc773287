import { describe, expect, test } from 'vitest';
import type { Progress } from '../../../src/domain/initiative.ts';
import { askedRules, countsOf, progressOf, totalOf } from '../../../src/domain/initiatives/progress.ts';
import type { Outcome } from '../../../src/domain/outcome.ts';
import type { Rule } from '../../../src/domain/scorecard.ts';

const rule = (id: string, level: string, more: Partial<Rule> = {}) =>
  ({ id, level, stage: 'enforced', ...more }) as Rule;

const SCORECARD = {
  levels: ['bronze', 'silver', 'gold'],
  rules: [
    rule('runbook', 'bronze'),
    rule('on-call', 'silver'),
    rule('soon', 'silver', { stage: 'announced', effectiveFrom: 50 }),
    rule('later', 'silver', { stage: 'announced', effectiveFrom: 150 }),
    rule('tried', 'bronze', { stage: 'trial' }),
    rule('load-test', 'gold'),
  ],
};

describe('what is asked for', () => {
  test.each([
    [
      'a level means its rules and those below it, as far as they count by the deadline',
      { level: 'silver' },
      ['runbook', 'on-call', 'soon'],
    ],
    ['the lowest level means its own', { level: 'bronze' }, ['runbook']],
    ['a level that is gone means nothing', { level: 'platinum' }, []],
    [
      'rules are taken by name, announced ones too',
      { rules: ['later', 'load-test'] },
      ['later', 'load-test'],
    ],
    ['of a rule on trial, or gone, nothing is asked', { rules: ['tried', 'gone'] }, []],
  ])('%s', (_what, asks, rules) => {
    expect(askedRules({ asks, deadline: 100 }, SCORECARD)).toEqual(rules);
  });
});

test.each<[string, Outcome[], Progress | null]>([
  ['one that fails leaves it open, whatever else', ['pass', 'exempt', 'unknown', 'fail'], 'open'],
  ['one that nobody knows leaves it unknown', ['pass', 'exempt', 'unknown'], 'unknown'],
  ['exceptions for all that is open excuse it', ['pass', 'exempt'], 'excused'],
  ['all that pass make it done', ['pass', 'not_applicable'], 'done'],
  ['nothing that applies takes it out', ['not_applicable'], null],
  ['never judged takes it out', [], null],
])('%s', (_what, standings, progress) => {
  const checks = standings.map((standing, nth) => ({ rule: `r${nth}`, standing }));
  const others = [{ rule: 'another', standing: 'fail' }] as const;
  expect(
    progressOf(
      [...checks, ...others],
      checks.map((check) => check.rule),
    ),
  ).toBe(progress);
});

test('counts are of all of them', () => {
  const counts = countsOf([{ progress: 'done' }, { progress: 'open' }, { progress: 'done' }]);
  expect(counts).toEqual({ done: 2, open: 1, excused: 0, unknown: 0 });
  expect(totalOf(counts)).toBe(3);
});
