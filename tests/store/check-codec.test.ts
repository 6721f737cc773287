import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellOf, packChecks, ruleCells, unpackChecks } from '../../src/store/check-codec.ts';
import type { StoredCheck } from '../../src/use-cases/ports.ts';
import { checkOf, NOW } from '../support/store-records.ts';
import { aCheck } from '../support/store-values.ts';

test('checks come back as they were, also with fields that the codec has never heard of', () => {
  const later = fc.record({ later: fc.jsonValue(), cost: fc.integer() }, { requiredKeys: [] });
  const check = fc.tuple(aCheck(fc.string()), later).map(([one, more]) => ({ ...one, ...more }));
  fc.assert(
    fc.property(fc.array(check), (checks) => {
      const stored = JSON.parse(JSON.stringify(packChecks(checks)));
      expect(unpackChecks(stored)).toEqual(JSON.parse(JSON.stringify(checks)));
    }),
  );
});

test('a collector at an instant is written once, however many checks rest on it', () => {
  const evidence = (path: string) => [{ path, value: 1, collector: 'github', collectedAt: NOW }];
  const checks = [
    checkOf('a', 'pass', { evidence: evidence('vcs.a') }),
    checkOf('b', 'pass', { evidence: evidence('vcs.b') }),
  ];
  expect(JSON.stringify(packChecks(checks)).match(/github/g)).toHaveLength(1);
});

test('what several checks rest on is written once, and comes back as one', () => {
  const value = ['payments-api', 'ledger'];
  const proof = () => ({ path: 'service.depends_on', value, collector: 'catalog', collectedAt: NOW });
  const later = { ...proof(), collectedAt: NOW + 1 };
  const checks = [
    checkOf('a', 'pass', { evidence: [proof()] }),
    checkOf('b', 'pass', { evidence: [proof(), later] }),
  ];
  const stored = JSON.stringify(packChecks(checks));
  expect(stored.match(/ledger/g)).toHaveLength(2);
  const [a, b] = unpackChecks(JSON.parse(stored));
  expect(a?.evidence).toEqual([proof()]);
  expect(b?.evidence).toEqual([proof(), later]);
  expect(b?.evidence[0]).toBe(a?.evidence[0]);
});

test('what was stored while each check had its own evidence is read as before', () => {
  const stored = [
    [['github', NOW]],
    [
      ['a', 'pp', 1, [['vcs.a', 0, 5]]],
      ['b', 'fe', 2, [['vcs.b', 0]], { reason: 'no' }],
    ],
  ] as const;
  expect(unpackChecks(stored)).toEqual([
    checkOf('a', 'pass', {
      since: 1,
      evidence: [{ path: 'vcs.a', value: 5, collector: 'github', collectedAt: NOW }],
    }),
    expect.objectContaining({
      ...{ rule: 'b', outcome: 'fail', standing: 'exempt', since: 2, reason: 'no' },
      evidence: [{ path: 'vcs.b', collector: 'github', collectedAt: NOW }],
    }),
  ]);
});

test('evidence without a value does not come back with one', () => {
  const checks: StoredCheck[] = [
    checkOf('a', 'fail', { evidence: [{ path: 'a' }, { path: 'b', value: null }, { path: 'c', count: 3 }] }),
  ];
  expect(unpackChecks(JSON.parse(JSON.stringify(packChecks(checks))))).toStrictEqual(checks);
});

test("a rule's cell says its outcome and since when, at its place whatever the order of the checks", () => {
  const places = new Map([
    ['old', 0],
    ['b', 1],
    ['a', 2],
  ]);
  const cells = ruleCells(
    [checkOf('a', 'exempt', { since: 12 }), checkOf('b', 'not_applicable', { since: 345 })],
    places,
  );
  expect(cells.outcomes).toBe('-ne');
  const { since, sinceLength } = cellOf(2);
  expect(Number(cells.sinces.slice(since - 1, since - 1 + sinceLength))).toBe(12);
});

test('later instants sort after earlier ones as text', () => {
  const places = new Map([['a', 0]]);
  const cell = (since: number) => ruleCells([checkOf('a', 'pass', { since })], places).sinces;
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (a, b) => {
      const [x, y] = [a % 1e15, b % 1e15];
      expect(cell(x) < cell(y)).toBe(x < y);
    }),
  );
});
