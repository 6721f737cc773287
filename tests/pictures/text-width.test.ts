import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { expect, test } from 'vitest';
import { fitName, fitText, textWidth, wrapText } from '../../src/pictures/text-width.ts';

const { resolve } = createRequire(import.meta.url);
const font = {
  loadSystemFonts: false,
  fontFiles: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => resolve(`dejavu-fonts-ttf/ttf/${file}`)),
  defaultFontFamily: 'DejaVu Sans',
};

function drawnWidth(text: string, bold: boolean): number {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9999" height="200"><text y="100" font-size="100" ${bold ? 'font-weight="bold"' : ''}>${text}</text></svg>`;
  return new Resvg(svg, { font }).getBBox()?.width ?? 0;
}

test.each([false, true])(
  'text is never drawn wider than it was measured, nor much narrower (bold: %s)',
  (bold) => {
    for (const text of [
      'payments-api',
      'Two on-call levels',
      'WWWWW',
      '0123456789',
      'Code coverage over 80 %',
      'Größen für Zürich',
      'Заказы и платежи',
      'Ζητήσεις',
    ]) {
      const measured = textWidth(text, 100, bold);
      const drawn = drawnWidth(text, bold);
      expect(drawn).toBeLessThanOrEqual(measured + 1);
      expect(drawn).toBeGreaterThan(measured * 0.85);
    }
  },
);

test.each([false, true])(
  'no letter of Latin, Greek or Cyrillic is wider than it was measured (bold: %s)',
  (bold) => {
    const codes = [
      [0x21, 0x7e],
      [0xa1, 0x17f],
      [0x386, 0x3ce],
      [0x400, 0x45f],
    ] as const;
    const letters = codes.flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, nth) => String.fromCharCode(first + nth)),
    );
    const narrow = letters
      .filter((letter) => /\p{L}/u.test(letter))
      .filter((letter) => {
        // Between two others: what stands out at the end of a text meets nothing.
        const drawn = drawnWidth(`n${letter}n`, bold) - drawnWidth('nn', bold);
        return drawn > textWidth(letter, 100, bold) + 1;
      });
    expect(narrow).toEqual([]);
  },
);

test('what the tables do not hold is taken for the widest that there is', () => {
  expect(textWidth('مراجعة→', 100)).toBeGreaterThanOrEqual(drawnWidth('مراجعة→', false));
});

test('a text that does not fit ends with “…”, between what a reader sees as characters', () => {
  expect(fitText('Rollback tried within 90 days', 13, 80)).toBe('Rollback t…');
  expect(fitText('fits', 13, 80)).toBe('fits');
  const fitted = fitText('👩🏽‍🚒👩🏽‍🚒👩🏽‍🚒', 10, 60);
  expect(fitted.replaceAll('👩🏽‍🚒', '')).toBe('…');
});

test('of a name the middle goes, since names of one family differ at their end', () => {
  const names = ['store-front-end-for-returning-customers-8', 'store-front-end-for-returning-customers-9'];
  const fitted = names.map((name) => fitName(name, 13, 150));
  expect(new Set(fitted).size).toBe(2);
  for (const name of fitted) expect(textWidth(name, 13)).toBeLessThanOrEqual(150);
});

test('lines break between words and none is too wide', () => {
  const lines = wrapText('one two three averyveryverylongwordthatfitsnowhere four', 13, 90);
  for (const line of lines) expect(textWidth(line, 13)).toBeLessThanOrEqual(90);
  expect(lines.join(' ')).toContain('one two');
});
