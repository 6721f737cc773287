import { expect, test } from 'vitest';
import type { DigestRecord } from '../../src/use-cases/digest-ports.ts';
import type { Transition } from '../../src/use-cases/ports.ts';
import { onBothDatabases } from '../support/databases.ts';
import { changeOf, evaluationOf, NOW, recordOf, writeOf } from '../support/store-records.ts';

function record(more: Partial<DigestRecord> = {}): DigestRecord {
  const id = more.id ?? `d-${more.channel ?? '#a'}-${more.week ?? '2026-03-09'}`;
  return { channel: '#a', week: '2026-03-09', team: null, madeAt: 1, content: { a: [1] }, ...more, id };
}

onBothDatabases('digests', (database) => {
  test('are kept once for each channel and week', async () => {
    const { digests } = await database.open();
    expect(await digests.add(record())).toBe(true);
    expect(await digests.add(record({ id: 'other', madeAt: 2 }))).toBe(false);
    expect(await digests.add(record({ week: '2026-03-16' }))).toBe(true);
    expect(await digests.add(record({ channel: '#b' }))).toBe(true);
    expect(await digests.byId('d-#a-2026-03-09')).toEqual(record());
    expect(await digests.byId('other')).toBeUndefined();
  });

  test('are found by channel, the newest each', async () => {
    const { digests } = await database.open();
    for (const week of ['2026-03-16', '2026-03-09', '2025-12-29']) await digests.add(record({ week }));
    await digests.add(record({ channel: '#b' }));
    const latest = await digests.latest(['#a', '#b', '#nowhere']);
    expect([...latest].map(([channel, { week }]) => [channel, week]).toSorted()).toEqual([
      ['#a', '2026-03-16'],
      ['#b', '2026-03-09'],
    ]);
    expect(await digests.latest([])).toEqual(new Map());
  });

  test('have the settings that were chosen last', async () => {
    const { digests } = await database.open();
    const settings = { channel: '#a', off: false, day: 'fri', at: '16:00', parts: ['rules'] } as const;
    await digests.set({ ...settings, changedBy: 'Ana', changedAt: 1 });
    await digests.set({ ...settings, off: true, changedBy: 'Bo', changedAt: 2 });
    expect((await digests.settings(['#a', '#b'])).get('#a')).toMatchObject({ off: true, changedBy: 'Bo' });
    expect((await digests.settings(['#b'])).size).toBe(0);
  });

  /** A service whose level of each day is that day. */
  async function withDays(...days: string[]) {
    const store = await database.open();
    await store.catalog.apply(changeOf({ services: [recordOf({ id: 'a' }, { key: 'a' })] }));
    for (const day of days) {
      await store.evaluations.write([writeOf('a', evaluationOf([], { held: day }))]);
      await store.evaluations.snapshot(day, NOW);
    }
    const kept = async () => (await store.evaluations.movement(['a'], 'readiness', '')).map(({ day }) => day);
    return { digests: store.digests, kept };
  }

  test('find how things stood on a day, or on the last one before it that was kept', async () => {
    const { digests } = await withDays('2026-03-01', '2026-03-03');
    const heldOn = async (day: string, oldest: string) =>
      (await digests.snapshotsAt(['a', 'unknown'], day, oldest)).map(({ held }) => held);
    expect(await heldOn('2026-03-03', '2026-02-01')).toEqual(['2026-03-03']);
    expect(await heldOn('2026-03-02', '2026-02-01')).toEqual(['2026-03-01']);
    expect(await heldOn('2026-03-02', '2026-03-02')).toEqual([]);
  });

  test('add up the scores of days, of those services that have one', async () => {
    const store = await database.open();
    await store.catalog.apply(
      changeOf({ services: ['a', 'b', 'c'].map((id) => recordOf({ id }, { key: id })) }),
    );
    for (const [day, score] of [
      ['2026-03-01', 40],
      ['2026-03-08', 60],
    ] as const) {
      await store.evaluations.write([
        writeOf('a', evaluationOf([], { score })),
        writeOf('b', evaluationOf([], { score: score + 10 })),
        writeOf('c', evaluationOf([], { score: null }, { scorecardVersion: 'v2' })),
      ]);
      await store.evaluations.snapshot(day, NOW);
    }
    const on = (keys: readonly string[], ...days: string[]) =>
      store.digests.scoresOn(keys, 'readiness', days);
    const v1 = { scorecardVersion: 'v1', scored: 2 };
    expect(await on(['a', 'b'], '2026-03-08', '2026-03-02', '2026-03-01')).toEqual(
      expect.arrayContaining([
        { ...v1, day: '2026-03-01', scores: 90 },
        { ...v1, day: '2026-03-08', scores: 130 },
      ]),
    );
    expect(await on(['c'], '2026-03-08')).toEqual([
      { day: '2026-03-08', scorecardVersion: 'v2', scored: 0, scores: 0 },
    ]);
    expect(await on([], '2026-03-08')).toEqual([]);
    expect(await store.digests.scoresOn(['a'], 'another', ['2026-03-08'])).toEqual([]);
  });

  test('count how outcomes moved from an instant on, of the services that are asked about', async () => {
    const { catalog, evaluations, digests } = await database.open();
    const ids = ['a', 'b', 'c'];
    await catalog.apply(changeOf({ services: ids.map((id) => recordOf({ id }, { key: id })) }));
    const moved = (
      id: string,
      at: number,
      from: string,
      to: string,
      kind: 'outcome' | 'level' = 'outcome',
    ) => ({
      ...{ id, at, scorecard: 'readiness', rule: 'runbook', kind, from, to, cause: 'git' },
    });
    const write = (key: string, ...transitions: Transition[]) => ({
      ...writeOf(key, evaluationOf([])),
      transitions,
    });
    await evaluations.write([
      write(
        'a',
        moved('1', 9, 'fail', 'pass'),
        moved('2', 10, 'pass', 'fail'),
        moved('3', 11, 'x', 'y', 'level'),
      ),
      write('b', moved('4', 12, 'pass', 'fail'), moved('5', 13, 'fail', 'pass')),
      write('c', moved('6', 12, 'pass', 'fail')),
    ]);
    const found = await digests.outcomeMoves(['a', 'b'], 10);
    const rule = { scorecard: 'readiness', rule: 'runbook' };
    expect(found.toSorted((a, b) => b.times - a.times)).toEqual([
      { ...rule, from: 'pass', to: 'fail', times: 2 },
      { ...rule, from: 'fail', to: 'pass', times: 1 },
    ]);
    expect(await digests.outcomeMoves([], 0)).toEqual([]);
  });

  test('of days older than a quarter one a week is kept: its last, or the last that there is', async () => {
    const { digests, kept } = await withDays(
      ...['2026-03-02', '2026-03-05', '2026-03-08'], // a whole week, which ends on a Sunday
      ...['2026-03-09', '2026-03-12'], // the bot was down on its Sunday
      '2026-03-17',
      ...['2026-03-24', '2026-03-25', '2026-03-26'],
    );
    expect(await digests.compact('2026-03-26')).toBe(4);
    expect(await kept()).toEqual(['2026-03-08', '2026-03-12', '2026-03-17', '2026-03-25', '2026-03-26']);
    expect(await digests.compact('2026-03-26')).toBe(0);
    expect(await digests.compact('2026-03-30')).toBe(1);
    expect(await kept()).toEqual(['2026-03-08', '2026-03-12', '2026-03-17', '2026-03-26']);
  });
});
