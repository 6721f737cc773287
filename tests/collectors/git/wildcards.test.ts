import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameCovers, pathCovers } from '../../../src/collectors/git/wildcards.ts';

const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 6 });
const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.'), maxLength: 6 });

test('names are covered as the regular expression of the pattern says', () => {
  fc.assert(
    fc.property(patterns, letters, (pattern, name) => {
      const source = pattern.replaceAll('.', '\\.').replaceAll('?', '.').replaceAll('*', '.*');
      expect(nameCovers(pattern, name)).toBe(new RegExp(`^${source}$`).test(name));
    }),
    { numRuns: 2_000 },
  );
});

test('paths are covered as the regular expression of the pattern says', () => {
  const piece = fc.constantFrom('a', 'b', 'ab');
  const pieces = fc.array(fc.constantFrom('a', 'b', '*', '**', 'a*'), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(pieces, fc.array(piece, { minLength: 1, maxLength: 6 }), (pattern, path) => {
      const source = pattern.map((one) => (one === '**' ? '([^/]+/)*' : `${one.replaceAll('*', '[^/]*')}/`));
      expect(pathCovers(pattern, path)).toBe(new RegExp(`^${source.join('')}$`).test(`${path.join('/')}/`));
    }),
    { numRuns: 2_000 },
  );
});

test('a pattern made to be slow is not', () => {
  const started = performance.now();
  expect(nameCovers('*a'.repeat(100), `${'a'.repeat(4_000)}b`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(1_000);
});
