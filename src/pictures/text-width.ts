/** How wide text will be, without drawing it: labels that overlap are found before there is a picture. */
import { BOLD, REGULAR } from './glyph-widths.ts';

/** As wide as the widest of what the tables do not hold, so that nothing is taken for narrower than it is. */
const OTHER = 1_110;
const ELLIPSIS = '…';
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

const WIDTHS = { regular: widthsOf(REGULAR), bold: widthsOf(BOLD) } as const;

/** By code point. */
function widthsOf(tables: typeof REGULAR): ReadonlyMap<number, number> {
  return new Map(
    tables.flatMap(([first, widths]) =>
      widths.split(' ').map((width, nth) => [first + nth, Number(width) || OTHER] as const),
    ),
  );
}

/** In the unit of `size`; never less than what is drawn. */
export function textWidth(text: string, size: number, bold = false): number {
  const widths = bold ? WIDTHS.bold : WIDTHS.regular;
  let thousandths = 0;
  for (const character of text) thousandths += widths.get(character.codePointAt(0) ?? 0) ?? OTHER;
  return (thousandths * size) / 1_000;
}

/** The text, or as much of its beginning as is no wider than `most`, with "…". */
export function fitText(text: string, size: number, most: number, bold = false): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (textWidth(line, size, bold) <= most) return line;
  let kept = '';
  for (const { segment } of graphemes.segment(line)) {
    if (textWidth(kept + segment + ELLIPSIS, size, bold) > most) break;
    kept += segment;
  }
  return `${kept.trimEnd()}${ELLIPSIS}`;
}

/** The same, with what goes taken from the middle: names often differ at their end. */
export function fitName(name: string, size: number, most: number): string {
  const line = name.replace(/\s+/g, ' ').trim();
  if (textWidth(line, size) <= most) return line;
  const characters = Array.from(graphemes.segment(line), ({ segment }) => segment);
  const end = characters.slice(-KEPT_END).join('');
  return fitText(characters.slice(0, -KEPT_END).join(''), size, most - textWidth(end, size)) + end;
}

const KEPT_END = 6;

/** Lines no wider than `most`, broken between words. */
export function wrapText(text: string, size: number, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    const longer = `${last} ${word}`;
    if (last !== undefined && textWidth(longer, size) <= most) lines[lines.length - 1] = longer;
    else lines.push(fitText(word, size, most));
  }
  return lines;
}
