import { describe, expect, test } from 'vitest';
import type { Collected, ConfiguredCollector } from '../../../src/collectors/collector.ts';
import { type Bug, collectBatch } from '../../../src/collectors/running/collect-batch.ts';
import type { FactDocument } from '../../../src/domain/fact.ts';
import { NOW, occasion, service } from '../../support/collecting.ts';

const GOOD: FactDocument = {
  namespace: 'oncall',
  collector: 'pager',
  value: { escalation_levels: 2 },
  collectedAt: NOW - 1_000,
  unreadable: [],
  absent: [],
  error: null,
  failedAt: null,
};

const fresh = (absent: { path: string; reason: string }[] = []): Collected => ({
  namespace: 'oncall',
  fresh: { value: { escalation_levels: 2 }, collectedAt: NOW, unreadable: [], absent },
});

/** Tells this of each service; throws what it is given to throw. */
function collector(tell: (id: string) => readonly Collected[]): ConfiguredCollector & { asked: string[][] } {
  const asked: string[][] = [];
  return {
    asked,
    source: { collector: 'pager', fills: ['oncall'], configured: true, interval: 1, maxAge: 1 },
    vendor: 'Pager',
    most: 100,
    concurrency: 1,
    budget: () => ({}),
    validate: async () => [],
    async collect(all) {
      asked.push(all.map(({ service: { id } }) => id));
      return new Map(all.map(({ service: { id } }) => [id, tell(id)]));
    },
  };
}

async function run(
  pager: ConfiguredCollector,
  ids: readonly string[],
  previous: readonly FactDocument[] = [],
) {
  const bugs: Bug[] = [];
  const asked = ids.map((id) => ({ service: service({ id }), flags: [], previous }));
  const told = await collectBatch(pager, asked, { ...occasion(), onBug: (bug) => bugs.push(bug) });
  return { told, bugs };
}

const kindOf = async (results: readonly Collected[]) =>
  (
    await run(
      collector(() => results),
      ['a'],
    )
  ).told.get('a')?.result.kind;

describe('what came of a question', () => {
  test.each<[string, string, readonly Collected[]]>([
    ['the vendor answered', 'answered', [fresh()]],
    ['it answered without some field', 'answered', [fresh([{ path: 'now', reason: 'nobody' }])]],
    ['the service is not linked', 'nothing to ask', [fresh([{ path: '', reason: 'not linked' }])]],
    ['it is none of its business', 'nothing to ask', [{ namespace: 'oncall', silent: 'no pager' }]],
    ['one of two namespaces failed', 'failed', [fresh(), { namespace: 'slo', failed: '502' }]],
    ['it asks to wait', 'told to wait', [{ namespace: 'oncall', failed: 'later', notBefore: NOW + 1 }]],
  ])('%s: %s', async (_what, kind, results) => {
    expect(await kindOf(results)).toBe(kind);
  });

  test('names each reason once, and the latest time that it is to wait for', async () => {
    const pager = collector(() => [
      { namespace: 'oncall', failed: 'later', notBefore: NOW + 5 },
      { namespace: 'incidents', failed: 'later', notBefore: NOW + 9 },
    ]);
    expect((await run(pager, ['a'])).told.get('a')?.result).toEqual({
      kind: 'told to wait',
      reasons: ['later'],
      until: NOW + 9,
    });
  });
});

describe('where the vendor asks to wait', () => {
  const waiting = collector(() => [
    { namespace: 'oncall', failed: 'Pager asks us to wait', notBefore: NOW + 1 },
  ]);

  test('a good document is left as it is', async () => {
    expect((await run(waiting, ['a'], [GOOD])).told.get('a')?.documents).toEqual([]);
  });

  test('a good document of another collector does not count', async () => {
    const { told } = await run(waiting, ['a'], [{ ...GOOD, collector: 'other' }]);
    expect(told.get('a')?.documents).toMatchObject([{ value: null, error: 'Pager asks us to wait' }]);
  });

  test('where there never was a good one it is said why', async () => {
    const failing = {
      ...GOOD,
      value: null,
      collectedAt: null,
      error: 'Pager answers 502',
      failedAt: NOW - 9,
    };
    expect((await run(waiting, ['a'], [failing])).told.get('a')?.documents).toMatchObject([
      { value: null, collectedAt: null, error: 'Pager asks us to wait', failedAt: NOW - 9 },
    ]);
  });
});

describe('a service that we break on', () => {
  const broken = (...ids: string[]) =>
    collector((id) => {
      if (ids.includes(id)) throw new TypeError(`cannot read ${id}`);
      return [fresh()];
    });
  const ALL = Array.from({ length: 64 }, (_, nth) => `s${nth}`);

  test('is found with few questions, and only it fails', async () => {
    const pager = broken('s37');
    const { told, bugs } = await run(pager, ALL, [GOOD]);
    const failed = [...told].filter(([, { result }]) => result.kind === 'failed');
    expect(failed.map(([id]) => id)).toEqual(['s37']);
    expect(failed[0]?.[1].documents).toMatchObject([
      { value: { escalation_levels: 2 }, error: expect.stringContaining('Readybot broke') },
    ]);
    expect(bugs).toEqual([
      { collector: 'pager', services: ['s37'], cause: new TypeError('cannot read s37') },
    ]);
    expect(pager.asked).toHaveLength(13);
    expect([...told.keys()].toSorted()).toEqual(ALL.toSorted());
  });

  test('is not looked for where all break: that is no matter of one service', async () => {
    const pager = broken(...ALL);
    const { told, bugs } = await run(pager, ALL);
    expect(pager.asked).toHaveLength(3);
    expect(bugs).toMatchObject([{ services: ALL }]);
    expect([...told.values()].every(({ result }) => result.kind === 'failed')).toBe(true);
  });
});

test('when the process stops, nothing is told', async () => {
  const stop = new AbortController();
  const pager = collector(() => {
    stop.abort(new Error('stopping'));
    throw stop.signal.reason;
  });
  const asked = [{ service: service(), flags: [] }];
  const context = { ...occasion({ signal: stop.signal }), onBug: () => expect.unreachable() };
  await expect(collectBatch(pager, asked, context)).rejects.toThrow('stopping');
});
