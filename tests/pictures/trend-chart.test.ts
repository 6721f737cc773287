import { expect, test } from 'vitest';
import { DAY } from '../../src/domain/instant.ts';
import { DAILY_FOR, thinnedDays } from '../../src/domain/thinned-days.ts';
import { trendChart } from '../../src/pictures/trend-chart.ts';
import { drawnTexts, overlaps } from '../support/drawn-texts.ts';
import { literalTrend } from '../support/literal-trend.ts';

const service = literalTrend('service');

test('deploys, exceptions and changes of the scorecard are marked, each kind with its sign and word', () => {
  const { svg } = trendChart(service, 'light');
  for (const words of ['deploy', 'exception in force', 'scorecard changed', 'Level held', 'Silver'])
    expect(svg).toContain(`>${words}<`);
  const bare = trendChart({ ...service, marks: [] }, 'light').svg;
  for (const words of ['deploy', 'exception in force', 'scorecard changed'])
    expect(bare).not.toContain(words);
});

test.each(['service', 'team'] as const)(
  'the labels of a %s’s trend meet neither each other nor the edge',
  (kind) => {
    const drawn = trendChart({ ...literalTrend(kind), name: 'A name '.repeat(30) }, 'dark');
    const texts = drawnTexts(drawn);
    expect(texts.filter(({ left, right }) => left < 0 || right > drawn.width)).toEqual([]);
    expect(overlaps(texts)).toEqual([]);
  },
);

test('a team’s levels are told with how they moved', () => {
  expect(trendChart(literalTrend('team'), 'light').svg).toContain('Gold 2 (▲2)');
});

test('the line is broken where there was no score', () => {
  const line = (days: typeof service.days) =>
    /<path d="([^"]+)" fill="none" stroke="#0072b2"/.exec(
      trendChart({ ...service, days }, 'light').svg,
    )?.[1] ?? '';
  expect(line(service.days).match(/M/g)).toHaveLength(2);
  expect(line(service.days.map((day) => ({ ...day, score: day.score ?? 50 }))).match(/M/g)).toHaveLength(1);
});

test('days without any score say so instead of drawing a line at nothing', () => {
  const days = service.days.map((day) => ({ ...day, score: null }));
  expect(trendChart({ ...service, days }, 'light').svg).toContain('No score has been kept of these days.');
});

test('of older weeks the last day is drawn, of the last quarter each', () => {
  const days = ['2026-01-05', '2026-01-07', '2026-01-11', '2026-01-12', '2026-01-13', '2026-01-14'];
  expect(thinnedDays(days, '2026-01-14')).toEqual(['2026-01-11', '2026-01-13', '2026-01-14']);
  expect(thinnedDays(days, '2026-01-01')).toEqual(days);
  expect(DAILY_FOR).toBeGreaterThan(91);
});

test('levels meet on whole pixels, so that no seam is seen between them', () => {
  const { svg } = trendChart(literalTrend('team'), 'light');
  const strip = Array.from(
    svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="[\d.]+" fill=/g),
  );
  expect(strip.length).toBeGreaterThan(10);
  for (const [, x, width] of strip) expect(`${x} ${width}`).not.toContain('.');
});

test('a year tells of which years its ends are, and deploys of every day do not stand on each other', () => {
  const deploys = Array.from({ length: 365 }, (_, nth) => ({
    kind: 'deploy' as const,
    at: Date.parse('2025-11-22') + nth * DAY,
  }));
  const drawn = trendChart({ ...service, from: '2025-11-22', marks: deploys }, 'light');
  expect(drawn.svg).toContain('22 Nov 2025 to 21 Nov 2026');
  expect(trendChart(service, 'light').svg).toContain('23 Aug to 21 Nov<');
  const triangles = Array.from(drawn.svg.matchAll(/<path d="M([\d.]+) [\d.]+l5 8h-10z"/g), ([, x]) =>
    Number(x),
  );
  // The last one is the legend's.
  const marks = triangles.slice(0, -1);
  expect(marks.length).toBeGreaterThan(45);
  for (const [nth, x] of marks.entries()) expect(x - (marks[nth - 1] ?? 0)).toBeGreaterThan(10);
});
