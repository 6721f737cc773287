import { describe, expect, test } from 'vitest';
import type { Collected, ConfiguredCollector } from '../../../src/collectors/collector.ts';
import type { Bug } from '../../../src/collectors/running/collect-batch.ts';
import type { FactDocument } from '../../../src/domain/fact.ts';
import { collectService } from '../../support/collect-service.ts';
import { NOW, occasion, service } from '../../support/collecting.ts';

function collector(
  name: string,
  collect: () => Promise<readonly Collected[]>,
  configured: ConfiguredCollector['source']['configured'] = true,
): ConfiguredCollector {
  return {
    source: { collector: name, fills: ['oncall', 'slo.breached'], configured, interval: 1, maxAge: 1 },
    vendor: name,
    most: 1,
    concurrency: 4,
    collect: async (asked) => {
      const told = await collect();
      return new Map(asked.map(({ service: { id } }) => [id, told]));
    },
    budget: () => ({}),
    validate: () => Promise.resolve([]),
  };
}

function fresh(namespace: string, value: FactDocument['value'] = {}): Collected {
  return { namespace, fresh: { value: value ?? {}, collectedAt: NOW, unreadable: [], absent: [] } };
}

const YESTERDAY = NOW - 86_400_000;
const LAST_GOOD: FactDocument = {
  namespace: 'oncall',
  collector: 'pager',
  value: { escalation_levels: 2 },
  collectedAt: YESTERDAY,
  unreadable: [{ path: 'now', reason: 'no permission' }],
  absent: [],
  error: null,
  failedAt: null,
};

async function run(collectors: readonly ConfiguredCollector[], previous: readonly FactDocument[] = []) {
  const bugs: Bug[] = [];
  const result = await collectService(service(), collectors, previous, {
    ...occasion(),
    flags: [],
    onBug: (bug) => bugs.push(bug),
  });
  return { ...result, bugs };
}

test('a fresh answer replaces the document and its error', async () => {
  const failing = { ...LAST_GOOD, error: 'Pager answers 403', failedAt: YESTERDAY };
  const pager = collector('pager', () => Promise.resolve([fresh('oncall', { escalation_levels: 1 })]));
  const { documents, trouble } = await run([pager], [failing]);
  expect(trouble).toEqual([]);
  expect(documents).toEqual([
    {
      namespace: 'oncall',
      collector: 'pager',
      value: { escalation_levels: 1 },
      collectedAt: NOW,
      unreadable: [],
      absent: [],
      error: null,
      failedAt: null,
      attemptedAt: NOW,
    },
  ]);
});

test('a failure leaves the last good document as it is, with the error beside it', async () => {
  const pager = collector('pager', () =>
    Promise.resolve([
      { namespace: 'oncall', failed: 'Pager answers 403' },
      { namespace: 'slo', failed: 'Pager answers 403' },
    ]),
  );
  const { documents, trouble } = await run([pager], [LAST_GOOD]);
  expect(documents).toEqual([
    { ...LAST_GOOD, error: 'Pager answers 403', failedAt: NOW, attemptedAt: NOW },
    {
      namespace: 'slo',
      collector: 'pager',
      value: null,
      collectedAt: null,
      unreadable: [],
      absent: [],
      error: 'Pager answers 403',
      failedAt: NOW,
      attemptedAt: NOW,
    },
  ]);
  expect(trouble).toEqual([{ collector: 'pager', reason: 'Pager answers 403' }]);
});

test('a bug of ours is told with its cause, while the other collectors go on', async () => {
  const cause = new TypeError('x is undefined');
  const broken = collector('broken', () => Promise.reject(cause));
  const pager = collector('pager', () => Promise.resolve([fresh('oncall')]));
  const { documents, bugs, trouble } = await run([broken, pager], [{ ...LAST_GOOD, collector: 'broken' }]);
  expect(bugs).toEqual([{ collector: 'broken', services: ['payments-api'], cause }]);
  expect(trouble).toEqual([{ collector: 'broken', reason: expect.stringContaining('Readybot broke') }]);
  expect(documents.map(({ collector, namespace, value }) => [collector, namespace, value])).toEqual([
    ['broken', 'oncall', { escalation_levels: 2 }],
    ['broken', 'slo', null],
    ['pager', 'oncall', {}],
  ]);
});

test('a failure that goes on is dated by the first of its attempts', async () => {
  const failing = { ...LAST_GOOD, error: 'Pager answers 503', failedAt: YESTERDAY };
  const failed = { namespace: 'oncall', failed: 'Pager answers 403' };
  const { documents } = await run([collector('pager', () => Promise.resolve([failed]))], [failing]);
  expect(documents).toEqual([{ ...failing, error: 'Pager answers 403', attemptedAt: NOW }]);
});

test('a collector that keeps its last good answer itself is believed', async () => {
  const hourAgo = NOW - 3_600_000;
  const lastGood = { value: { escalation_levels: 3 }, collectedAt: hourAgo, unreadable: [], absent: [] };
  const failed = { namespace: 'oncall', failed: 'Pager answers 403', failedAt: hourAgo, lastGood };
  const { documents } = await run([collector('pager', () => Promise.resolve([failed]))], [LAST_GOOD]);
  expect(documents).toEqual([
    { ...LAST_GOOD, ...lastGood, error: 'Pager answers 403', failedAt: hourAgo, attemptedAt: NOW },
  ]);
});

test('where a collector falls silent, what it said is no longer known, and not false', async () => {
  const silent = { namespace: 'oncall', silent: 'no pager is named' };
  const { documents, trouble } = await run(
    [collector('pager', () => Promise.resolve([silent]))],
    [LAST_GOOD],
  );
  expect(trouble).toEqual([]);
  expect(documents).toEqual([
    {
      namespace: 'oncall',
      collector: 'pager',
      value: null,
      collectedAt: null,
      unreadable: [{ path: '', reason: 'no pager is named' }],
      absent: [],
      error: null,
      failedAt: null,
      attemptedAt: NOW,
    },
  ]);
});

test('collectors that are not configured are not asked, and their documents are left alone', async () => {
  const pager = collector('pager', () => Promise.reject(new Error('asked')), { lacks: 'PAGER_TOKEN' });
  expect(await run([pager], [LAST_GOOD])).toEqual({ documents: [], trouble: [], bugs: [] });
});

test('when the process stops, nothing is to be saved', async () => {
  const stop = new AbortController();
  const pager = collector('pager', () => {
    stop.abort(new Error('stopping'));
    return Promise.reject(stop.signal.reason);
  });
  const never: never[] = [];
  const running = collectService(service(), [pager], [], {
    ...occasion({ signal: stop.signal }),
    flags: [],
    onBug: (bug) => never.push(bug as never),
  });
  await expect(running).rejects.toThrow('stopping');
  expect(never).toEqual([]);
});

describe('how many are asked at a time', () => {
  test('is bounded, and the documents keep the collectors’ order', async () => {
    let under = 0;
    let most = 0;
    const slow = ['a', 'b', 'c', 'd', 'e'].map((name, index) =>
      collector(name, async () => {
        under += 1;
        most = Math.max(most, under);
        // The first ones take the most turns, so that order is not that of ending.
        for (let turn = 0; turn < 10 - index; turn++) await Promise.resolve();
        under -= 1;
        return [fresh('oncall')];
      }),
    );
    const { documents } = await collectService(service(), slow, [], {
      ...occasion(),
      flags: [],
      concurrency: 2,
      onBug: () => {},
    });
    expect(most).toBe(2);
    expect(documents.map(({ collector: name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
