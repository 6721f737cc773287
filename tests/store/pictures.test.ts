import { describe, expect, test } from 'vitest';
import { DAY } from '../../src/domain/instant.ts';
import { daysLater } from '../../src/domain/local-date.ts';
import { thinnedDays } from '../../src/domain/thinned-days.ts';
import type { Store } from '../../src/store/open-store.ts';
import { onBothDatabases } from '../support/databases.ts';
import { changeOf, checkOf, evaluationOf, NOW, recordOf, writeOf } from '../support/store-records.ts';

onBothDatabases('pictures read', (database) => {
  async function withServices(...ids: string[]): Promise<Store> {
    const store = await database.open();
    await store.catalog.apply(
      changeOf({
        services: ids.map((id) => recordOf({ id, owner: id === 'b' ? 'search' : 'pay' }, { key: id })),
      }),
    );
    return store;
  }

  describe('the outcomes of many services', () => {
    test('in the order of the rules that were asked for, by id; null where one was not checked', async () => {
      const { evaluations } = await withServices('a', 'b');
      await evaluations.write([
        writeOf('b', evaluationOf([checkOf('x', 'fail'), checkOf('y', 'exempt')])),
        writeOf('a', evaluationOf([checkOf('y', 'unknown'), checkOf('x', 'pass')])),
        writeOf('a', evaluationOf([checkOf('x', 'fail')], {}, { scorecard: 'security' })),
      ]);
      expect(await evaluations.outcomesOf('readiness', ['y', 'x', 'new'], {})).toEqual([
        { ...row('a', 'pay'), outcomes: ['unknown', 'pass', null] },
        { ...row('b', 'search'), outcomes: ['exempt', 'fail', null] },
      ]);
    });

    test('of those that the filter lets through, that live, and of which a rule says something', async () => {
      const store = await withServices('a', 'b', 'c', 'd');
      await store.evaluations.write([
        writeOf('a', evaluationOf([checkOf('x', 'pass')])),
        writeOf('b', evaluationOf([checkOf('x', 'pass')])),
        writeOf('c', evaluationOf([checkOf('x', 'not_applicable')])),
        writeOf('d', evaluationOf([checkOf('x', 'pass')], { held: 'gold' })),
      ]);
      const ids = async (filter: Parameters<typeof store.evaluations.outcomesOf>[2]) =>
        (await store.evaluations.outcomesOf('readiness', ['x'], filter)).map(({ id }) => id);
      expect(await ids({})).toEqual(['a', 'b', 'd']);
      expect(await ids({ teams: ['search'] })).toEqual(['b']);
      expect(await ids({ level: 'gold' })).toEqual(['d']);
      await store.catalog.apply(
        changeOf({ services: [recordOf({ id: 'a' }, { key: 'a', archivedAt: NOW })] }),
      );
      expect(await ids({})).toEqual(['b', 'd']);
    });

    test('all of them, however many there are', async () => {
      const ids = Array.from({ length: 1_003 }, (_, nth) => `s${String(nth).padStart(4, '0')}`);
      const { evaluations } = await withServices(...ids);
      await evaluations.write(ids.map((id) => writeOf(id, evaluationOf([checkOf('x', 'pass')]))));
      const found = await evaluations.outcomesOf('readiness', ['x'], {});
      expect(found.map(({ id }) => id)).toEqual(ids);
    });
  });

  describe('the days of deploys', () => {
    test('of each service as they were kept last, others as they were', async () => {
      const { deploys } = await withServices('a', 'b');
      await deploys.keep([
        { serviceKey: 'a', days: ['2024-02-29', '2026-03-01'] },
        { serviceKey: 'b', days: ['2026-01-01'] },
      ]);
      await deploys.keep([{ serviceKey: 'a', days: ['2026-03-01', '2026-03-09'] }]);
      await deploys.keep([]);
      expect(await deploys.daysOf(['a', 'b', 'c'])).toEqual(
        new Map([
          ['a', ['2026-03-01', '2026-03-09']],
          ['b', ['2026-01-01']],
        ]),
      );
      expect(await deploys.daysOf([])).toEqual(new Map());
    });
  });

  /** Keeps this many days of `a` and `b`, whose scores and levels go up and down. */
  async function withDays(days: number): Promise<{ readonly store: Store; readonly first: string }> {
    const store = await withServices('a', 'b');
    const first = '2025-11-20';
    for (let nth = 0; nth < days; nth += 1) {
      const verdict = { held: nth % 9 < 4 ? 'bronze' : null, score: (nth * 37) % 101 };
      await store.evaluations.write([
        writeOf('a', evaluationOf([checkOf('x', 'pass')], verdict)),
        writeOf('b', evaluationOf([checkOf('x', 'fail')], { held: 'bronze', score: null })),
      ]);
      await store.evaluations.snapshot(daysLater(first, nth), NOW + nth * DAY);
    }
    return { store, first };
  }

  describe('how services moved', () => {
    test('counted by day and level, with the scores of those that have one', async () => {
      const { store, first } = await withDays(5);
      const rows = await store.evaluations.movement(['a', 'b'], 'readiness', daysLater(first, 3));
      const version = { scorecardVersion: 'v1' };
      expect(rows.toSorted((x, y) => `${x.day}${x.held}`.localeCompare(`${y.day}${y.held}`))).toEqual([
        { ...version, day: '2025-11-23', held: 'bronze', services: 2, scored: 1, scores: 10 },
        { ...version, day: '2025-11-24', held: 'bronze', services: 1, scored: 0, scores: 0 },
        { ...version, day: '2025-11-24', held: null, services: 1, scored: 1, scores: 47 },
      ]);
      expect(await store.evaluations.movement(['a'], 'security', first)).toEqual([]);
    });

    test('is drawn as one and the same line before and after history was made thinner', async () => {
      const { store, first } = await withDays(60);
      const line = async (before: string) => {
        const rows = await store.evaluations.movement(['a', 'b'], 'readiness', first);
        const byDay = Map.groupBy(rows, ({ day }) => day);
        return thinnedDays([...byDay.keys()], before).map((day) => byDay.get(day)?.toSorted(byLevel));
      };
      for (const boundary of [17, 20, 23, 24, 31, 45]) {
        const before = daysLater(first, boundary);
        const drawn = await line(before);
        await store.digests.compact(before);
        expect(await line(before)).toEqual(drawn);
      }
      const [kept] = await line(first);
      expect(kept).toBeDefined();
      expect((await store.evaluations.movement(['a'], 'readiness', first)).length).toBeLessThan(30);
    });
  });
});

function byLevel(a: { readonly held: string | null }, b: { readonly held: string | null }): number {
  return String(a.held).localeCompare(String(b.held));
}

function row(id: string, owner: string) {
  return { id, name: id, tier: 'tier-1', owner, system: null };
}
