import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../../src/domain/errors.ts';
import { checkScorecard } from '../../../src/domain/rules/check-scorecard.ts';
import { compileScorecard } from '../../../src/domain/rules/compile-scorecard.ts';
import { FUNCTION_NAMES } from '../../../src/domain/rules/function-names.ts';
import { FUNCTIONS } from '../../../src/domain/rules/functions.ts';
import type { Rule, Scorecard } from '../../../src/domain/scorecard.ts';
import { factCatalogue } from '../../../src/facts/index.ts';
import { NOW, rule, scorecard } from '../../support/judging.ts';

const check = (card: Scorecard) => checkScorecard(card, factCatalogue);

/** Problems of one rule with this expression on a scorecard that is well otherwise. */
function problemsOf(expression: string) {
  return check(scorecard([rule('it', expression)], { levels: ['bronze'] }));
}

describe('a mistake in an expression', () => {
  test.each<[expression: string, at: string, message: string, remedy?: string]>([
    ['oncal.staffed', 'oncal', 'there are no facts called "oncal" (did you mean "oncall"?)'],
    ['noww > git.last_commit_at', 'noww', 'there are no facts called "noww" (did you mean "now"?)'],
    ['git.archvd', 'archvd', 'git has no field "archvd" (did you mean "archived"?)'],
    ['vcs.default_branch.xyz == 1', 'xyz', 'vcs.default_branch has no field "xyz"'],
    ['has(service.ownr)', 'ownr', 'service has no field "ownr" (did you mean "owner"?)'],
    ['has(git.codeowners.pth)', 'pth', '"codeowners" has no field "pth" (did you mean "path"?)'],
    ['has(git.last_commit_at.x)', 'x', '"last_commit_at" has no field "x"'],
    [
      'service.links.all(l, has(l.urll))',
      'urll',
      'service.links.entry has no field "urll" (did you mean "url"?)',
    ],
    [
      'service.links.exists(l, l.tpe == "x")',
      'tpe',
      'service.links.entry has no field "tpe" (did you mean "type"?)',
    ],
    [
      'has(custom["a"])',
      'custom["a"]',
      'has() needs a field: `has(service.owner)`; for a key in quotes write `"key" in custom`',
    ],
    ['coverage.percent', 'coverage.percent', 'it is no yes or no but a double: compare it with something'],
    ['oncall.policy >= 2', 'oncall.policy >= 2', '">=" does not work between string and int'],
    ['!coverage.percent', '!coverage.percent', '"!" does not work on double'],
    ['sise(ci.providers) > 0', 'sise(ci.providers)', 'there is no function "sise" (did you mean "size"?)'],
    ['service.name.foo()', 'service.name.foo()', 'there is no function "foo"'],
    ['size(git) > 0', 'size(git)', 'size() does not work with git'],
    [
      'now - git.last_commit_at < duration("7x")',
      '"7x"',
      '"7x" is no duration',
      'Write it like "90m", "12h", "7d" or "2w".',
    ],
    [
      'timestamp("2026-02-30") < git.last_commit_at',
      '"2026-02-30"',
      '"2026-02-30" is no timestamp',
      'Write it like "2026-03-01T09:30:00Z" or "2026-03-01".',
    ],
    ['service.name.matches("a(b")', '"a(b"', 'the pattern cannot be read: missing closing ): `a(b`'],
    [
      'service.name.matches("(?=a)b")',
      '"(?=a)b"',
      'the pattern cannot be read: invalid or unsupported Perl syntax: `(?=`',
    ],
    [
      'vcs.visibility == "privat"',
      '"privat"',
      'it is never "privat" (did you mean "private"?)',
      'It is one of: public, internal, private.',
    ],
    ['"x" != vcs.visibility', '"x"', 'it is never "x"', 'It is one of: public, internal, private.'],
    [
      'incidents.recent.filter(i, i.paged).exists(i, i.urgency in ["high", "hgh"])',
      '"hgh"',
      'it is never "hgh" (did you mean "high"?)',
      'It is one of: high, low.',
    ],
    ['git.archived = true', '=', 'unexpected character: =', 'Compare with "==".'],
    ['git.archived or ci.passing', 'or', "unexpected character: 'r'", 'For "or" write "||".'],
    ['1u == 1u', '1u', 'bytes and unsigned numbers are not supported'],
    ['b"a" == b"a"', 'b"a"', 'bytes and unsigned numbers are not supported'],
    ['type(1) == int', 'type(1)', 'type() is not supported'],
    ['cel.bind(x, 1, x == 1)', 'cel', '"cel" is not supported'],
    ['git.?archived', '?', 'expected a name, got "?"'],
    [
      'ci.providers.exists(a, ci.providers.exists(b, ci.providers.exists(c, ci.providers.exists(d, d == a))))',
      'ci.providers.exists(d, d == a)',
      'exists() is nested more than 3 deep',
    ],
    [
      'ci.providers.exists(a, ci.providers.exists(a, a == "x"))',
      'ci.providers.exists(a, a == "x")',
      '"a" already names an entry of the list around it',
    ],
    ['9007199254740993 > incidents.open', '9007199254740993', 'the number is too big'],
    [
      'duration("1h") + git.last_commit_at > duration("1h")',
      'duration("1h") + git.last_commit_at',
      'the moment comes first',
      'Write: git.last_commit_at + duration("1h")',
    ],
  ])('%s', (expression, at, message, remedy) => {
    const [problem, ...more] = problemsOf(expression);
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ severity: 'error', rule: 'it', key: 'expression', message });
    expect(problem?.remedy).toBe(remedy);
    expect(expression.slice(problem?.start, problem?.end)).toBe(at);
  });
});

describe('what YAML makes of an expression is told beside the error', () => {
  test.each([
    ['', /a leading "!" is a tag and a "#" begins a comment/],
    ['  ', /a leading "!" is a tag/],
    ['service.links.exists(l', /Inside of \{ \} YAML splits at a comma/],
    ['service.tier in ["a"', /Inside of \{ \} YAML splits at a comma/],
    ['git.archived ? ci.passing', /YAML reads "\? :" as a mapping/],
    ['service.channel == "', /YAML takes the rest of the line for a comment/],
  ])('%j', (expression, remedy) => {
    expect(problemsOf(expression)[0]?.remedy).toMatch(remedy);
  });
});

test('an expression that a sound mind would not write is refused at once', () => {
  const start = performance.now();
  const nested = `${'('.repeat(9_000)}true`;
  const long = Array.from({ length: 400 }, () => 'git.archived').join(' && ');
  const endless = '!'.repeat(9_999);
  for (const expression of [nested, endless, long, 'x'.repeat(20_000)]) {
    expect(problemsOf(expression), expression.slice(0, 20)).toMatchObject([{ severity: 'error' }]);
  }
  expect(performance.now() - start).toBeLessThan(1_000);
  expect(problemsOf('x'.repeat(20_000))[0]?.message).toBe('it is longer than 10000 characters');
});

describe('what is allowed and most likely not meant is a warning', () => {
  test.each([
    ['slo.objectives.all(o, o.breached)', 'all() passes when slo.objectives is empty'],
    ['git.archived && slo.objectives.all(o, o.breached)', 'all() passes when slo.objectives is empty'],
    ['incidents.open / incidents.in_last_7_days > 1', 'dividing whole numbers drops the rest'],
    ['1 + 1 == 2', 'it asks about no fact, so it says the same of every service'],
  ])('%s', (expression, message) => {
    expect(problemsOf(expression)).toMatchObject([
      { severity: 'warning', message, rule: 'it', key: 'expression' },
    ]);
  });

  test.each([
    'size(slo.objectives) > 0 && slo.objectives.all(o, o.breached)',
    'slo.objectives.all(o, o.breached) && slo.objectives.size() > 0',
    'coverage.percent / 2 > 1.0',
  ])('%s has none', (expression) => {
    expect(problemsOf(expression)).toEqual([]);
  });
});

describe('a scorecard', () => {
  const well = (id: string, more: Partial<Rule> = {}) => rule(id, 'git.archived', more);
  const told = (card: Scorecard) =>
    check(card).map((one) => `${one.severity} ${one.rule ?? '-'} ${one.key}: ${one.message}`);
  const one = { levels: ['bronze'] };

  test('that is well has no problems', () => {
    expect(check(scorecard([well('a'), well('b', { stage: 'announced', effectiveFrom: NOW })], one))).toEqual(
      [],
    );
  });

  test('has different rules on levels that exist, with weights, and a date for what is announced', () => {
    const rules = [
      well('a'),
      well('a', { level: 'gld', weight: 0, stage: 'announced' }),
      well('b', { weight: Number.NaN }),
    ];
    expect(told(scorecard(rules, { levels: ['bronze', 'gold', 'gold'] }))).toEqual([
      'warning - levels: no rule belongs to "gold", so nobody can reach it',
      'error - levels: the level "gold" is here twice',
      'error a id: the rule "a" is here twice',
      'error a level: there is no level "gld" (did you mean "gold"?)',
      'error a weight: a weight is a number above 0',
      'error a effective_from: an announced rule needs "effective_from", the day from which it counts',
      'error b weight: a weight is a number above 0',
    ]);
  });

  test('needs levels and rules', () => {
    expect(told(scorecard([], { levels: [] }))).toEqual([
      'error - levels: a scorecard needs at least one level',
      'warning - rules: there are no rules yet',
    ]);
  });

  test('says when a date or a minimum bar means nothing', () => {
    const rules = [
      well('a', { effectiveFrom: NOW }),
      well('b', { stage: 'trial', required: true }),
      well('c'),
    ];
    expect(told(scorecard(rules, one))).toEqual([
      'warning a effective_from: "effective_from" means nothing here',
      'warning b required: a rule in trial counts for nothing, also not for the minimum bar',
    ]);
  });

  test('may have 25 rules and no more without a warning', () => {
    const many = (count: number) =>
      scorecard(
        Array.from({ length: count }, (_, n) => well(`r${n}`)),
        one,
      );
    expect(check(many(25))).toEqual([]);
    expect(told(many(26))).toEqual([
      'warning - rules: 26 rules are more than people read: above 25 most are ignored',
    ]);
  });

  test('warns when more than 30 % of its rules rest on what people state', () => {
    const stated = [
      rule('s1', 'custom.a == true'),
      rule('s2', 'timestamp(attested["s2"].expires_at) > now', {
        attest: { validFor: 1, evidence: 'optional', by: 'owner' },
      }),
      rule('s3', 'custom.a == true && attested.b == 1'),
    ];
    const measured = Array.from({ length: 7 }, (_, n) => well(`m${n}`));
    expect(check(scorecard([...stated, ...measured], one))).toEqual([]);
    expect(check(scorecard([...stated, ...measured.slice(1)], one))).toMatchObject([
      {
        severity: 'warning',
        message: '3 of 9 rules (33 %) rest on what people state, not on what is measured',
        remedy: 'Automate them, or think twice: s1, s2, s3.',
      },
    ]);
  });

  test('tells every mistake at once, filters included', () => {
    const rules = [rule('a', 'git.x', { appliesTo: 'service.y' }), rule('b', 'oncal.staffed')];
    const card = scorecard(rules, { ...one, appliesTo: 'service.z' });
    expect(check(card).map(({ rule: of, key, message }) => [of, key, message])).toEqual([
      [undefined, 'applies_to', 'service has no field "z"'],
      ['a', 'expression', 'git has no field "x"'],
      ['a', 'applies_to', 'service has no field "y"'],
      ['b', 'expression', 'there are no facts called "oncal" (did you mean "oncall"?)'],
    ]);
    const compile = () => compileScorecard(card, factCatalogue);
    expect(compile).toThrow(ConfigError);
    expect(compile).toThrow(
      [
        'card: applies_to: service has no field "z"',
        'card/a: git has no field "x"',
        'card/a: applies_to: service has no field "y"',
        'card/b: there are no facts called "oncal" (did you mean "oncall"?)',
      ].join('\n'),
    );
  });
});

test('every function that is named is implemented, and the other way round', () => {
  const apart = ['has', 'matches', 'all', 'exists', 'exists_one', 'filter', 'map'];
  expect([...FUNCTION_NAMES].toSorted()).toEqual([...FUNCTIONS.keys(), ...apart].toSorted());
});
