import { describe, expect, test } from 'vitest';
import { composeDigest } from '../../src/domain/compose-digest.ts';
import type { DigestSources, Standing } from '../../src/domain/digest.ts';
import { DAY, WEEK } from '../../src/domain/instant.ts';
import type { Bar } from '../../src/domain/outcome.ts';

const NOW = Date.UTC(2026, 2, 9, 9);

function at(
  id: string,
  held: string | null,
  score: number | null,
  bar: Bar = 'met',
  version = 'v1',
): Standing {
  return { key: `key-${id}`, id, bar, primary: { held, score, version } };
}

function compose(now: readonly Standing[], before: readonly Standing[], more: Partial<DigestSources> = {}) {
  return composeDigest({
    name: 'Payments',
    team: 'payments',
    services: now.length,
    levels: ['bronze', 'silver', 'gold'],
    now,
    before: new Map(before.map((one) => [one.key, one])),
    since: '2026-03-02',
    failing: [],
    granted: [],
    ending: [],
    initiatives: [],
    unknown: { services: 0, reasons: [] },
    ends: NOW + WEEK,
    ...more,
  });
}

describe('levels', () => {
  test('are counted, with how many services moved into or out of each', () => {
    const { levels } = compose(
      [at('a', 'gold', 90), at('b', 'silver', 60), at('c', null, 10)],
      [at('a', 'silver', 70), at('b', 'silver', 60), at('c', 'bronze', 30)],
    );
    expect(levels.map(({ level, services, moved }) => [level?.id ?? null, services, moved])).toEqual([
      ['gold', 1, 1],
      ['silver', 1, -1],
      ['bronze', 0, -1],
      [null, 1, 1],
    ]);
  });

  test('of new services are counted, but are no movement', () => {
    const { levels, added, improved } = compose(
      [at('a', 'gold', 90), at('new', 'gold', 90)],
      [at('a', 'gold', 90)],
    );
    expect(levels[0]).toMatchObject({ services: 2, moved: 0 });
    expect(added).toEqual(['new']);
    expect(improved).toEqual([]);
  });

  test('are neither won nor lost where the primary scorecard says nothing of the service by now', () => {
    const now = { ...at('a', null, null), primary: null };
    const { levels, dropped } = compose([now], [at('a', 'gold', 90)]);
    expect(levels.every(({ moved }) => moved === 0)).toBe(true);
    expect(dropped).toEqual([]);
  });
});

describe('the score', () => {
  test('is the average, and how far those moved that were there before', () => {
    const { score } = compose(
      [at('a', 'gold', 90), at('b', 'gold', 71), at('new', null, 0)],
      [at('a', 'gold', 80), at('b', 'gold', 71)],
    );
    expect(score).toEqual({ now: 53, moved: 5 });
  });

  test('is not compared where the set that counts has changed', () => {
    const { score, rulesChanged, improved } = compose(
      [at('a', 'silver', 90, 'met', 'v2')],
      [at('a', 'silver', 40)],
    );
    expect(score).toEqual({ now: 90, moved: null });
    expect(rulesChanged).toBe(true);
    expect(improved).toEqual([]);
  });

  test('is neither 0 nor 100 where no rule counts', () => {
    expect(compose([at('a', null, null)], [at('a', null, 40)]).score).toEqual({ now: null, moved: null });
  });
});

describe('who moved', () => {
  const now = [
    at('two-up', 'gold', 90),
    at('one-up', 'silver', 70),
    at('bar-back', 'bronze', 40, 'met'),
    at('better', 'silver', 70),
    at('much-the-same', 'silver', 64),
    at('one-down', 'silver', 60, 'not_met'),
    at('bar-lost', 'gold', 95, 'not_met'),
    at('in-the-dark', 'gold', 95, 'unknown'),
  ];
  const before = [
    at('two-up', 'bronze', 40),
    at('one-up', 'bronze', 60),
    at('bar-back', 'bronze', 40, 'not_met'),
    at('better', 'silver', 60),
    at('much-the-same', 'silver', 60),
    at('one-down', 'gold', 90),
    at('bar-lost', 'gold', 95),
    at('in-the-dark', 'gold', 95),
  ];

  test('is told the furthest first, level before minimum bar before score', () => {
    const { improved, dropped } = compose(now, before);
    expect(improved.map(({ service }) => service)).toEqual(['two-up', 'one-up', 'bar-back', 'better']);
    expect(dropped.map(({ service, bar }) => [service, bar])).toEqual([
      ['one-down', 'lost'],
      ['bar-lost', 'lost'],
    ]);
  });

  test('of the minimum bar: what is not known any more is lost, but nobody dropped', () => {
    const { bar, unknown } = compose(now, before);
    expect(bar).toEqual({ met: 5, of: 8, unknown: 1, moved: -2 });
    expect(unknown.fresh).toBe(1);
  });
});

describe('a quiet week', () => {
  const same = [at('a', 'gold', 90), at('b', null, 10, 'not_met')];
  const initiative = {
    ...{ id: 'i', title: 'On-call', done: 1, open: 1, excused: 0, unknown: 0, fresh: 0 },
    deadline: NOW + 30 * DAY,
  };
  const exception = { service: 'a', titles: ['Coverage'], until: NOW + DAY, by: [] };

  test('is one in which nothing moved, whatever fails and however far initiatives are', () => {
    const failing = [{ rule: 'r/a', title: 'A', services: 2 }];
    expect(compose(same, same, { failing, initiatives: [initiative] }).quiet).toBe(true);
  });

  test.each<[string, Partial<DigestSources>]>([
    ['an exception was granted', { granted: [exception] }],
    ['an exception ends', { ending: [exception] }],
    ['an initiative came further', { initiatives: [{ ...initiative, fresh: 1 }] }],
    ['an initiative is due', { initiatives: [{ ...initiative, deadline: NOW + 6 * DAY }] }],
    [
      'labels ask less',
      { relabelled: [{ service: 'a', labels: [{ label: 'tier', from: 'tier-1', to: 'tier-2' }] }] },
    ],
    ['a service is new', { now: [...same, at('new', null, 0)] }],
    ['a service moved', { now: [at('a', 'silver', 90), at('b', null, 10, 'not_met')] }],
    [
      'a minimum bar can be told no more',
      { now: [at('a', 'gold', 90, 'unknown'), at('b', null, 10, 'not_met')] },
    ],
  ])('is over when %s', (_what, more) => {
    expect(compose(same, same, more).quiet).toBe(false);
  });

  test('is not the first one: there is nothing to compare with', () => {
    const { quiet, since, added, improved } = compose(same, []);
    expect({ quiet, since, added, improved }).toEqual({ quiet: false, since: null, added: [], improved: [] });
  });
});
