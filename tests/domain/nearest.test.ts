import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearest } from '../../src/domain/nearest.ts';

const named = (id: string, name = id, formerly: string[] = []) => ({ id, name, formerly });
const catalog = [
  named('payments-api', 'Payments API', ['payment-gateway']),
  named('payments-worker'),
  named('ledger'),
  named('search'),
  named('refunds'),
];
const ids = (asked: string) => nearest(asked, catalog, 5).map(({ id }) => id);

describe('nearest', () => {
  test.each([
    ['paymets-api', ['payments-api']],
    ['payments', ['payments-api', 'payments-worker']],
    ['payment-gatway', ['payments-api']],
    ['leger', ['ledger']],
    ['worker', ['payments-worker']],
    ['zzzzzzzz', []],
  ])('finds what %s may mean', (asked, expected) => {
    expect(ids(asked)).toEqual(expected);
  });

  test('puts an exact id first, then those that begin with it', () => {
    expect(nearest('pay', [named('overpay'), named('payer'), named('pay')], 5).map(({ id }) => id)).toEqual([
      'pay',
      'payer',
      'overpay',
    ]);
  });

  test('gives no more than asked for and only candidates, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat({ max: 6 }), (typed, limit) => {
        const found = nearest(typed, catalog, limit);
        expect(found.length).toBeLessThanOrEqual(limit);
        expect(new Set(found).size).toBe(found.length);
        expect(found.every((one) => catalog.includes(one))).toBe(true);
      }),
    );
  });
});
