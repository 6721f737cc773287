/**
 * What the font of our pictures has no glyph for would stand there as a box. Fonts that know Chinese, Japanese and
 * Korean come from npm as hundreds of woff2 files of 5 to 77 MB, which resvg does not read
 * (https://github.com/thx/resvg-js/issues/359), so that such words give way to others that say the same: a display
 * name to its id.
 */

/** In both weights of DejaVu Sans, which a test compares with its files. Marks and invisible characters never count. */
const GLYPHS =
  /[[\u{20}-\u{7E}\u{A0}-\u{2E9}\u{370}-\u{525}\u{531}-\u{556}\u{561}-\u{587}\u{5D0}-\u{5EA}\u{621}-\u{63A}\u{641}-\u{64A}\u{660}-\u{66D}\u{6F0}-\u{6F9}\u{10D0}-\u{10FC}\u{1E00}-\u{1EFB}\u{1F00}-\u{1FFE}\u{2010}-\u{205E}\u{2070}-\u{2071}\u{2074}-\u{208E}\u{20A0}-\u{20B5}\u{2100}-\u{2109}\u{210B}-\u{2149}\u{2153}-\u{2184}\u{2190}-\u{22FF}\u{2500}-\u{2691}\u{2713}-\u{2718}]--[\p{M}\p{C}\p{Zl}\p{Zp}]]/v;

const LETTERS = /[\p{L}\p{N}]/u;
const MARKS = /\p{M}+/gu;

interface Sifted {
  readonly text: string;
  /** A letter or digit is gone: it is another word now. */
  readonly isMaimed: boolean;
}

/**
 * The first of these that can be drawn with all its letters and digits; what else has no glyph (emoji, marks, what
 * nobody sees) is left out. Where none can, what remains of the first that is more than nothing.
 */
export function drawable(text: string, ...instead: readonly string[]): string {
  const sifted = [text, ...instead].map(sift).filter((one) => LETTERS.test(one.text));
  return (sifted.find(({ isMaimed }) => !isMaimed) ?? sifted[0])?.text ?? '';
}

function sift(text: string): Sifted {
  let kept = '';
  let isMaimed = false;
  for (const character of text.normalize('NFC')) {
    const drawn = drawnAs(character);
    if (drawn === '' && LETTERS.test(character)) isMaimed = true;
    kept += drawn;
  }
  return { text: kept.replaceAll(/\s+/g, ' ').trim(), isMaimed };
}

/** The character, or what it is made of without its marks: "Ａ" as "A"; empty where neither has a glyph. */
function drawnAs(character: string): string {
  if (/\s/.test(character)) return ' ';
  if (GLYPHS.test(character)) return character;
  const parts = character.normalize('NFKD').replaceAll(MARKS, '');
  return parts !== '' && Array.from(parts).every((part) => GLYPHS.test(part)) ? parts : '';
}
