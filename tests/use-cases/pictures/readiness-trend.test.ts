import { beforeAll, describe, expect, test } from 'vitest';
import { DAY } from '../../../src/domain/instant.ts';
import { daysLater } from '../../../src/domain/local-date.ts';
import { openSmallHome, type SmallHome, START, somebody, viewerOf } from '../../support/small-home.ts';

const TODAY = '2026-03-04';
let home: SmallHome;
const ends: (() => unknown)[] = [];

/** Ten days kept of a home in which nothing moves, with a deploy and one to a place that is not production. */
beforeAll(async () => {
  home = await openSmallHome({}, (end) => void ends.push(end));
  const { store } = home.app;
  for (let ago = 9; ago >= 0; ago -= 1)
    await store.evaluations.snapshot(daysLater(TODAY, -ago), START - ago * DAY);
  const record = await store.catalog.find('payments-api');
  const deploy = (days: number, environment: string, status: string) => ({
    ...{ environment, status },
    at: new Date(START - days * DAY).toISOString(),
  });
  const recent = [
    deploy(2, 'production', 'succeeded'),
    deploy(3, 'production', 'failed'),
    deploy(4, 'staging', 'succeeded'),
    deploy(200, 'production', 'succeeded'),
  ];
  const told = { unreadable: [], absent: [], error: null, failedAt: null };
  const document = { namespace: 'deploys', collector: 'x', value: { recent }, collectedAt: START, ...told };
  await store.facts.save([{ key: record?.key ?? '', document }]);
  return async () => {
    for (const end of ends.toReversed()) await end();
  };
});

const trend = (words: string, viewer = somebody) => home.app.verbs.pictures.trend(viewer, words);

describe('a trend', () => {
  test('of a service has its score and level day by day, and its deploys to production', async () => {
    const found = await trend('payments-api');
    expect(found).toMatchObject({ kind: 'service', from: daysLater(TODAY, -90), to: TODAY });
    expect(found.days).toHaveLength(10);
    expect(found.days.at(-1)).toEqual({ day: TODAY, score: 100, levels: { silver: 1 } });
    expect(found.marks).toEqual([{ kind: 'deploy', at: START - 2 * DAY }]);
  });

  test('of a team or a system is that of its services together', async () => {
    const team = await trend('@payments');
    expect(team).toMatchObject({ kind: 'team', name: 'Payments', services: 2, words: '@payments' });
    expect(team.days.at(-1)).toEqual({ day: TODAY, score: 50, levels: { silver: 1, '': 1 } });
    expect(await trend('Store 30d')).toMatchObject({ kind: 'system', services: 3, words: 'store 30d' });
    expect((await trend('shop')).services).toBe(2);
  });

  test('begins where it is asked to, within what is sensible', async () => {
    expect((await trend('ledger 30d')).from).toBe(daysLater(TODAY, -30));
    expect((await trend('ledger 1d')).from).toBe(daysLater(TODAY, -7));
    expect((await trend('ledger 9999d')).from).toBe(daysLater(TODAY, -730));
  });

  test('of nothing that there is says what to type', async () => {
    await expect(trend('')).rejects.toThrow('Say of what');
    await expect(trend('30d')).rejects.toThrow('Say of what');
    await expect(trend('nobody')).rejects.toThrow('There is no service “nobody”');
  });

  test('is told to guests of their own team alone', async () => {
    const guest = { ...(await viewerOf(home.app, 'cy@acme.test')), guest: true };
    expect((await trend('finder', guest)).kind).toBe('service');
    for (const words of ['ledger', '@payments', 'store'])
      await expect(trend(words, guest)).rejects.toThrow('not a service of your team');
  });

  test('another version of the scorecard is marked on the day on which it came', async () => {
    const { store } = home.app;
    const key = (await store.catalog.find('ledger'))?.key ?? '';
    const [evaluation] = (await store.evaluations.of([key])).get(key) ?? [];
    if (evaluation === undefined) throw new Error('ledger was never judged');
    const next = { ...evaluation, scorecardVersion: 'next' };
    await store.evaluations.write([{ key, scorecard: 'readiness', evaluation: next, transitions: [] }]);
    await store.evaluations.snapshot(TODAY, START);
    expect((await trend('ledger')).marks).toEqual([{ kind: 'scorecard', day: TODAY }]);
  });
});
