import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate, judge } from '../../src/domain/evaluate.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { outcomeOf } from '../../src/domain/mark.ts';
import type { Bar, ExceptionInForce, Outcome } from '../../src/domain/outcome.ts';
import { compileScorecard } from '../../src/domain/rules/compile-scorecard.ts';
import type { Rule } from '../../src/domain/scorecard.ts';
import { isInForce } from '../../src/domain/verdict.ts';
import { factCatalogue } from '../../src/facts/index.ts';
import { anyDocument, anySources } from '../support/any-facts.ts';
import {
  checkIn,
  document,
  evaluateIn,
  NOW,
  rule,
  scorecard,
  source,
  type World,
  worldOf,
} from '../support/judging.ts';

/** An expression for each outcome that facts can have. Nobody answers for `oncall`. */
const EXPRESSION = { pass: 'git.archived', fail: 'ci.passing', unknown: 'oncall.staffed' } as const;
type Plain = keyof typeof EXPRESSION;
const world = worldOf({ git: { archived: true }, ci: { passing: false }, custom: { n: 1 } });

const outcomesOf = (where: World, rules: readonly Rule[]) =>
  evaluateIn(where, scorecard(rules)).checks.map(({ rule: id, outcome }) => [id, outcome]);

describe('the outcome of a check', () => {
  const excepting = (...rules: string[]): World => ({
    ...world,
    exceptions: rules.map((id) => ({
      id: `exception-of-${id}`,
      rule: `card/${id}`,
      from: NOW - DAY,
      until: NOW + DAY,
    })),
  });

  test('is not_applicable before anything else, then pass, then exempt, then fail or unknown', () => {
    const rules = [
      ...(['pass', 'fail', 'unknown'] as const).map((one) => rule(one, EXPRESSION[one])),
      rule('elsewhere', EXPRESSION.fail, { appliesTo: 'ci.passing' }),
    ];
    expect(outcomesOf(world, rules)).toEqual([
      ['pass', 'pass'],
      ['fail', 'fail'],
      ['unknown', 'unknown'],
      ['elsewhere', 'not_applicable'],
    ]);
    expect(outcomesOf(excepting('pass', 'fail', 'unknown', 'elsewhere'), rules)).toEqual([
      ['pass', 'pass'],
      ['fail', 'exempt'],
      ['unknown', 'exempt'],
      ['elsewhere', 'not_applicable'],
    ]);
  });

  test('says which exception covers it, and why it needs one', () => {
    const [check] = evaluateIn(excepting('fail'), scorecard([rule('fail', EXPRESSION.fail)])).checks;
    expect(check).toMatchObject({
      outcome: 'exempt',
      standing: 'exempt',
      exception: 'exception-of-fail',
      cause: 'measured',
      reason: 'the default branch fails',
    });
  });

  test('is exempt from the first instant of an exception to the last before its end', () => {
    const exception: ExceptionInForce = { id: 'e', rule: 'card/fail', from: NOW, until: NOW + HOUR };
    const at = (now: number) =>
      outcomesOf({ ...world, exceptions: [exception], now }, [rule('fail', 'custom.n > 1')])[0]?.[1];
    expect([NOW - 1, NOW, NOW + HOUR - 1, NOW + HOUR].map(at)).toEqual(['fail', 'exempt', 'exempt', 'fail']);
  });

  test('is not exempt by an exception of another scorecard, nor where the rule allows none', () => {
    const other: ExceptionInForce = { id: 'e', rule: 'other/fail', from: 0, until: NOW + DAY };
    expect(outcomesOf({ ...world, exceptions: [other] }, [rule('fail', EXPRESSION.fail)])).toEqual([
      ['fail', 'fail'],
    ]);
    const strict = rule('fail', EXPRESSION.fail, { exceptions: 'never' });
    expect(outcomesOf(excepting('fail'), [strict])).toEqual([['fail', 'fail']]);
  });

  test('of a missing fact is fail, unless the rule wants it unknown', () => {
    expect(checkIn(world, 'git.licence == "MIT"')).toMatchObject({ outcome: 'fail', cause: 'missing' });
    expect(checkIn(world, 'git.licence == "MIT"', { onMissing: 'unknown' })).toMatchObject({
      outcome: 'unknown',
      standing: 'unknown',
      cause: 'missing',
    });
  });

  test('of a filter that lacks a fact is not_applicable, of one that cannot know it is unknown', () => {
    const filtered = (appliesTo: string) => checkIn(world, EXPRESSION.pass, { appliesTo }).outcome;
    expect(filtered('git.licence == "MIT"')).toBe('not_applicable');
    expect(filtered('oncall.staffed')).toBe('unknown');
    expect(filtered('custom.n > "x"')).toBe('unknown');
    expect(filtered('git.archived')).toBe('pass');
  });

  test('follows the rule’s own filter instead of the scorecard’s', () => {
    const rules = [rule('a', EXPRESSION.pass), rule('b', EXPRESSION.pass, { appliesTo: 'git.archived' })];
    const { checks } = evaluateIn(world, scorecard(rules, { appliesTo: 'ci.passing' }));
    expect(checks.map(({ outcome }) => outcome)).toEqual(['not_applicable', 'pass']);
  });

  test('keeps what proves it', () => {
    expect(checkIn(world, 'git.archived && custom.n == 1').evidence).toEqual([
      { path: 'git.archived', value: true, collector: 'git', collectedAt: NOW - HOUR },
      { path: 'custom.n', value: 1, collector: 'custom', collectedAt: NOW - HOUR },
    ]);
    expect(checkIn(world, 'oncall.staffed').evidence).toEqual([{ path: 'oncall.staffed' }]);
    expect(checkIn(world, 'git.readme == "x"').evidence).toEqual([
      { path: 'git.readme', collector: 'git', collectedAt: NOW - HOUR },
    ]);
  });

  test('gives no reasons where there is nothing to mend', () => {
    expect(checkIn(world, EXPRESSION.pass)).not.toHaveProperty('reason');
    expect(checkIn(world, EXPRESSION.fail, { appliesTo: 'ci.passing' })).toEqual({
      rule: 'only',
      outcome: 'not_applicable',
      standing: 'not_applicable',
      evidence: [],
    });
  });
});

describe('a stage', () => {
  const stages: Partial<Rule>[] = [
    { stage: 'trial' },
    { stage: 'announced', effectiveFrom: NOW + 1 },
    { stage: 'announced' },
  ];

  test.each(stages)('that does not count (yet) changes nothing but says how one would fare: %o', (stage) => {
    const rules = [
      rule('counts', EXPRESSION.pass),
      rule('later', EXPRESSION.fail, { ...stage, required: true, weight: 9 }),
    ];
    const { checks, verdict } = evaluateIn(world, scorecard(rules));
    expect(checks[1]?.outcome).toBe('fail');
    expect(verdict).toMatchObject({ bar: 'none', score: 100, held: 'bronze', counts: { pass: 1, fail: 0 } });
  });

  test('announced counts from its date on', () => {
    const rules = [rule('a', EXPRESSION.fail, { stage: 'announced', effectiveFrom: NOW, required: true })];
    expect(evaluateIn(world, scorecard(rules)).verdict).toMatchObject({ bar: 'not_met', score: 0 });
    expect(isInForce(rules[0]!, NOW)).toBe(true);
    expect(isInForce(rules[0]!, NOW - 1)).toBe(false);
  });
});

describe('the verdict', () => {
  /** `pass:bronze`, `fail:gold!` (required), `exempt:silver`, `na:gold` */
  function verdictOf(...drafts: string[]) {
    const rules = drafts.map((draft, n) => {
      const [kind = '', level = ''] = draft.split(':');
      const plain: Plain = kind === 'exempt' ? 'fail' : kind === 'na' ? 'pass' : (kind as Plain);
      return rule(`r${n}`, EXPRESSION[plain], {
        level: level.replace('!', ''),
        required: level.endsWith('!'),
        ...(kind === 'na' ? { appliesTo: 'ci.passing' } : {}),
      });
    });
    const exceptions = drafts.flatMap((draft, n) =>
      draft.startsWith('exempt') ? [{ id: `e${n}`, rule: `card/r${n}`, from: 0, until: NOW + 1 }] : [],
    );
    return evaluateIn({ ...world, exceptions }, scorecard(rules)).verdict;
  }

  test.each<[Bar, string[]]>([
    ['none', []],
    ['none', ['fail:bronze']],
    ['none', ['na:bronze!']],
    ['met', ['pass:bronze!', 'fail:bronze', 'na:bronze!']],
    ['met_by_exception', ['pass:bronze!', 'exempt:gold!']],
    ['unknown', ['pass:bronze!', 'exempt:bronze!', 'unknown:bronze!']],
    ['not_met', ['fail:gold!', 'unknown:bronze!', 'exempt:bronze!', 'pass:bronze!']],
  ])('has the bar %s with %j', (bar, drafts) => {
    expect(verdictOf(...drafts).bar).toBe(bar);
  });

  test.each<[earned: string | null, held: string | null, byExceptions: number, string[]]>([
    [null, null, 0, []],
    ['bronze', 'bronze', 0, ['pass:bronze', 'fail:silver', 'pass:gold']],
    [null, null, 0, ['fail:bronze', 'pass:silver', 'pass:gold']],
    [null, null, 0, ['unknown:bronze', 'pass:silver']],
    ['gold', 'gold', 0, ['pass:bronze', 'pass:silver', 'pass:gold']],
    // An exception holds what it does not earn.
    ['bronze', 'gold', 1, ['pass:bronze', 'exempt:silver', 'pass:gold']],
    [null, 'bronze', 1, ['exempt:bronze', 'fail:silver']],
    ['bronze', 'bronze', 0, ['pass:bronze', 'fail:silver', 'exempt:gold']],
    // A level of which nothing applies is passed through and not reached.
    ['gold', 'gold', 0, ['pass:bronze', 'na:silver', 'pass:gold']],
    ['bronze', 'bronze', 0, ['pass:bronze', 'na:silver', 'na:gold']],
    [null, null, 0, ['na:bronze', 'na:silver']],
    ['gold', 'gold', 0, ['pass:gold']],
  ])('earns %s and holds %s, %i by exceptions, with %j', (earned, held, heldByExceptions, drafts) => {
    expect(verdictOf(...drafts)).toMatchObject({ earned, held, heldByExceptions });
  });

  test('scores what passes among what passes or fails, by weight, rounded down', () => {
    const scoreOf = (...rules: [Plain, number][]) =>
      evaluateIn(
        world,
        scorecard(rules.map(([kind, weight], n) => rule(`r${n}`, EXPRESSION[kind], { weight }))),
      ).verdict.score;
    expect(scoreOf(['pass', 2], ['fail', 1])).toBe(66);
    expect(scoreOf(['pass', 0.7], ['fail', 0.3])).toBe(70);
    expect(scoreOf(['pass', 0.29], ['fail', 0.71])).toBe(29);
    expect(scoreOf(['pass', 1], ['unknown', 5])).toBe(100);
    expect(scoreOf(['fail', 1])).toBe(0);
    expect(scoreOf(['unknown', 1])).toBeNull();
    expect(scoreOf()).toBeNull();
  });

  test('scores fresh facts only, while bar and levels rest on held ones', () => {
    const stale: World = {
      documents: [document('coverage', 'sonar', { percent: 90 }, { collectedAt: NOW - 3 * DAY })],
      sources: [source('sonar', ['coverage'])],
    };
    const { verdict } = evaluateIn(
      stale,
      scorecard([rule('it', 'coverage.percent > 85', { required: true })]),
    );
    expect(verdict).toMatchObject({
      bar: 'met',
      earned: 'bronze',
      held: 'bronze',
      score: null,
      counts: { unknown: 1 },
    });
  });
});

describe('the next change by the clock alone', () => {
  const fresh: World = {
    documents: [document('coverage', 'sonar', { percent: 90 })],
    sources: [source('sonar', ['coverage'], { maxAge: DAY })],
  };
  const next = (where: World, more: Partial<Rule> = {}, expression = 'coverage.percent > 85') =>
    evaluateIn(where, scorecard([rule('it', expression, more)])).nextChangeAt;
  const aged = (age: number): World => ({
    ...fresh,
    documents: [document('coverage', 'sonar', { percent: 90 }, { collectedAt: NOW - age })],
  });

  test.each<[string, number | null, number | null]>([
    ['a fact grows too old', next(fresh), NOW - HOUR + DAY + 1],
    ['a fact grows too old for this rule', next(fresh, { maxAge: 2 * HOUR }), NOW + HOUR + 1],
    ['a stale fact is no longer held', next(aged(2 * DAY)), NOW - 2 * DAY + 15 * DAY + 1],
    [
      'a stale fact is no longer held by this rule',
      next(aged(2 * DAY), { hold: 3 * DAY }),
      NOW + 2 * DAY + 1,
    ],
    ['nothing is held any more', next(aged(20 * DAY)), null],
    [
      'an announced rule begins to count',
      next(fresh, { stage: 'announced', effectiveFrom: NOW + HOUR }),
      NOW + HOUR,
    ],
    [
      'the time is asked for',
      next(fresh, {}, 'coverage.measured_at < now || now < timestamp("2026-03-10T12:30:00Z")'),
      NOW + HOUR / 2,
    ],
    ['nobody knows anything', next({ documents: [], sources: [] }), null],
    ['no rule reads what grows old', next(fresh, {}, 'custom.a == 1'), null],
  ])('is when %s', (_when, actual, expected) => {
    expect(actual).toBe(expected);
  });

  test('is when an exception begins or ends', () => {
    const exceptions = [
      { id: 'a', rule: 'card/it', from: NOW - DAY, until: NOW + 3 * HOUR },
      { id: 'b', rule: 'card/it', from: NOW + 2 * HOUR, until: NOW + DAY },
      { id: 'c', rule: 'card/it', from: NOW - 2 * DAY, until: NOW - DAY },
    ];
    expect(next({ ...fresh, exceptions })).toBe(NOW + 2 * HOUR);
    expect(next({ ...fresh, exceptions: exceptions.slice(0, 1) })).toBe(NOW + 3 * HOUR);
  });

  test('is when a value expires, also a pushed one that a rule wants young', () => {
    const documents = [
      document('custom', 'catalog', { a: 1 }, { expiring: [{ path: 'a', until: NOW + HOUR }] }),
    ];
    expect(next({ documents, sources: [] }, {}, 'custom.a == 1')).toBe(NOW + HOUR);
    const pushed = [document('custom', 'push', { a: 1 })];
    expect(next({ documents: pushed, sources: [] }, { maxAge: 2 * HOUR }, 'custom.a == 1')).toBe(
      NOW + HOUR + 1,
    );
  });

  test('is held facts’ own, when the time is asked of them', () => {
    const stale: World = {
      documents: [
        document('git', 'git', { last_commit_at: '2026-03-09T12:00:00Z' }, { collectedAt: NOW - 2 * DAY }),
      ],
      sources: [source('git', ['git'])],
    };
    expect(next(stale, {}, 'now - git.last_commit_at < duration("36h")')).toBe(NOW + 12 * HOUR);
  });
});

describe('evaluation', () => {
  const expressions = [
    'git.archived',
    'coverage.percent > 85',
    'vcs.default_branch.required_approvals >= 1',
    'incidents.recent.filter(i, now - i.began_at < duration("14d")).size() < 2',
    'service.links.exists(l, l.type == "runbook") || has(service.owner)',
    'custom.n > 3 && custom.n / custom.x < 5',
    'custom["__proto__"].n == 1 || custom.exists(k, k.matches("^_+"))',
    'has(vcs.default_branch) ? vcs.default_branch.protected : has(custom.deep.er)',
    'timestamp(attested["n"].expires_at) > now',
    'git.codeowners.owners.all(o, o.startsWith("@")) && size(git.codeowners.owners) > 0',
  ];
  const rules = expressions.map((text, n) =>
    rule(`r${n}`, text, {
      level: ['bronze', 'silver', 'gold'][n % 3]!,
      required: n % 2 === 0,
      weight: n + 1,
    }),
  );
  const compiled = compileScorecard(
    scorecard(rules, { appliesTo: '!has(service.system) || service.system != "x"' }),
    factCatalogue,
  );
  const input = fc.record({
    documents: fc.array(anyDocument, { maxLength: 8 }),
    sources: anySources,
    exceptions: fc.array(
      fc.record({
        id: fc.constant('e'),
        rule: fc.constantFrom('card/r0', 'card/r1', 'card/r2', 'other/r0'),
        from: fc.integer({ min: NOW - DAY, max: NOW + DAY }),
        until: fc.integer({ min: NOW - DAY, max: NOW + 2 * DAY }),
      }),
      { maxLength: 2 },
    ),
    now: fc.constant(NOW),
  });

  test('never throws, and gives the same for the same', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { checks, verdict, nextChangeAt } = evaluate(compiled, given);
        expect(checks.map(({ rule: id }) => id)).toEqual(rules.map(({ id }) => id));
        expect(evaluate(compiled, structuredClone(given))).toEqual({ checks, verdict, nextChangeAt });
        for (const check of checks) {
          const isSettled = check.outcome === 'pass' || check.outcome === 'not_applicable';
          expect(check.reason === undefined, JSON.stringify(check)).toBe(isSettled);
          expect(check.reason).not.toBe('');
        }
      }),
      { numRuns: 400 },
    );
  });

  test('keeps score, counts and levels within their bounds', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { checks, verdict, nextChangeAt } = evaluate(compiled, given);
        const total = Object.values(verdict.counts).reduce((sum, count) => sum + count, 0);
        expect(total).toBe(checks.length);
        expect(verdict.score === null || (verdict.score >= 0 && verdict.score <= 100)).toBe(true);
        expect(nextChangeAt === null || nextChangeAt > NOW).toBe(true);
        const rank = (level: string | null) =>
          level === null ? -1 : compiled.scorecard.levels.indexOf(level);
        expect(rank(verdict.earned)).toBeLessThanOrEqual(rank(verdict.held));
        expect(verdict.heldByExceptions > 0).toBe(rank(verdict.held) > rank(verdict.earned));
        // Every rule of the held level and of those below is ok.
        const ok: Outcome[] = ['pass', 'exempt', 'not_applicable'];
        rules.forEach((one, n) => {
          if (rank(one.level) <= rank(verdict.held)) expect(ok).toContain(checks[n]?.standing);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('judges alike with and without its reasons', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { checks, verdict, nextChangeAt } = evaluate(compiled, given);
        const judged = judge(compiled, given);
        expect(judged.ruling.outcomes.map(outcomeOf)).toEqual(checks.map(({ outcome }) => outcome));
        expect(judged.ruling.standings.map(outcomeOf)).toEqual(checks.map(({ standing }) => standing));
        expect([judged.verdict, judged.nextChangeAt]).toEqual([verdict, nextChangeAt]);
      }),
      { numRuns: 100 },
    );
  });

  test('does not turn a plain answer round when more becomes known', () => {
    fc.assert(
      fc.property(input, fc.constantFrom('git', 'coverage', 'incidents', 'service'), (given, namespace) => {
        const plain = { ...given, exceptions: [] };
        // Before: nobody could tell about this namespace. After: its collectors can, whatever they say.
        const blinded = {
          ...plain,
          documents: plain.documents.map((one) =>
            one.namespace === namespace
              ? { ...one, value: null, collectedAt: null, error: 'it answers 500', failedAt: NOW }
              : one,
          ),
        };
        const before = evaluate(compiled, blinded).checks;
        const after = evaluate(compiled, plain).checks;
        before.forEach((check, n) => {
          if (check.outcome !== 'unknown') expect(after[n]?.outcome).toBe(check.outcome);
        });
      }),
      { numRuns: 400 },
    );
  });

  test('an outage takes nothing away while the last good facts are held', () => {
    fc.assert(
      fc.property(input, fc.integer({ min: 1, max: 13 }), (given, days) => {
        const fresh = {
          ...given,
          exceptions: [],
          documents: given.documents.map((one) =>
            one.value === null || one.expiring !== undefined
              ? { ...one, expiring: undefined }
              : { ...one, collectedAt: NOW - HOUR },
          ),
        };
        const later = NOW + days * DAY;
        const before = evaluate(compiled, fresh).checks;
        const after = evaluate(compiled, { ...fresh, now: later }).checks;
        before.forEach((check, n) => {
          const asksTime = compiled.rules[n]?.asksTime === true;
          const readsOpen = /custom|attested/.test(expressions[n] ?? '');
          if (!asksTime && !readsOpen && check.outcome !== 'unknown')
            expect(after[n]?.standing).toBe(check.standing);
        });
      }),
      { numRuns: 200 },
    );
  });
});
