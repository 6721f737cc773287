import { describe, expect, test } from 'vitest';
import type { Standing } from '../../src/domain/digest.ts';
import type { Bar } from '../../src/domain/outcome.ts';
import {
  type CardSources,
  comparedWords,
  composeReportCard,
  type PastRow,
  pastOf,
  periodBefore,
} from '../../src/domain/report-card.ts';

const VERSIONS = { versions: new Map([['readiness', 'v2']]), primary: 'readiness' };

function row(key: string, changes: Partial<PastRow> = {}): PastRow {
  return {
    ...{ key, scorecard: 'readiness', day: '2026-02-03', version: 'v2' },
    ...{ bar: 'met', held: 'bronze', score: 50, ...changes },
  };
}

function standing(key: string, held: string | null, score: number, bar: Bar = 'met'): Standing {
  return { key, id: `svc-${key}`, bar, primary: { held, score, version: 'v2' } };
}

function card(now: readonly Standing[], rows: readonly PastRow[], changes: Partial<CardSources> = {}) {
  const payments = { id: 'payments', name: 'Payments' };
  const ids = new Map(now.map(({ key, id }) => [key, id]));
  return composeReportCard({
    ...{ scope: { kind: 'organisation', name: 'Acme', id: null }, days: 30, at: 0, since: '2026-02-04', now },
    services: new Map(now.map(({ key }, nth) => [key, nth % 2 === 0 ? payments : null])),
    past: pastOf(rows, ids, VERSIONS),
    ...{ levels: ['bronze', 'silver'], rules: [], ...changes },
  });
}

describe('what is compared', () => {
  test('is who was judged by the same version of every scorecard', () => {
    const { comparable, otherRules } = pastOf([row('a'), row('b', { version: 'v1' })], new Map(), VERSIONS);
    expect([[...comparable.keys()], [...otherRules]]).toEqual([['a'], ['b']]);
  });

  test.each([
    ['has come since', [row('a')]],
    ['has gone since', [row('a'), row('a', { scorecard: 'security' }), row('a', { scorecard: 'old' })]],
  ])('is nobody of whom a scorecard %s', (_what, rows) => {
    const versions = new Map([
      ['readiness', 'v2'],
      ['security', 'v2'],
    ]);
    expect(pastOf(rows, new Map(), { ...VERSIONS, versions }).comparable.size).toBe(0);
  });

  test('is the newest day that was kept, over all scorecards', () => {
    const past = pastOf(
      [row('a', { score: 10, day: '2026-02-01', version: 'v1' }), row('a', { bar: 'not_met' })],
      new Map([['a', 'ledger']]),
      VERSIONS,
    );
    expect(past.comparable.get('a')).toEqual({
      ...{ key: 'a', id: 'ledger', bar: 'not_met' },
      primary: { held: 'bronze', score: 50, version: 'v2' },
    });
  });
});

describe('a report card', () => {
  test('tells the best, and who moved furthest', () => {
    const { top, improved, dropped, levels, compared } = card(
      [standing('a', 'silver', 100), standing('b', 'bronze', 70), standing('c', null, 20, 'not_met')],
      [row('a'), row('b', { score: 52 }), row('c')],
    );
    expect(top.map(({ id, score }) => [id, score])).toEqual([
      ['svc-a', 100],
      ['svc-b', 70],
      ['svc-c', 20],
    ]);
    expect(improved.map(({ service }) => service)).toEqual(['svc-a', 'svc-b']);
    expect(dropped).toMatchObject([{ service: 'svc-c', to: null, bar: 'lost', score: -30 }]);
    expect(levels.map(({ services, moved }) => [services, moved])).toEqual([
      [1, 1],
      [1, -2],
      [1, 1],
    ]);
    expect(compared).toBe(3);
  });

  test('claims no movement where rules are others than then, and says of how many', () => {
    const told = card(
      [standing('a', 'silver', 100), standing('b', 'silver', 100)],
      [row('a', { version: 'v1' })],
    );
    expect(told).toMatchObject({
      ...{ improved: [], score: { now: 100, moved: null }, bar: { moved: 0 } },
      ...{ compared: 0, otherRules: 1, added: 1, since: '2026-02-04' },
    });
    expect(told.levels.every(({ moved }) => moved === 0)).toBe(true);
    expect(comparedWords(told)).toBe(
      'Moved since 2026-02-04; 0 of 2 services compared: 1 is judged by other rules since, 1 has come since.',
    );
  });

  test('says so where nothing was kept', () => {
    const told = card([standing('a', 'silver', 100)], []);
    expect(told).toMatchObject({ since: null, added: 0 });
    expect(comparedWords(told)).toContain('nothing to compare with');
  });

  test('has each team with its own movement, most below the bar first', () => {
    const { teams } = card(
      [standing('a', 'bronze', 60), standing('b', null, 10, 'not_met'), standing('c', 'bronze', 60)],
      [row('a'), row('b', { score: 20 })],
    );
    expect(teams.map(({ name, services, score, bar }) => [name, services, score.moved, bar.met])).toEqual([
      ['No owner', 1, -10, 0],
      ['Payments', 2, 10, 2],
    ]);
  });

  test('tells rules that moved, the furthest first, and no others', () => {
    const rule = (id: string, moved: number) => ({ rule: id, title: id, failing: 3, moved });
    const { rules } = card([], [], { rules: [rule('a', 1), rule('b', 0), rule('c', -4)] });
    expect(rules.map((one) => one.rule)).toEqual(['c', 'a']);
  });
});

test('a period begins with a day of the organisation, so many before today', () => {
  const now = Date.parse('2026-03-31T23:30Z');
  expect(periodBefore(now, 'Europe/London', 30)).toEqual({
    day: '2026-03-02',
    from: Date.parse('2026-03-02T00:00Z'),
  });
});
