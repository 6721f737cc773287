import { describe, expect, test } from 'vitest';
import { drawable } from '../../src/pictures/drawable.ts';
import { heatMap } from '../../src/pictures/heat-map.ts';
import { trendChart } from '../../src/pictures/trend-chart.ts';
import { drawnTexts } from '../support/drawn-texts.ts';
import { glyphs } from '../support/glyphs.ts';
import { HOSTILE } from '../support/hostile.ts';
import { literalMap } from '../support/literal-map.ts';
import { literalTrend } from '../support/literal-trend.ts';

const KNOWN = glyphs();

function boxes(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => Array.from(text).some((one) => !KNOWN.has(one.codePointAt(0) ?? 0)));
}

test('whatever is let through has a glyph, in both weights', () => {
  const drawn: string[] = [];
  for (let code = 0x20; code < 0x20_000; code += 1) drawn.push(drawable(`a${String.fromCodePoint(code)}`));
  expect(boxes(drawn)).toEqual([]);
});

test.each([
  ['payments-api', 'payments-api'],
  ['Zahlungen für Größen über 80 % → “gut”', 'Zahlungen für Größen über 80 % → “gut”'],
  ['Πληρωμές Платежи Վճարում', 'Πληρωμές Платежи Վճարում'],
  ['🚀 Rockets', 'Rockets'],
  ['Team 👩🏽‍🚒 Fire', 'Team Fire'],
  ['Ａcme ﬁnance', 'Acme finance'],
  ['e\u0301te\u0301', 'été'],
  ['Z̸̡̛͕a̵l̴g̷o', 'Zalgo'],
  ['left\u202Eright\u200B', 'leftright'],
])('“%s” is drawn as “%s”', (text, drawn) => {
  expect(drawable(text, 'id')).toBe(drawn);
});

test.each(['決済サービス', 'Payments 決済', '결제', 'ชำระเงิน', '🚀', '', '  ', '—'])(
  '“%s” gives way to the id',
  (text) => {
    expect(drawable(text, 'payments')).toBe('payments');
  },
);

test('where no name can be drawn, its place stands for it', () => {
  expect(drawable('決済', '決済', 'team 3')).toBe('team 3');
});

describe('no box stands', () => {
  const FOREIGN = [...HOSTILE, ['characters of the East', '決済 결제 ชำระ'] as const];

  test.each(FOREIGN)('in a map, nor in a trend, whose words are %s', (_name, text) => {
    for (const size of [
      { services: 4, rules: 3 },
      { services: 3, rules: 18 },
    ]) {
      const map = literalMap(size);
      const foreign = {
        ...map,
        filter: text,
        scorecard: { id: text, name: text },
        columns: map.columns.map((one) => ({
          ...one,
          title: text,
          rule: text,
          level: `${text}${one.level}`,
        })),
        rows: map.rows.map((row) => ({ ...row, id: text, name: text })),
      };
      const words = drawnTexts(heatMap(foreign, 'light')).map((one) => one.words);
      expect(boxes(words)).toEqual([]);
      expect(words.filter((one) => one.trim() === '')).toEqual([]);
    }
    const trend = { ...literalTrend('team'), name: text, id: text, scorecard: { id: text, name: text } };
    const words = drawnTexts(trendChart(trend, 'dark')).map((one) => one.words);
    expect(boxes(words)).toEqual([]);
  });

  test('for a level of foreign characters, and levels stay apart', () => {
    const trend = literalTrend('team');
    const days = trend.days.map(({ levels: { gold = 0, silver = 0, bronze = 0, ...none }, ...day }) => ({
      ...{ ...day, levels: { ...none, 金: gold, 銀: silver, bronze } },
    }));
    const { svg } = trendChart({ ...trend, levels: ['bronze', '銀', '金'], days }, 'light');
    for (const words of ['Level 3 2 (▲2)', 'Level 2 6 (▲4)', 'Bronze 4']) expect(svg).toContain(`>${words}<`);
  });
});
