import { describe, expect, test } from 'vitest';
import { heatMap } from '../../src/pictures/heat-map.ts';
import { trendChart } from '../../src/pictures/trend-chart.ts';
import { unlikeGolden } from '../support/golden.ts';
import { literalMap } from '../support/literal-map.ts';
import { literalTrend } from '../support/literal-trend.ts';

/** A cell of another colour is more than that. */
const TOLERATED = 0.0005;

const TEN = literalMap({ services: 10 });

/** As small and as large as organisations are; what is more than 60 rows groups itself. */
const MAPS = {
  'map-10': TEN,
  'map-60': literalMap({ services: 60 }),
  'map-500': literalMap({ services: 500, rules: 16 }),
  'map-2000': literalMap({ services: 2_000, rules: 16, teams: 90 }),
  'map-2000-tall': literalMap({ services: 2_000, rules: 50, teams: 40 }),
  'map-tall': literalMap({ services: 4, rules: 17 }),
} as const;

const TRENDS = { 'trend-team': literalTrend('team'), 'trend-service': literalTrend('service') } as const;

describe.each(['light', 'dark'] as const)('on a %s ground', (theme) => {
  test.each(Object.entries(MAPS))('%s looks as it did when somebody looked at it', (name, map) => {
    expect(unlikeGolden(`${name}-${theme}`, heatMap(map, theme))).toBeLessThan(TOLERATED);
  });

  test.each(Object.entries(TRENDS))('%s looks as it did when somebody looked at it', (name, trend) => {
    expect(unlikeGolden(`${name}-${theme}`, trendChart(trend, theme))).toBeLessThan(TOLERATED);
  });
});

test('one outcome that is another is seen', () => {
  const [first, ...rows] = TEN.rows;
  const none = { pass: 0, fail: 0, unknown: 0, exempt: 0, not_applicable: 0 };
  const flipped = first?.cells.with(0, { ...none, [first.cells[0]?.pass === 1 ? 'fail' : 'pass']: 1 }) ?? [];
  const other = { ...TEN, rows: first === undefined ? rows : [{ ...first, cells: flipped }, ...rows] };
  expect(unlikeGolden('map-10-light', heatMap(other, 'light'))).toBeGreaterThan(TOLERATED);
});
