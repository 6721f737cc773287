import { describe, expect, test } from 'vitest';
import { compileValue, languageWith } from '../../../src/domain/rules/compile-value.ts';
import { ExpressionError } from '../../../src/domain/rules/expression-error.ts';
import { factCatalogue } from '../../../src/facts/index.ts';

const NOW = Date.parse('2026-03-12T09:41:00Z');
const language = languageWith(new Map([...factCatalogue].filter(([name]) => name === 'service')), {
  body: 'dyn',
  status: 'int',
});
const body = {
  n: 2,
  text: 'a',
  none: null,
  list: [
    { ok: true, name: 'x' },
    { ok: false, name: 'y' },
  ],
  at: '2026-03-01T00:00:00Z',
  __proto__: {},
};

function compute(source: string, named: object = { body, status: 200, service: { id: 'shop' } }) {
  return compileValue(source, language).compute(named as never, NOW);
}

describe('an expression that gives any value', () => {
  test.each([
    ['body.n * 2', 4],
    ['status >= 200 && status < 300', true],
    ['body.list.filter(e, e.ok).map(e, e.name)', ['x']],
    ['body.list', body.list],
    ['{"a": body.n, "b": body.text}', { a: 2, b: 'a' }],
    ['now', '2026-03-12T09:41:00.000Z'],
    ['service.id + "-" + body.text', 'shop-a'],
    ['has(body.nothing) || body.n == 2', true],
    ['"text" in body', true],
    ['[[1], [2, 3]]', [[1], [2, 3]]],
    ['body.none == null', true],
  ])('gives JSON: %s', (source, value) => {
    expect(compute(source)).toEqual({ value });
  });

  test.each([
    ['body.nothing.deeper', { missing: 'body.nothing.deeper' }],
    ['body.none', { missing: 'null' }],
    ['service.owner', { missing: 'service.owner' }],
    ['body.constructor', { missing: 'body.constructor' }],
    ['body.list[0].toString', { missing: 'body.list[0].toString' }],
  ])('says what is not there: %s', (source, given) => {
    expect(compute(source)).toEqual(given);
  });

  test.each(['body.text + body.n', 'body.n / 0', 'duration("7d")', 'body.text < 3'])(
    'says what cannot be computed: %s',
    (source) => {
      expect(compute(source)).toHaveProperty('error');
    },
  );

  test('takes no more steps than a rule', () => {
    const many = Array.from({ length: 300 }, (_, n) => n);
    const source = 'body.all(a, body.all(b, body.all(c, a + b + c >= 0)))';
    expect(compute(source, { body: many, status: 200, service: {} })).toHaveProperty('error');
  });

  test.each(['bdy.n', 'slo.breached', 'body.n =', 'service.idd', 'body.n.nope()'])(
    'is checked: %s',
    (source) => {
      expect(() => compileValue(source, language)).toThrow(ExpressionError);
    },
  );

  test('tells its type, and the path where it only reads one', () => {
    expect(compileValue('service.annotations["x/y"]', language)).toMatchObject({
      type: 'string',
      path: ['service', 'annotations', 'x/y'],
    });
    expect(compileValue('body.n == 1', language)).toMatchObject({ type: 'bool', path: null });
  });
});
