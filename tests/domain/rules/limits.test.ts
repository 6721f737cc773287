import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/domain/json.ts';
import { answerIn, checkIn, evaluateIn, rule, scorecard, worldOf } from '../../support/judging.ts';

const list = (length: number) => Array.from({ length }, (_, n) => n);

function inTime<T>(milliseconds: number, work: () => T): T {
  const start = performance.now();
  const result = work();
  expect(performance.now() - start).toBeLessThan(milliseconds);
  return result;
}

describe('a rule that would take too many steps errs', () => {
  const world = worldOf({
    custom: { many: list(1_000), few: list(100), text: 'x'.repeat(100_000), words: list(2_000).map(String) },
  });

  test.each([
    'custom.many.all(a, custom.many.all(b, a + b >= 0))',
    'custom.few.all(a, custom.few.all(b, custom.few.all(c, a + b + c >= 0)))',
    'custom.many.map(a, custom.many.filter(b, b > a)).size() > 0',
    'custom.many.filter(a, custom.many.filter(b, b > a).size() > 0).size() > 0',
    'custom.many.all(a, a in custom.many)',
    'custom.many.all(a, custom.many == custom.many.map(x, x))',
    'custom.many.all(a, custom.text.contains("y" + string(a)) == false)',
    'custom.many.all(a, size(custom.text) > 0)',
    'custom.many.all(a, custom.words.join(",").size() > 0)',
    'custom.many.all(a, custom.text.matches("(x+x+)+y") == false)',
    'custom.many.all(a, "abc".matches("b" + string(a)) == false)',
    'custom.many.map(a, custom.text + custom.text + custom.text + custom.text + custom.text + custom.text + custom.text + custom.text + custom.text + custom.text + custom.text)[0] == ""',
    'custom.many.all(a, (custom.many + custom.many).size() > 0)',
  ])('%s', (expression) => {
    const { outcome, cause, reason } = inTime(2_000, () => checkIn(world, expression));
    expect({ outcome, cause }).toEqual({ outcome: 'unknown', cause: 'rule' });
    expect(reason).toMatch(/takes more than 50000 steps/);
  });

  test.each([
    'custom.many.all(a, a >= 0)',
    'custom.many.filter(a, a > 998).size() == 1',
    'custom.text.contains("x")',
  ])('but %s does not', (expression) => {
    expect(answerIn(world, expression)).toBe('yes');
  });
});

describe('matching stays linear', () => {
  const world = worldOf({ custom: { text: `${'a'.repeat(50_000)}!` } });

  test.each(['(a+)+$', '(a|aa)+$', '^(([a-z])+.)+[A-Z]([a-z])+$', '(.*)*b', '(a*)*(a*)*(a*)*c'])(
    '%s',
    (pattern) => {
      expect(inTime(1_000, () => answerIn(world, `custom.text.matches("${pattern}")`))).toBe('no');
    },
  );
});

describe('facts nested without end', () => {
  function nest(depth: number): Json {
    let value: Json = 1;
    for (let n = 0; n < depth; n++) value = n % 2 === 0 ? [value] : { a: value };
    return value;
  }
  const pit = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
  const world = worldOf({
    custom: {
      deep: nest(100_000),
      twin: nest(100_000),
      shallow: nest(20),
      same: nest(20),
      pit: pit(100_000),
    },
  });

  test.each(['custom.deep == custom.twin', 'custom.deep in [custom.twin]'])('%s errs', (expression) => {
    expect(checkIn(world, expression)).toMatchObject({
      outcome: 'unknown',
      cause: 'rule',
      reason: 'the rule errs: it compares values nested deeper than 64',
    });
  });

  test('that overflow the stack err as well, and leave the other rules alone', () => {
    const rules = [rule('pit', 'custom.pit.join(",") == ""'), rule('well', 'custom.shallow == custom.same')];
    const { checks } = evaluateIn(world, scorecard(rules));
    expect(checks).toMatchObject([
      { outcome: 'unknown', cause: 'rule', reason: 'the rule errs: it cannot be worked out' },
      { outcome: 'pass' },
    ]);
  });

  test('are compared as far as anybody nests them', () => {
    expect(answerIn(world, 'custom.shallow == custom.same')).toBe('yes');
  });
});

describe('a key called __proto__', () => {
  // JSON.parse makes it a key like any other; a literal would set the prototype.
  const custom: JsonObject = JSON.parse(
    '{"__proto__": {"polluted": true}, "entry": [{"__proto__": {"x": 1}}], "plain": {}}',
  );
  const world = worldOf({ custom });

  test.each([
    ['custom["__proto__"].polluted', 'yes'],
    ['has(custom.polluted)', 'no'],
    ['custom.polluted == true', 'missing'],
    ['custom.plain.polluted == true', 'missing'],
    ['custom.entry.exists(e, has(e.x))', 'no'],
    ['custom.exists(k, k == "polluted")', 'no'],
    ['custom.exists(k, k == "__proto__")', 'yes'],
    ['{"__proto__": {"a": 1}}["a"] == dyn(1)', 'missing'],
    ['"a" in {"__proto__": {"a": 1}}', 'no'],
    ['{"__proto__": {"a": 1}}.size() == 1', 'yes'],
  ])('is a key like any other: %s is %s', (expression, answer) => {
    expect(answerIn(world, expression)).toBe(answer);
    expect('polluted' in {}).toBe(false);
  });
});
