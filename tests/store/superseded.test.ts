import { expect, test } from 'vitest';
import { onBothDatabases } from '../support/databases.ts';
import { changeOf, checkOf, evaluationOf, NOW, recordOf, writeOf } from '../support/store-records.ts';

onBothDatabases('what proved outcomes that stayed', (database) => {
  /** Services with what was superseded of them at these instants. */
  async function withSuperseded(...told: readonly (readonly [key: string, at: number, overWeek: boolean])[]) {
    const store = await database.open();
    const keys = [...new Set(told.map(([key]) => key))];
    await store.catalog.apply(changeOf({ services: keys.map((key) => recordOf({ id: key }, { key })) }));
    await store.evaluations.write(
      told.map(([key, at, overWeek]) => ({
        ...writeOf(key, evaluationOf([], {}, { evaluatedAt: at })),
        superseded: { checks: [provedAt(at)], overWeek },
      })),
    );
    const kept = async (key: string, after = 0) =>
      (await store.evaluations.supersededAfter(key, after)).map(({ at }) => at);
    return { store, kept };
  }

  function provedAt(at: number) {
    const evidence = [{ path: 'slo.met', value: at, collector: 'datadog', collectedAt: at - 1 }];
    return checkOf('slo', 'pass', { evidence, since: 1, valuesSince: 2 });
  }

  test('is told of one service, oldest first, with all that its checks said', async () => {
    const { store, kept } = await withSuperseded(['a', 30, false], ['a', 20, true], ['b', 25, false]);
    expect(await kept('a')).toEqual([20, 30]);
    expect(await kept('a', 20)).toEqual([30]);
    expect(await store.evaluations.supersededAfter('a', 20)).toEqual([
      { at: 30, scorecard: 'readiness', checks: [provedAt(30)] },
    ]);
  });

  test('of one instant is kept of every evaluation', async () => {
    const { kept } = await withSuperseded(['a', 30, false], ['a', 30, false]);
    expect(await kept('a')).toEqual([30, 30]);
  });

  test('goes when it is old, some at a time, but for what held over the end of a week', async () => {
    const { store, kept } = await withSuperseded(
      ['a', 10, false],
      ['a', 11, true],
      ['a', 12, false],
      ['b', 12, false],
      ['b', NOW, false],
    );
    expect(await store.evaluations.thinSuperseded(NOW, 2)).toBe(2);
    expect(await store.evaluations.thinSuperseded(NOW, 2)).toBe(1);
    expect(await store.evaluations.thinSuperseded(NOW, 2)).toBe(0);
    expect([await kept('a'), await kept('b')]).toEqual([[11], [NOW]]);
  });
});
