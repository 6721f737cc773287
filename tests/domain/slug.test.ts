import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slug } from '../../src/domain/slug.ts';

test.each([
  ['payments-api', 'payments-api'],
  ['Payments API', 'payments-api'],
  ['C', 'c'],
  ['C++', 'c'],
  ['node.js', 'node.js'],
  ['snake_case', 'snake_case'],
  ['  -x- ', 'x'],
  ['a / b', 'a-b'],
  ['Ünïcode', 'ünïcode'],
  ['ﬁle', 'file'],
  ['+++', ''],
])('%j is %j', (name, id) => {
  expect(slug(name)).toBe(id);
});

test('a slug is its own slug', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(slug(slug(name))).toBe(slug(name));
    }),
  );
});
