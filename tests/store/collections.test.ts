import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import type { Collection, CollectorState } from '../../src/use-cases/collection-ports.ts';
import { onBothDatabases } from '../support/databases.ts';
import { changeOf, NOW, recordOf } from '../support/store-records.ts';

function collection(key: string, more: Partial<Collection> = {}): Collection {
  return {
    key,
    collector: 'github',
    dueAt: NOW,
    lastGoodAt: null,
    failedSince: null,
    failures: 0,
    ...more,
  };
}

onBothDatabases('collections', (database) => {
  async function withServices(...ids: string[]) {
    const store = await database.open();
    await store.catalog.apply(changeOf({ services: ids.map((id) => recordOf({ id }, { key: id })) }));
    return store;
  }

  const keysOf = (rows: readonly Collection[]) => rows.map(({ key }) => key);

  test('enrols every living service with each collector once, due at once', async () => {
    const { collections } = await withServices('a', 'b');
    expect(await collections.enrol(['git', 'github'], NOW)).toBe(4);
    expect(await collections.enrol(['git', 'github'], NOW + HOUR)).toBe(0);
    expect(await collections.due('git', NOW, 9)).toEqual([
      collection('a', { collector: 'git' }),
      collection('b', { collector: 'git' }),
    ]);
  });

  test('enrols what came since, and leaves the others as they are', async () => {
    const { catalog, collections } = await withServices('a');
    await collections.enrol(['github'], NOW);
    await collections.record([collection('a', { dueAt: NOW + DAY, lastGoodAt: NOW })]);
    await catalog.apply(changeOf({ services: [recordOf({ id: 'b' }, { key: 'b' })] }));
    expect(await collections.enrol(['github'], NOW + 5)).toBe(1);
    expect(keysOf(await collections.due('github', NOW + 5, 9))).toEqual(['b']);
  });

  test('forgets archived services, and collectors that are no longer there', async () => {
    const { catalog, collections } = await withServices('a', 'b');
    await collections.enrol(['git', 'github'], NOW);
    const archived = recordOf({ id: 'b' }, { key: 'b', archivedAt: NOW });
    await catalog.apply(changeOf({ services: [archived] }));
    expect(await collections.enrol(['github'], NOW)).toBe(0);
    expect(await collections.due('git', NOW, 9)).toEqual([]);
    expect(keysOf(await collections.due('github', NOW, 9))).toEqual(['a']);
    await collections.enrol([], NOW);
    expect(await collections.due('github', NOW, 9)).toEqual([]);
  });

  test('gives what is due, longest overdue first, as many as are asked for', async () => {
    const { collections } = await withServices('a', 'b', 'c', 'd');
    await collections.record([
      collection('a', { dueAt: NOW - 1 }),
      collection('b', { dueAt: NOW - 3 }),
      collection('c', { dueAt: NOW + 1 }),
      collection('d', { dueAt: NOW - 2 }),
      collection('c', { collector: 'git', dueAt: NOW - 9 }),
    ]);
    expect(keysOf(await collections.due('github', NOW, 9))).toEqual(['b', 'd', 'a']);
    expect(keysOf(await collections.due('github', NOW, 2))).toEqual(['b', 'd']);
  });

  test('keeps what became of an attempt, in place of what was', async () => {
    const { collections } = await withServices('a', 'b');
    await collections.enrol(['github'], NOW);
    const failed = collection('a', { dueAt: NOW + 5, lastGoodAt: NOW - 9, failedSince: NOW, failures: 3 });
    await collections.record([failed]);
    expect(await collections.of(['a', 'nobody'], ['github', 'git'])).toEqual([failed]);
    await collections.record([collection('a', { lastGoodAt: NOW })]);
    expect(await collections.of(['a'], ['github'])).toEqual([collection('a', { lastGoodAt: NOW })]);
  });

  test('hastens these services, with these collectors or all', async () => {
    const { collections } = await withServices('a', 'b');
    const later = { dueAt: NOW + DAY };
    await collections.record([
      collection('a', later),
      collection('b', later),
      collection('a', { collector: 'git', ...later }),
    ]);
    await collections.hasten(['a'], NOW, ['github']);
    expect(keysOf(await collections.due('github', NOW, 9))).toEqual(['a']);
    expect(await collections.due('git', NOW, 9)).toEqual([]);
    await collections.hasten(['a', 'b'], NOW);
    expect(keysOf(await collections.due('git', NOW, 9))).toEqual(['a']);
    expect(keysOf(await collections.due('github', NOW, 9))).toEqual(['a', 'b']);
  });

  test('hastening what is due already leaves a trace, and its place in the queue', async () => {
    const { collections } = await withServices('a', 'b');
    await collections.record([collection('a', { dueAt: NOW - 10 }), collection('b', { dueAt: NOW - 5 })]);
    await collections.hasten(['b'], NOW);
    expect((await collections.due('github', NOW, 9)).map(({ key, dueAt }) => [key, dueAt])).toEqual([
      ['a', NOW - 10],
      ['b', NOW - 6],
    ]);
  });

  test('brings forward what would be due too late', async () => {
    const { collections } = await withServices('a', 'b');
    await collections.record([
      collection('a', { dueAt: NOW + DAY }),
      collection('b', { dueAt: NOW + 5 }),
      collection('b', { collector: 'git', dueAt: NOW + DAY }),
    ]);
    await collections.noLaterThan('github', NOW + HOUR);
    const found = await collections.of(['a', 'b'], ['github', 'git']);
    expect(new Map(found.map(({ key, collector, dueAt }) => [`${key} ${collector}`, dueAt]))).toEqual(
      new Map([
        ['a github', NOW + HOUR],
        ['b github', NOW + 5],
        ['b git', NOW + DAY],
      ]),
    );
  });

  test('tries those again about which it failed', async () => {
    const { collections } = await withServices('a', 'b', 'c');
    const failing = { failedSince: NOW - 1, failures: 4 };
    await collections.record([
      collection('a', { dueAt: NOW + DAY, ...failing }),
      collection('b', { dueAt: NOW - DAY, ...failing }),
      collection('c', { dueAt: NOW + DAY, lastGoodAt: NOW }),
    ]);
    await collections.retryFailing('github', NOW);
    expect((await collections.due('github', NOW, 9)).map(({ key, dueAt }) => [key, dueAt])).toEqual([
      ['b', NOW - DAY],
      ['a', NOW],
    ]);
  });

  test('tells which services some collector was not asked about yet', async () => {
    const { collections } = await withServices('a', 'b', 'c', 'd');
    await collections.enrol(['git', 'github'], NOW);
    await collections.record([
      collection('a', { dueAt: NOW + 5, lastGoodAt: NOW }),
      collection('b', { dueAt: NOW + 5, lastGoodAt: NOW }),
      collection('b', { collector: 'git', dueAt: NOW + 5, failedSince: NOW, failures: 1 }),
      // Nothing to ask: neither good nor failed, and its time comes again.
      collection('c', { dueAt: NOW + 5 }),
      collection('c', { collector: 'git', dueAt: NOW + 5 }),
    ]);
    expect(await collections.unasked(['a', 'b', 'c'], NOW)).toEqual(new Set(['a']));
  });

  describe('the silence of a vendor', () => {
    test('is counted since its last answer', async () => {
      const { collections } = await withServices('a', 'b', 'c', 'd', 'e');
      await collections.enrol(['git', 'github'], NOW);
      await collections.record([
        collection('a', { failedSince: NOW - 50, failures: 9 }),
        collection('b', { failedSince: NOW - 5, failures: 1, lastGoodAt: NOW - 60 }),
        collection('c', { failedSince: NOW - 3, failures: 1, lastGoodAt: NOW - 60 }),
        collection('d', { lastGoodAt: NOW - 10 }),
        collection('e', { collector: 'git', failedSince: NOW - 99, failures: 1 }),
      ]);
      expect(await collections.silence('github', NOW - 10)).toEqual({
        newlyFailing: 2,
        failing: 3,
        asked: 4,
        since: NOW - 5,
      });
      expect(await collections.silence('github', null)).toMatchObject({ newlyFailing: 3, since: NOW - 50 });
    });

    test('is nothing for a collector that asks about nobody', async () => {
      const { collections } = await withServices('a');
      const nothing = { newlyFailing: 0, failing: 0, asked: 0, since: null };
      expect(await collections.silence('github', null)).toEqual(nothing);
    });
  });

  test('counts services, failures and what is due, by collector', async () => {
    const { collections } = await withServices('a', 'b', 'c');
    await collections.enrol(['git'], NOW + 1);
    await collections.record([
      collection('a', { dueAt: NOW + 9, lastGoodAt: NOW - 2 }),
      collection('b', { lastGoodAt: NOW - 7, failedSince: NOW - 1, failures: 2 }),
      collection('c'),
    ]);
    expect(await collections.tally(NOW)).toEqual(
      new Map([
        ['github', { services: 3, failing: 1, due: 2, lastGoodAt: NOW - 2 }],
        ['git', { services: 3, failing: 0, due: 0, lastGoodAt: null }],
      ]),
    );
  });

  test('keeps how each collector is', async () => {
    const { collections } = await withServices();
    const state: CollectorState = {
      collector: 'github',
      pausedUntil: NOW + 5,
      lastGoodAt: null,
      lastError: 'GitHub answers 502',
      lastErrorAt: NOW,
      outageSince: NOW - 5,
    };
    const git = { ...state, collector: 'git', outageSince: null };
    await collections.setStates([state, git]);
    await collections.setStates([{ ...state, pausedUntil: null }]);
    expect(await collections.states()).toEqual(
      new Map<string, CollectorState>([
        ['github', { ...state, pausedUntil: null }],
        ['git', git],
      ]),
    );
  });

  test('remembers for a collector what it keeps for itself', async () => {
    const { collections } = await withServices();
    await collections.remember(
      'github',
      new Map([
        ['x', 'old'],
        ['y', 'etag "1"'],
      ]),
      NOW,
    );
    await collections.remember('github', new Map([['x', 'new']]), NOW + 1);
    await collections.remember('git', new Map([['x', 'other']]), NOW);
    expect(await collections.remembered('github', ['x', 'y', 'z'])).toEqual(
      new Map([
        ['x', 'new'],
        ['y', 'etag "1"'],
      ]),
    );
  });

  test('takes each delivery of a vendor once, and forgets it after a week', async () => {
    const { collections } = await withServices();
    const first = (delivery: string, at: number) => collections.isFirstDelivery('github', delivery, at);
    expect(await first('one', NOW)).toBe(true);
    expect(await first('one', NOW + HOUR)).toBe(false);
    expect(await first('two', NOW + HOUR)).toBe(true);
    expect(await first('one', NOW + 8 * DAY)).toBe(true);
  });

  test('attempts about a service that is not there are refused', async () => {
    const { collections } = await withServices('a');
    await expect(collections.record([collection('nobody')])).rejects.toThrow(/foreign key/i);
  });
});
