import { stripVTControlCharacters } from 'node:util';

/**
 * Foreign text for one line of a terminal. Control characters would move the cursor or retitle the window, and
 * direction overrides would make a line read as something else.
 */
export function plain(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
}

/** "1 check", "3 checks" */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WIDE =
  /^(\p{Emoji_Presentation}|.\ufe0f|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6])/u;

/** Columns that the text takes. Styled text counts as what is seen of it. */
export function columns(text: string): number {
  const seen = stripVTControlCharacters(text);
  if (/^[\x20-\x7e]*$/.test(seen)) return seen.length;
  return [...graphemes.segment(seen)].reduce((sum, { segment }) => sum + (WIDE.test(segment) ? 2 : 1), 0);
}

/** Fills up to the given columns with blanks. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** Breaks at blanks; a word longer than the line stays whole, so that addresses can be copied. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && columns(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** A paragraph behind a lead: `  ✗ title`, its further lines indented to where the first one's text begins. */
export function hanging(lead: string, text: string, width: number): string[] {
  const indent = columns(lead);
  return wrapped(text, width - indent).map((line, index) => (index === 0 ? lead : ' '.repeat(indent)) + line);
}
