import { describe, expect, test } from 'vitest';
import { heatMap } from '../../src/pictures/heat-map.ts';
import { TITLE } from '../../src/pictures/heat-map-frame.ts';
import { heatMapLayout } from '../../src/pictures/heat-map-layout.ts';
import { textWidth } from '../../src/pictures/text-width.ts';
import { shareColour, THEMES } from '../../src/pictures/theme.ts';
import { drawnTexts, overlaps } from '../support/drawn-texts.ts';
import { literalMap } from '../support/literal-map.ts';

describe.each([
  { services: 1, rules: 1 },
  { services: 10, rules: 12 },
  { services: 8, rules: 40 },
  { services: 60, rules: 50 },
  { services: 500, rules: 50 },
  { services: 2_000, rules: 16 },
])('a map of $services services and $rules rules', (size) => {
  const map = literalMap(size);
  const drawn = heatMap(map, 'light');

  test('has labels that meet neither each other nor the edge', () => {
    const texts = drawnTexts(drawn);
    expect(texts.length).toBeGreaterThan(map.columns.length + map.rows.length);
    expect(texts.filter(({ left, right }) => left < 0 || right > drawn.width)).toEqual([]);
    expect(
      texts.filter(({ baseline, size: height }) => baseline < height || baseline > drawn.height),
    ).toEqual([]);
    expect(overlaps(texts)).toEqual([]);
  });

  test('has a symbol or a number in each cell, whatever its colour', () => {
    const cells = map.rows.length * map.columns.length;
    const legend = map.by === 'service' ? 5 : 3;
    const { svg } = drawn;
    const perCell = [...svg.matchAll(/<use xlink:href="#(?!c)/g)].length;
    expect(perCell).toBe(cells + legend);
    const defined = new Set(Array.from(svg.matchAll(/ id="([^"]+)"/g), ([, id]) => id));
    const used = new Set(Array.from(svg.matchAll(/href="#([^"]+)"/g), ([, id]) => id));
    expect([...used].filter((id) => !defined.has(id))).toEqual([]);
  });
});

test('many rules of few services run downwards, where a phone scrolls', () => {
  const tall = heatMap(literalMap({ services: 8, rules: 40 }), 'light');
  expect(tall.height).toBeGreaterThan(tall.width);
  expect(tall.width).toBeLessThan(700);
  const found = drawnTexts(tall).filter(({ words }) => words === '% ok');
  expect(found).toHaveLength(4);
});

test('says the level above its rules, how many are meant, when, and what the colours mean', () => {
  const { svg } = heatMap(literalMap({ services: 10 }), 'light');
  for (const words of [
    'Bronze',
    'Silver',
    'Gold',
    '10 services',
    '21 November 2026, 17:42 UTC',
    'by exception',
  ])
    expect(svg).toContain(words);
  expect(svg).toContain('The scorecard does not apply to 3 more.');
});

test('a scorecard’s long name ends within the picture', () => {
  const map = literalMap({ services: 10 });
  const scorecard = { id: 'x', name: 'Operational excellence '.repeat(9) };
  const { svg, width } = heatMap({ ...map, scorecard }, 'light');
  const [, title = ''] = />(Readiness · [^<]*…)</.exec(svg) ?? [];
  expect(title).toContain('Operational excellence');
  expect(textWidth(title, TITLE, true)).toBeLessThan(width);
});

test('what is too much for rows is grouped by itself, and says so', () => {
  const { svg } = heatMap(literalMap({ services: 500 }), 'light');
  expect(svg).toContain('500 services by team, grouped: 500 rows would not be readable');
  expect(heatMap(literalMap({ services: 500, by: 'tier' }), 'light').svg).not.toContain(
    'would not be readable',
  );
});

test('groups beyond sixty are counted, the weakest are drawn', () => {
  const map = literalMap({ services: 900, by: 'team', teams: 90 });
  expect(map.rows.length).toBeGreaterThan(60);
  const { rows, left } = heatMapLayout(map);
  expect(rows).toEqual(map.rows.slice(0, 60));
  expect(heatMap(map, 'light').svg).toContain(`${left} more teams are better than these and not drawn`);
});

test('foreign names are text and nothing else', () => {
  const map = literalMap({ services: 2, rules: 2 });
  const [first, ...rest] = map.rows;
  const hostile = '<text>&"\u0000\uD800';
  const rows = first === undefined ? [] : [{ ...first, name: hostile }, ...rest];
  const { svg } = heatMap({ ...map, rows, scorecard: { id: 'x', name: hostile } }, 'light');
  expect(svg).toContain('&lt;text&gt;&amp;&quot;');
  expect(svg).not.toContain('\u0000');
});

test('themes differ in colours only', () => {
  const map = literalMap({ services: 10 });
  const bare = (theme: 'light' | 'dark') => heatMap(map, theme).svg.replaceAll(/#[0-9a-f]{6}/g, '#');
  expect(bare('dark')).toBe(bare('light'));
});

test.each(['light', 'dark'] as const)(
  'numbers and symbols are read on every colour of the %s theme',
  (name) => {
    const theme = THEMES[name];
    const shares = Array.from({ length: 11 }, (_, step) => shareColour(theme, step * 10));
    for (const { fill, ink } of shares) expect(contrast(fill, ink)).toBeGreaterThan(4);
    // What a reader sees as a sign, not as text: https://www.w3.org/TR/WCAG22/#non-text-contrast
    const { not_applicable, ...signs } = theme.outcomes;
    for (const { fill, ink } of Object.values(signs)) expect(contrast(fill, ink)).toBeGreaterThan(3);
    expect(contrast(theme.background, theme.quiet)).toBeGreaterThan(4.5);
  },
);

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [bright = 0, dark = 0] = [one, other].map(luminance).toSorted((a, b) => b - a);
  return (bright + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
