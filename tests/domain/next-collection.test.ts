import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import { type CollectionRecord, nextCollection } from '../../src/domain/next-collection.ts';

const NOW = Date.parse('2026-03-12T09:41:00Z');
const KNOWN: CollectionRecord = { dueAt: NOW, lastGoodAt: NOW - HOUR, failedSince: null, failures: 0 };
const occasion = (seed = 'a github') => ({ now: NOW, interval: HOUR, seed });

/** When many services are due next, as shares of the interval. */
function shares(before: CollectionRecord | undefined, kind: 'answered' | 'nothing to ask' | 'failed') {
  return Array.from({ length: 1_000 }, (_, nth) => {
    const { dueAt } = nextCollection(before, { kind }, occasion(`service-${nth} github`));
    return (dueAt - NOW) / HOUR;
  });
}

function spreadOver(numbers: readonly number[], parts: number): number[] {
  const counts = new Array<number>(parts).fill(0);
  for (const number of numbers)
    counts[Math.ceil(number * parts) - 1] = (counts[Math.ceil(number * parts) - 1] ?? 0) + 1;
  return counts;
}

describe('after an answer', () => {
  test('it is asked again a little before an interval has passed', () => {
    const found = shares(KNOWN, 'answered');
    expect(Math.min(...found)).toBeGreaterThanOrEqual(0.9);
    expect(Math.max(...found)).toBeLessThanOrEqual(1.001);
  });

  test('the first time it is asked again at any time within the interval, so that services spread', () => {
    const [first, ...others] = spreadOver(shares(undefined, 'answered'), 5);
    expect(first).toBeLessThan(5);
    for (const count of others) expect(count).toBeGreaterThan(180);
  });

  test('failures before are forgotten', () => {
    const failing = { ...KNOWN, failedSince: NOW - HOUR, failures: 7 };
    expect(nextCollection(failing, { kind: 'answered' }, occasion())).toMatchObject({
      lastGoodAt: NOW,
      failedSince: null,
      failures: 0,
    });
  });

  test('that came without asking the vendor it is not counted as told', () => {
    expect(nextCollection(KNOWN, { kind: 'nothing to ask' }, occasion()).lastGoodAt).toBe(NOW - HOUR);
    expect(Math.min(...shares(undefined, 'nothing to ask'))).toBeGreaterThanOrEqual(0.5);
  });
});

describe('after a failure', () => {
  test.each([
    [0, 1],
    [1, 2],
    [3, 8],
    [5, 32],
    [6, 60],
    [40, 60],
    [2_000, 60],
  ])('the %ith in a row, it is tried again within %i minutes', (failures, minutes) => {
    const next = nextCollection({ ...KNOWN, failures, failedSince: NOW - 5 }, { kind: 'failed' }, occasion());
    expect((next.dueAt - NOW) / MINUTE).toBeGreaterThanOrEqual(minutes * 0.75);
    expect((next.dueAt - NOW) / MINUTE).toBeLessThanOrEqual(minutes + 0.001);
    expect(next).toMatchObject({ failures: failures + 1, failedSince: NOW - 5, lastGoodAt: NOW - HOUR });
  });

  test('the first one is where the trouble began', () => {
    expect(nextCollection(undefined, { kind: 'failed' }, occasion())).toMatchObject({
      failedSince: NOW,
      failures: 1,
      lastGoodAt: null,
    });
  });
});

test('where the vendor asks to wait, it is due then, and nothing failed', () => {
  const until = NOW + 90 * MINUTE;
  expect(nextCollection(KNOWN, { kind: 'told to wait', until }, occasion())).toEqual({
    ...KNOWN,
    dueAt: until,
  });
  const passed = nextCollection(KNOWN, { kind: 'told to wait', until: NOW - 1 }, occasion());
  expect(passed.dueAt).toBe(NOW + MINUTE);
});

test('whatever came of it, the next time is a whole millisecond after now, and not for ever away', () => {
  const attempted = fc.oneof(
    fc.constantFrom(
      { kind: 'answered' } as const,
      { kind: 'nothing to ask' } as const,
      { kind: 'failed' } as const,
    ),
    fc
      .double({ min: 0, max: NOW * 2, noNaN: true })
      .map((until) => ({ kind: 'told to wait', until }) as const),
  );
  fc.assert(
    fc.property(
      attempted,
      fc.nat(),
      fc.string(),
      fc.integer({ min: 1, max: 1e9 }),
      (one, failures, seed, interval) => {
        const { dueAt } = nextCollection({ ...KNOWN, failures }, one, { now: NOW, interval, seed });
        expect(Number.isSafeInteger(dueAt)).toBe(true);
        expect(dueAt).toBeGreaterThan(NOW);
        if (one.kind !== 'told to wait') expect(dueAt).toBeLessThanOrEqual(NOW + interval);
      },
    ),
  );
});
