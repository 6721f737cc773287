import { expect, test } from 'vitest';
import { heatMap } from '../../src/pictures/heat-map.ts';
import { trendChart } from '../../src/pictures/trend-chart.ts';
import { unlikeGolden } from '../support/golden.ts';
import { literalMap } from '../support/literal-map.ts';
import { literalTrend } from '../support/literal-trend.ts';

/** A cell of another colour is more than that. */
const TOLERATED = 0.0005;

const SIX = literalMap({ services: 6, rules: 6 });
const GROUPED = literalMap({ services: 2_000, rules: 8, teams: 90 });

test.each([
  ['map-light', heatMap(SIX, 'light')],
  ['map-dark', heatMap(SIX, 'dark')],
  ['map-grouped-light', heatMap(GROUPED, 'light')],
  ['map-tall-dark', heatMap(literalMap({ services: 4, rules: 17 }), 'dark')],
  ['trend-team-light', trendChart(literalTrend('team'), 'light')],
  ['trend-service-dark', trendChart(literalTrend('service'), 'dark')],
])('%s looks as it did when somebody looked at it', (name, picture) => {
  expect(unlikeGolden(name, picture)).toBeLessThan(TOLERATED);
});

test('one outcome that is another is seen', () => {
  const [first, ...rows] = SIX.rows;
  const none = { pass: 0, fail: 0, unknown: 0, exempt: 0, not_applicable: 0 };
  const flipped = first?.cells.with(0, { ...none, [first.cells[0]?.pass === 1 ? 'fail' : 'pass']: 1 }) ?? [];
  const other = { ...SIX, rows: first === undefined ? rows : [{ ...first, cells: flipped }, ...rows] };
  expect(unlikeGolden('map-light', heatMap(other, 'light'))).toBeGreaterThan(TOLERATED);
});
