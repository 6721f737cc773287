import { describe, expect, test } from 'vitest';
import { type ExpressionPlace, readScorecard } from '../../src/documents/scorecard-document.ts';
import { describeProblem } from '../../src/domain/errors.ts';
import { DAY } from '../../src/domain/instant.ts';

function told(text: string): string[] {
  return readScorecard('s.yml', text).problems.map(describeProblem);
}

/** A scorecard with these lines as its only rule's further keys. */
function withRule(...lines: string[]): string {
  return [
    'id: card',
    'name: Card',
    'levels: [bronze, silver]',
    'rules:',
    '  - id: rule',
    '    title: Is it?',
    '    level: silver',
    '    why: because',
    '    fix: do it',
    ...lines.map((line) => `    ${line}`),
  ].join('\n');
}

describe('a scorecard', () => {
  test('has the defaults of the table where a rule says nothing', () => {
    expect(readScorecard('s.yml', withRule('expression: git.archived == false')).scorecard).toEqual({
      id: 'card',
      name: 'Card',
      maintainers: [],
      levels: ['bronze', 'silver'],
      rules: [
        {
          id: 'rule',
          title: 'Is it?',
          level: 'silver',
          why: 'because',
          fix: 'do it',
          expression: 'git.archived == false',
          weight: 1,
          controls: [],
          required: false,
          stage: 'enforced',
          exceptions: 'allowed',
          nudge: true,
          sensitive: false,
          hold: 14 * DAY,
          onMissing: 'fail',
        },
      ],
    });
  });

  test('takes every key of the table', () => {
    const text = withRule(
      'expression: "true"',
      'applies_to: has(service.repo)',
      'weight: 2.5',
      'category: code-quality',
      'controls: [SOC2-CC8.1]',
      'maintainer: Ana@acme.test',
      'review_by: 2026-12-31',
      'fix_url: https://wiki.acme.test/x',
      'required: true',
      'stage: announced',
      'effective_from: 2026-03-01',
      'exceptions: never',
      'nudge: never',
      'sensitive: true',
      'max_age: 12h',
      'hold: 2w',
      'stable_for: 1h30m',
      'on_missing: unknown',
    );
    expect(readScorecard('s.yml', text).scorecard?.rules[0]).toMatchObject({
      appliesTo: 'has(service.repo)',
      weight: 2.5,
      category: 'code-quality',
      controls: ['SOC2-CC8.1'],
      maintainer: 'ana@acme.test',
      reviewBy: '2026-12-31',
      fixUrl: 'https://wiki.acme.test/x',
      required: true,
      stage: 'announced',
      effectiveFrom: Date.UTC(2026, 2, 1),
      exceptions: 'never',
      nudge: false,
      sensitive: true,
      maxAge: DAY / 2,
      hold: 14 * DAY,
      stableFor: 5_400_000,
      onMissing: 'unknown',
    });
  });

  test('reads the statement of a person where a rule has attest', () => {
    const text = withRule('attest: {valid_for: 90d, evidence: required, by: approver}');
    expect(readScorecard('s.yml', text).scorecard?.rules[0]).toMatchObject({
      expression: 'timestamp(attested["rule"].expires_at) > now',
      attest: { validFor: 90 * DAY, evidence: 'required', by: 'approver' },
    });
  });

  test('is nothing in an empty file', () => {
    expect(readScorecard('s.yml', '# soon\n')).toMatchObject({ problems: [] });
    expect(readScorecard('s.yml', '# soon\n').scorecard).toBeUndefined();
  });
});

describe('mistakes', () => {
  const mistakes: [what: string, lines: string[], wanted: string][] = [
    [
      'a misspelt key',
      ['expression: "true"', 'requird: true'],
      's.yml:11:5: unknown key "requird" (did you mean "required"?)',
    ],
    [
      'a key in another spelling',
      ['expression: "true"', 'effectiveFrom: 2026-01-01'],
      's.yml:11:5: unknown key "effectiveFrom" (did you mean "effective_from"?)',
    ],
    [
      'a misspelt word',
      ['expression: "true"', 'stage: enforcd'],
      's.yml:11:5: "stage" cannot be the text "enforcd" (did you mean "enforced"?). It is one of: trial, announced, enforced.',
    ],
    [
      'no duration',
      ['expression: "true"', 'max_age: 7'],
      's.yml:11:5: "max_age": 7 is no duration. Write 90m, 12h, 7d or 2w.',
    ],
    [
      'no date',
      ['expression: "true"', 'review_by: 2026-02-30'],
      's.yml:11:5: "review_by": the text "2026-02-30" is no date. Write year, month and day: 2026-03-01.',
    ],
    [
      'no number',
      ['expression: "true"', 'weight: NaN'],
      's.yml:11:5: "weight" must be a number, not the text "NaN"',
    ],
    [
      'a weight of nought',
      ['expression: "true"', 'weight: 0'],
      's.yml:11:5: "weight" must be more than 0, not 0',
    ],
    ['yes', ['expression: "true"', 'required: yes'], 's.yml:11:5: "required" is the text "yes". Write true.'],
    [
      'an address that runs code',
      ['expression: "true"', 'fix_url: javascript:alert(1)'],
      's.yml:11:5: "fix_url": the text "javascript:alert(1)" is no web address. It begins with https://.',
    ],
    [
      'neither expression nor attest',
      ['weight: 1'],
      's.yml:5:5: a rule needs "expression", or "attest" where only a person can tell',
    ],
    [
      'both of them',
      ['expression: "true"', 'attest: {valid_for: 1d}'],
      's.yml:11:5: "attest" cannot stand beside "expression". Keep one of them.',
    ],
    [
      'announced without a date',
      ['expression: "true"', 'stage: announced'],
      's.yml:11:5: an announced rule needs "effective_from", the day from which it counts',
    ],
    [
      'a date without announced',
      ['expression: "true"', 'effective_from: 2026-01-01'],
      's.yml:11:5: "effective_from" belongs to a rule whose stage is "announced". Write stage: announced.',
    ],
    [
      'an expression that is a truth value',
      ['expression: true'],
      's.yml:10:5: "expression" must be a text, and true is read as the truth value true. Write it in quotes: "true".',
    ],
    [
      'an expression that is a mapping',
      ['expression:', '  a ? b : c'],
      's.yml:10:5: "expression" must be a text, and "a ? b : c" is read as a mapping. Put it in quotes, or below the key as a | block.',
    ],
    [
      'a comment',
      ['expression: "true"', 'category: #quality'],
      's.yml:11:5: "#quality" is read as a comment. Write it in quotes: "#quality".',
    ],
    [
      'no value',
      ['expression: "true"', 'category:'],
      's.yml:11:5: "category" has no value. Give it one, or leave the key out.',
    ],
  ];
  test.each(mistakes)('%s', (_what, lines, wanted) => {
    expect(told(withRule(...lines))).toEqual([wanted]);
  });

  test('a comma within { } is recognised', () => {
    const text =
      'id: c\nname: C\nlevels: [x]\nrules:\n  - {id: r, title: T, level: x, why: w, fix: f, expression: exists(l, l.type == "x")}\n';
    expect(told(text)).toEqual([
      `s.yml:5:71: within { } a comma ends a value, so 'l.type == "x")' became a key of its own. Put the value that holds the comma in quotes.`,
    ]);
  });

  test('a level that is not of the scorecard, a rule and a level twice, a second document', () => {
    const rule = (id: string, level: string) =>
      `  - {id: ${id}, title: T, level: ${level}, why: w, fix: f, expression: "true"}\n`;
    const text = `id: c\nname: C\nlevels: [silver, gold, gold]\nrules:\n${rule('a', 'sliver')}${rule('a', 'gold')}---\nid: d\n`;
    expect(told(text)).toEqual([
      's.yml:3:24: the level "gold" is here twice',
      's.yml:5:23: "level" cannot be "sliver" (did you mean "silver"?). It is one of: silver, gold, gold.',
      's.yml:6:6: the rule "a" is also on line 5',
      's.yml:8:1: a file holds one scorecard, and "---" begins a second. Put it into a file of its own.',
    ]);
  });

  test('of all rules are told at once, and the sound rules can still be checked', () => {
    const text = `id: C ard\n${withRule('expression: !x').split('\n').slice(1).join('\n')}\n  - {id: ok, title: T, level: bronze, why: w, fix: f, expression: "true"}\n  - 7\n`;
    const reading = readScorecard('s.yml', text);
    expect(reading.problems.map(({ line }) => line)).toEqual([1, 10, 12]);
    expect(reading.scorecard).toBeUndefined();
  });

  test('leave a draft of the sound rules', () => {
    const text = `${withRule('expression: !x')}\n  - {id: ok, title: T, level: bronze, why: w, fix: f, expression: "true"}\n`;
    expect(readScorecard('s.yml', text).draft?.rules.map(({ id }) => id)).toEqual(['ok']);
  });

  test.each(['[]', 'text', '7', '- a', 'rules: {a: b}', 'levels: x\nrules:\n  - []'])(
    'a scorecard that is %j',
    (text) => {
      expect(told(text).length).toBeGreaterThan(0);
    },
  );
});

describe('an offset of an expression leads to its place', () => {
  function placed(
    text: string,
    needle: string,
    expression: ExpressionPlace = { rule: 'rule', key: 'expression' },
  ) {
    const reading = readScorecard('s.yml', text);
    const { scorecard } = reading;
    const rule = scorecard?.rules.find(({ id }) => id === expression.rule);
    const source =
      (expression.rule === undefined
        ? scorecard?.appliesTo
        : expression.key === 'expression'
          ? rule?.expression
          : rule?.appliesTo) ?? '';
    expect(source).toContain(needle);
    const { line, column } = reading.placeIn(expression, source.indexOf(needle));
    return text.split('\n')[line - 1]?.slice(column - 1);
  }

  test.each([
    ['plain', ['expression: git.archived == typo.x']],
    ['in single quotes', ["expression: '  git.archived == ''a'' || typo.x'"]],
    ['in double quotes', ['expression: "git.archived == \\"\\u00e4\\" || typo.x"']],
    ['in a block', ['expression: |', '  git.archived', '', '    || typo.x']],
    ['in a folded block', ['expression: >-', '  git.archived', '  || typo.x']],
    ['in a flow mapping', ['expression: git.archived ||', '  typo.x']],
  ])('%s', (_style, lines) => {
    expect(placed(withRule(...lines), 'typo.x')).toMatch(/^typo\.x/);
  });

  test('of a filter, of the rule or of the whole', () => {
    const text = `applies_to: service.tier == typo.y\n${withRule('expression: "true"', 'applies_to: has(typo.x)')}`;
    expect(placed(text, 'typo.x', { rule: 'rule', key: 'applies_to' })).toBe('typo.x)');
    expect(placed(text, 'typo.y', { key: 'applies_to' })).toBe('typo.y');
  });

  test('of a statement that has no text of its own leads to the rule', () => {
    const reading = readScorecard('s.yml', withRule('attest: {valid_for: 1d}'));
    expect(reading.placeIn({ rule: 'rule', key: 'expression' }, 3)).toEqual({
      file: 's.yml',
      line: 5,
      column: 5,
    });
  });
});
