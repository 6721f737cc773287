import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/open-store.ts';
import { onBothDatabases } from '../support/databases.ts';
import {
  changeOf,
  checkOf,
  evaluationOf,
  NOW,
  recordOf,
  transitionOf,
  writeOf,
} from '../support/store-records.ts';

const NONE = { pass: 0, fail: 0, unknown: 0, exempt: 0, not_applicable: 0 };

onBothDatabases('evaluations', (database) => {
  /** A store with these living services, whose keys are their ids. */
  async function withServices(...ids: string[]): Promise<Store> {
    const store = await database.open();
    await store.catalog.apply(changeOf({ services: ids.map((id) => recordOf({ id }, { key: id })) }));
    return store;
  }

  async function archive({ catalog }: Store, id: string): Promise<void> {
    await catalog.apply(changeOf({ services: [recordOf({ id }, { key: id, archivedAt: NOW })] }));
  }

  describe('writing', () => {
    test('gives back each evaluation with its checks, in the order in which they were judged', async () => {
      const { evaluations } = await withServices('a', 'b');
      const evidence = [{ path: 'vcs.x', value: [1, '\u0000'], collector: 'github', collectedAt: NOW }];
      const readiness = evaluationOf([
        checkOf('zeta', 'fail', {
          cause: 'measured',
          reason: 'x is 0, wanted ≥ 1',
          evidence,
          standing: 'pass',
        }),
        checkOf('alpha', 'exempt', { exception: 'e1', since: 7 }),
      ]);
      const security = evaluationOf(
        [checkOf('alpha', 'pass')],
        { held: 'gold', score: null },
        { scorecard: 'security' },
      );
      await evaluations.write([writeOf('a', security), writeOf('b', security), writeOf('a', readiness)]);
      const found = await evaluations.of(['a', 'nobody']);
      expect([...found]).toEqual([['a', [readiness, security]]]);
    });

    test('replaces an evaluation whole', async () => {
      const { evaluations } = await withServices('a');
      await evaluations.write([writeOf('a', evaluationOf([checkOf('x', 'pass'), checkOf('y', 'fail')]))]);
      const later = evaluationOf(
        [checkOf('z', 'fail'), checkOf('x', 'fail')],
        { bar: 'not_met' },
        { inputDigest: 'd2' },
      );
      await evaluations.write([writeOf('a', later)]);
      expect((await evaluations.of(['a'])).get('a')).toEqual([later]);
      expect(await evaluations.countsByRule('readiness')).toEqual(
        new Map([
          ['x', { ...NONE, fail: 1 }],
          ['z', { ...NONE, fail: 1 }],
        ]),
      );
    });

    test('what no longer applies goes, and nothing else with it', async () => {
      const { evaluations } = await withServices('a', 'b');
      const [readiness, security] = [
        evaluationOf([checkOf('x', 'fail')]),
        evaluationOf([checkOf('x', 'fail')], {}, { scorecard: 'security' }),
      ];
      await evaluations.write(['a', 'b'].flatMap((key) => [writeOf(key, readiness), writeOf(key, security)]));
      await evaluations.write([writeOf('a', null)]);
      const found = await evaluations.of(['a', 'b']);
      expect(found.get('a')).toEqual([security]);
      expect(found.get('b')).toEqual([readiness, security]);
    });

    test('more evaluations than one statement takes are written whole', async () => {
      const ids = Array.from({ length: 1_200 }, (_, n) => `s${n}`);
      const store = await withServices(...ids);
      await store.evaluations.write(ids.map((id) => writeOf(id, evaluationOf([checkOf('x', 'pass')]))));
      expect((await store.evaluations.of(ids)).size).toBe(1_200);
      expect((await store.evaluations.countsByRule('readiness')).get('x')?.pass).toBe(1_200);
    });
  });

  describe('sweeping', () => {
    test('digests say what an evaluation rests on, by service and scorecard', async () => {
      const { evaluations } = await withServices('a', 'b');
      const security = evaluationOf([], {}, { scorecard: 'security', inputDigest: 'ds', nextChangeAt: 9 });
      await evaluations.write([writeOf('a', evaluationOf([])), writeOf('a', security)]);
      const found = await evaluations.digests(['a', 'b']);
      expect(found.get('a')).toEqual(
        new Map([
          ['readiness', { inputDigest: 'digest', nextChangeAt: null }],
          ['security', { inputDigest: 'ds', nextChangeAt: 9 }],
        ]),
      );
      expect(found.has('b')).toBe(false);
    });

    test('due are the living services whose time has come, each once, earliest first', async () => {
      const store = await withServices('a', 'b', 'c', 'd', 'e');
      const at = (key: string, nextChangeAt: number | null, scorecard = 'readiness') =>
        writeOf(key, evaluationOf([], {}, { nextChangeAt, scorecard }));
      await store.evaluations.write([
        at('a', 30),
        at('b', 10),
        at('c', 31),
        at('d', null),
        at('e', 5),
        at('a', 20, 'x'),
      ]);
      await archive(store, 'e');
      expect(await store.evaluations.due(30, 10)).toEqual(['b', 'a']);
      expect(await store.evaluations.due(30, 1)).toEqual(['b']);
    });
  });

  describe('asking about a rule', () => {
    test('counts living services by outcome', async () => {
      const store = await withServices('a', 'b', 'c', 'gone');
      const both = (key: string, x: Parameters<typeof checkOf>[1], y: Parameters<typeof checkOf>[1]) =>
        writeOf(key, evaluationOf([checkOf('x', x), checkOf('y', y)]));
      await store.evaluations.write([
        both('a', 'pass', 'unknown'),
        both('b', 'fail', 'exempt'),
        both('c', 'fail', 'not_applicable'),
        both('gone', 'fail', 'pass'),
      ]);
      await archive(store, 'gone');
      expect(await store.evaluations.countsByRule('readiness')).toEqual(
        new Map([
          ['x', { ...NONE, pass: 1, fail: 2 }],
          ['y', { ...NONE, unknown: 1, exempt: 1, not_applicable: 1 }],
        ]),
      );
      expect(await store.evaluations.countsByRule('security')).toEqual(new Map());
    });

    test('names who has an outcome, longest first, a page at a time', async () => {
      const store = await withServices('a', 'b', 'c', 'd', 'gone');
      const failing = (key: string, since: number) =>
        writeOf(key, evaluationOf([checkOf('other', 'pass'), checkOf('x', 'fail', { since, reason: key })]));
      await store.evaluations.write([
        failing('a', 300),
        failing('b', 20),
        failing('d', 300),
        failing('gone', 1),
        writeOf('c', evaluationOf([checkOf('x', 'pass')])),
      ]);
      await archive(store, 'gone');
      const page = (offset: number, limit: number) =>
        store.evaluations.withOutcome('readiness', 'x', 'fail', { offset, limit });
      const all = await page(0, 10);
      expect(all.total).toBe(3);
      expect(all.items.map(({ row, check }) => [row.id, check.reason, check.since])).toEqual([
        ['b', 'b', 20],
        ['a', 'a', 300],
        ['d', 'd', 300],
      ]);
      expect((await page(1, 1)).items.map(({ row }) => row.id)).toEqual(['a']);
      expect(all.items[0]?.row.verdict?.scorecard).toBe('readiness');
    });

    test('nobody has an outcome for a rule that was never checked', async () => {
      const { evaluations } = await withServices('a');
      const page = { offset: 0, limit: 10 };
      expect(await evaluations.withOutcome('readiness', 'x', 'fail', page)).toEqual({ items: [], total: 0 });
    });

    test('rules of one name in two scorecards are two rules', async () => {
      const { evaluations } = await withServices('a');
      const security = evaluationOf(
        [checkOf('y', 'pass'), checkOf('x', 'fail')],
        {},
        { scorecard: 'security' },
      );
      await evaluations.write([writeOf('a', evaluationOf([checkOf('x', 'pass')])), writeOf('a', security)]);
      const failing = async (scorecard: string) =>
        (await evaluations.withOutcome(scorecard, 'x', 'fail', { offset: 0, limit: 1 })).total;
      expect(await failing('readiness')).toBe(0);
      expect(await failing('security')).toBe(1);
    });
  });

  describe('history', () => {
    test('is told newest first, and no further back than asked', async () => {
      const { evaluations } = await withServices('a', 'b');
      const [first, second] = [
        transitionOf({ at: 1 }),
        transitionOf({ at: 2, kind: 'level', rule: undefined, from: null }),
      ];
      const third = transitionOf({ at: 2 });
      await evaluations.write([
        writeOf('a', null, [first, second]),
        writeOf('b', null, [transitionOf()]),
        writeOf('a', null, [third]),
      ]);
      const found = await evaluations.history('a', 2);
      expect(found).toEqual([third, second]);
      expect(found[1]).not.toHaveProperty('rule');
    });

    test('keeps the check that an outcome ends, with its proof', async () => {
      const { evaluations } = await withServices('a');
      const passing = checkOf('owner', 'pass', {
        evidence: [{ path: 'service.owner', value: 'payments' }],
        since: 5,
      });
      await evaluations.write([writeOf('a', evaluationOf([passing, checkOf('other', 'pass')]))]);
      const failed = evaluationOf([checkOf('owner', 'fail'), checkOf('other', 'pass')]);
      await evaluations.write([writeOf('a', failed, [transitionOf({ rule: 'owner' })])]);
      expect((await evaluations.history('a', 1))[0]?.ended).toEqual([passing]);
    });

    test('keeps all checks of a scorecard that no longer applies', async () => {
      const { evaluations } = await withServices('a');
      const evaluation = evaluationOf([checkOf('x', 'pass'), checkOf('y', 'unknown')]);
      await evaluations.write([writeOf('a', evaluation)]);
      const ends = transitionOf({ kind: 'applies', rule: undefined, from: 'yes', to: null });
      await evaluations.write([writeOf('a', null, [ends])]);
      expect((await evaluations.history('a', 1))[0]?.ended).toEqual(evaluation.checks);
    });

    test('a first outcome ends nothing', async () => {
      const { evaluations } = await withServices('a');
      const first = transitionOf({ from: null });
      await evaluations.write([writeOf('a', evaluationOf([checkOf('owner', 'fail')]), [first])]);
      expect(await evaluations.history('a', 1)).toEqual([first]);
    });

    test('what failed from the first on fails since then, whatever nobody could tell in between', async () => {
      const { evaluations } = await withServices('a');
      const fails = evaluationOf([checkOf('owner', 'fail')]);
      const unknown = evaluationOf([checkOf('owner', 'unknown')]);
      const line = (at: number, from: string, to: string) => transitionOf({ at: NOW + at, from, to });
      await evaluations.write([writeOf('a', fails, [])]);
      await evaluations.write([writeOf('a', unknown, [line(1, 'fail', 'unknown')])]);
      await evaluations.write([writeOf('a', fails, [line(2, 'unknown', 'fail')])]);
      const since = fails.checks[0]?.since;
      expect(since).toBeLessThanOrEqual(NOW);
      expect((await evaluations.fallen(['a'], ['readiness/owner'])).get('a readiness/owner')).toEqual({
        last: null,
        since,
      });
    });

    test('tells which services changed since, and what rules were before they failed', async () => {
      const { evaluations } = await withServices('a', 'b');
      const line = (at: number, from: string | null, to: string, more = {}) =>
        transitionOf({ at: NOW + at, from, to, ...more });
      const fails = evaluationOf([checkOf('owner', 'fail')]);
      await evaluations.write([
        writeOf('a', fails, [
          line(1, 'fail', 'pass'),
          line(2, 'pass', 'unknown'),
          line(3, 'unknown', 'fail'),
          line(3, 'pass', 'fail', { rule: 'other' }),
          line(9, '70', '60', { kind: 'score', rule: undefined }),
        ]),
        writeOf('b', fails, [line(4, 'pass', 'exempt'), line(5, 'exempt', 'fail')]),
      ]);
      expect(await evaluations.fallen(['a', 'b'], ['readiness/owner'])).toEqual(
        new Map([
          ['a readiness/owner', { last: 'pass', since: NOW + 3 }],
          ['b readiness/owner', { last: 'exempt', since: NOW + 5 }],
        ]),
      );
      expect(await evaluations.fallen([], ['readiness/owner'])).toEqual(new Map());
      await evaluations.write([
        writeOf('a', fails, [line(6, 'fail', 'unknown'), line(7, 'unknown', 'fail')]),
        writeOf('b', fails, [line(6, 'fail', 'pass'), line(7, 'pass', 'fail')]),
      ]);
      // That nobody could tell for a while ends nothing; that it passed does.
      expect(await evaluations.fallen(['a', 'b'], ['readiness/owner'])).toEqual(
        new Map([
          ['a readiness/owner', { last: 'pass', since: NOW + 3 }],
          ['b readiness/owner', { last: 'pass', since: NOW + 7 }],
        ]),
      );
      expect((await evaluations.changedSince(NOW + 3)).toSorted()).toEqual(['a', 'b']);
      expect(await evaluations.changedSince(NOW + 8)).toEqual([]);
    });

    test('what was written once is never written over', async () => {
      const { evaluations } = await withServices('a');
      const line = transitionOf();
      await evaluations.write([writeOf('a', null, [line])]);
      await expect(
        evaluations.write([writeOf('a', null, [{ ...line, cause: 'rewritten' }])]),
      ).rejects.toThrow();
      expect(await evaluations.history('a', 9)).toEqual([line]);
    });
  });

  test('a snapshot has one row for each living service and scorecard, however often it is taken that day', async () => {
    const store = await withServices('a', 'b', 'gone', 'never');
    const security = evaluationOf([], {}, { scorecard: 'security' });
    await store.evaluations.write([
      writeOf('a', evaluationOf([checkOf('x', 'fail')])),
      writeOf('a', security),
      writeOf('b', evaluationOf([])),
      writeOf('gone', evaluationOf([])),
    ]);
    await archive(store, 'gone');
    expect(await store.evaluations.snapshot('2026-03-02', NOW)).toBe(3);
    expect(await store.evaluations.snapshot('2026-03-02', NOW + 1)).toBe(3);
    expect(await store.evaluations.snapshot('2026-03-03', NOW + 2)).toBe(3);
  });
});
