import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fractionOf } from '../../src/domain/fraction-of.ts';

test('is the same for the same text, from 0 to below 1', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const fraction = fractionOf(text);
      expect(fraction).toBe(fractionOf(text));
      expect(fraction).toBeGreaterThanOrEqual(0);
      expect(fraction).toBeLessThan(1);
    }),
  );
});

test('spreads texts that differ in their last letters only', () => {
  const tenths = new Set(
    Array.from({ length: 100 }, (_, nth) => Math.floor(fractionOf(`service-${nth}`) * 10)),
  );
  expect(tenths.size).toBe(10);
});
