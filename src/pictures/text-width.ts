/**
 * How wide text will be, without drawing it: labels that overlap are found before there is a picture. Widths are those
 * of DejaVu Sans, in thousandths of the font's size; a test compares them with what is drawn.
 */
const FIRST = 32;
const REGULAR = widths(
  '318 401 460 838 636 950 780 275 390 390 500 838 318 361 318 337 636 636 636 636 636 636 636 636 636 636 337 337 838 838 838 531 1000 684 686 698 770 632 575 775 752 295 295 656 557 863 748 787 603 787 695 635 611 732 684 989 685 611 685 390 337 390 838 500 500 613 635 550 635 615 352 635 634 278 278 579 278 974 634 612 635 635 411 521 392 634 592 818 592 592 525 636 337 636 838',
);
const BOLD = widths(
  '348 456 521 838 696 1002 872 306 457 457 523 838 380 415 380 365 696 696 696 696 696 696 696 696 696 696 400 400 838 838 838 580 1000 774 762 734 830 683 683 821 837 372 372 775 637 995 837 850 733 850 770 720 682 812 774 1103 771 724 725 457 365 457 838 500 500 675 716 593 716 678 435 716 712 343 343 665 343 1042 712 687 716 716 493 595 478 712 652 924 645 652 582 712 365 712 838',
);
/** As wide as the widest that the font has, so that nothing is taken for narrower than it is. */
const OTHER = 1_110;
/** By so much the widest accent stands out from its letter. */
const ACCENT = 100;
const ELLIPSIS = '…';
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function widths(text: string): readonly number[] {
  return text.split(' ').map(Number);
}

/** In the unit of `size`; never less than what is drawn. */
export function textWidth(text: string, size: number, bold = false): number {
  const table = bold ? BOLD : REGULAR;
  let thousandths = 0;
  for (const character of text) thousandths += widthOf(character, table);
  return (thousandths * size) / 1_000;
}

function widthOf(character: string, table: readonly number[]): number {
  const code = character.charCodeAt(0);
  if (code < 0xc0 || code > 0x17f) return table[code - FIRST] ?? OTHER;
  const letter = table[character.normalize('NFD').charCodeAt(0) - FIRST];
  return letter === undefined ? OTHER : letter + ACCENT;
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
