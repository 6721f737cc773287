import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import type { Outcome } from '../../../src/domain/outcome.ts';
import { chooseGaps, type DatedCheck, type JudgedService } from '../../../src/domain/planner/choose-gaps.ts';
import type { Rule } from '../../../src/domain/scorecard.ts';
import { NOW, rule, scorecard } from '../../support/judging.ts';

const LONG_AGO = NOW - 30 * DAY;

interface Given {
  readonly rules: readonly (Partial<Rule> & { id: string })[];
  readonly outcomes?: Readonly<Record<string, Outcome>>;
  readonly since?: number;
  readonly more?: Partial<JudgedService>;
}

function chosen({ rules, outcomes = {}, since = LONG_AGO, more = {} }: Given) {
  const card = scorecard(rules.map(({ id, ...about }) => rule(id, 'true', about)));
  const checks = rules.map(({ id }): DatedCheck => {
    const outcome = outcomes[id] ?? 'fail';
    return { rule: id, outcome, standing: outcome, evidence: [], since };
  });
  return chooseGaps(
    {
      key: 'key',
      owned: true,
      judged: [{ scorecard: card, checks }],
      wanted: [],
      passedBefore: () => false,
      proof: () => ({ stableFor: 6 * HOUR, seenAgain: true, askFirst: [] }),
      ...more,
    },
    NOW,
  );
}

function told(given: Given): readonly string[] {
  return chosen(given).gaps.map(({ id, kind }) => `${id.replace('card/', '')} ${kind}`);
}

const wanted = (rules: readonly string[], due = NOW + 20 * DAY) => ({
  wanted: [{ initiative: 'i1', scorecard: 'card', rules, due }],
});

test.each<[string, Given, readonly string[]]>([
  ['a required rule that fails is of the minimum bar', { rules: [{ id: 'a', required: true }] }, ['a bar']],
  ['any other rule that fails waits for the digest', { rules: [{ id: 'a' }] }, []],
  [
    'one that passed before is a regression',
    { rules: [{ id: 'a' }], more: { passedBefore: () => true } },
    ['a regression'],
  ],
  [
    'one of an initiative is told',
    { rules: [{ id: 'a' }, { id: 'b' }], more: wanted(['b']) },
    ['b initiative'],
  ],
  [
    'a deadline that is over by the hour is told on its day, which ends later elsewhere',
    { rules: [{ id: 'a' }], more: wanted(['a'], NOW - 23 * HOUR) },
    ['a initiative'],
  ],
  [
    'the day after its deadline an initiative asks for nothing, wherever somebody is',
    { rules: [{ id: 'a' }], more: wanted(['a'], NOW - DAY) },
    [],
  ],
  ['unknown is never told', { rules: [{ id: 'a', required: true }], outcomes: { a: 'unknown' } }, []],
  ['exempt is never told', { rules: [{ id: 'a', required: true }], outcomes: { a: 'exempt' } }, []],
  ['what nobody can fix today is never told', { rules: [{ id: 'a', required: true, nudge: false }] }, []],
  ['a rule on trial is never told', { rules: [{ id: 'a', required: true, stage: 'trial' }] }, []],
  [
    'an announced rule is not told before its day',
    { rules: [{ id: 'a', required: true, stage: 'announced', effectiveFrom: NOW + 1 }] },
    [],
  ],
  [
    'an announced rule is told from its day on',
    { rules: [{ id: 'a', required: true, stage: 'announced', effectiveFrom: NOW }] },
    ['a bar'],
  ],
  [
    'an initiative may ask for an announced rule',
    { rules: [{ id: 'a', required: true, stage: 'announced', effectiveFrom: NOW + 1 }], more: wanted(['a']) },
    ['a initiative'],
  ],
  [
    'without an owner there is nobody to tell',
    { rules: [{ id: 'a', required: true }], more: { owned: false } },
    [],
  ],
  ['what is too new waits', { rules: [{ id: 'a', required: true }], since: NOW - HOUR }, []],
  [
    'what its collector has not seen again waits',
    {
      rules: [{ id: 'a', required: true }],
      more: { proof: () => ({ stableFor: 0, seenAgain: false, askFirst: [] }) },
    },
    [],
  ],
  [
    'a lower level of the bar mutes a higher one',
    {
      rules: [
        { id: 'a', required: true },
        { id: 'b', required: true, level: 'gold' },
      ],
    },
    ['a bar'],
  ],
  [
    'the bar mutes a regression above it',
    {
      rules: [
        { id: 'a', required: true },
        { id: 'b', level: 'silver' },
      ],
      more: { passedBefore: () => true },
    },
    ['a bar'],
  ],
  [
    'a regression mutes no bar',
    {
      rules: [{ id: 'a' }, { id: 'b', required: true, level: 'silver' }],
      more: { passedBefore: () => true },
    },
    ['a regression', 'b bar'],
  ],
  [
    'what has a date is muted by nothing',
    {
      rules: [
        { id: 'a', required: true },
        { id: 'b', level: 'gold' },
      ],
      more: wanted(['b']),
    },
    ['a bar', 'b initiative'],
  ],
])('%s', (_fact, given, expected) => {
  expect(told(given)).toEqual(expected);
});

test('what is too new says when it will be old enough, what is unseen that it is', () => {
  const rules = [{ id: 'a', required: true }];
  expect(chosen({ rules, since: NOW - HOUR })).toMatchObject({ ripeAt: NOW + 5 * HOUR, unseen: false });
  const proof = () => ({ stableFor: 0, seenAgain: false, askFirst: [] });
  expect(chosen({ rules, more: { proof } })).toMatchObject({ ripeAt: null, unseen: true });
});

test('a gap of the bar that an initiative asks for has its date', () => {
  const due = NOW + 5 * DAY;
  const { gaps } = chosen({ rules: [{ id: 'a', required: true }], more: wanted(['a'], due) });
  expect(gaps).toMatchObject([{ kind: 'bar', due, initiative: 'i1' }]);
});

test('whatever the outcomes are, only what fails, counts, is stable and may be told is a gap', () => {
  const about = fc.record({
    outcome: fc.constantFrom<Outcome>('pass', 'fail', 'unknown', 'exempt', 'not_applicable'),
    required: fc.boolean(),
    nudge: fc.boolean(),
    level: fc.constantFrom('bronze', 'silver', 'gold'),
    stage: fc.constantFrom<Rule['stage']>('trial', 'announced', 'enforced'),
    from: fc.integer({ min: -3, max: 3 }),
    hours: fc.integer({ min: 0, max: 12 }),
    seenAgain: fc.boolean(),
    passed: fc.boolean(),
    wanted: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(about, { maxLength: 8 }), (all) => {
      const named = all.map((one, nth) => ({ ...one, id: `r${nth}` }));
      const byId = new Map(named.map((one) => [one.id, one]));
      const card = scorecard(
        named.map(({ id, from, required, nudge, level, stage }) =>
          rule(id, 'true', { required, nudge, level, stage, effectiveFrom: NOW + from * DAY }),
        ),
      );
      const { gaps } = chooseGaps(
        {
          ...{ key: 'key', owned: true, ...wanted(named.filter((one) => one.wanted).map(({ id }) => id)) },
          judged: [
            {
              scorecard: card,
              checks: named.map(({ id, outcome, hours }) => ({
                ...{ rule: id, outcome, standing: outcome, evidence: [], since: NOW - hours * HOUR },
              })),
            },
          ],
          passedBefore: (id) => byId.get(id.slice('card/'.length))?.passed === true,
          proof: (check) => ({
            stableFor: 6 * HOUR,
            seenAgain: byId.get(check.rule)?.seenAgain === true,
            askFirst: [],
          }),
        },
        NOW,
      );
      for (const { id, kind } of gaps) {
        const told = byId.get(id.slice('card/'.length));
        expect(told).toMatchObject({ outcome: 'fail', nudge: true, seenAgain: true });
        expect(told?.stage).not.toBe('trial');
        expect(told?.hours).toBeGreaterThanOrEqual(6);
        if (kind !== 'initiative' && told?.stage === 'announced') expect(told.from).toBeLessThanOrEqual(0);
      }
    }),
    { numRuns: 200, seed: 3 },
  );
});
