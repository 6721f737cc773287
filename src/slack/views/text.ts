/**
 * All text that we did not write ourselves passes through here on its way to Slack: names, reasons, addresses.
 * `clean` makes it harmless wherever it stands, `clip` makes it short, `mrkdwn` makes it literal in mrkdwn.
 */

const ELLIPSIS = '…';
const NOTHING = '–';

/** Segmenters hold no state between calls; making one costs more than a card. */
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Words of western letters and our own marks with one blank between them and nothing that could begin a mention: what
 * almost every text is.
 */
const ORDINARY = /^[!-;=-?A-~À-ÿ·–‘’“”…→]+(?: [!-;=-?A-~À-ÿ·–‘’“”…→]+)*$/;

/** Each of these is a character of its own to a reader, beside whichever other of them. */
const SINGLE = /^[ -~À-ÿ·–‘’“”…→]*$/;

/**
 * One harmless line: nothing that reorders (RTL overrides), hides (zero-width, tags) or piles up (combining
 * marks), and nothing that could read as a mention, in any kind of Slack text. Empty becomes "–".
 */
export function clean(text: string): string {
  // Looking for what no such text holds takes a good part of the time that a card takes.
  if (ORDINARY.test(text)) return text;
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    // What is ignored in drawing: zero-width, bidirectional controls, tags, fillers; not joiners and emoji styles.
    .replace(/[\p{Default_Ignorable_Code_Point}--[\u200D\uFE0E\uFE0F]]/gv, '')
    // A joiner stays only where it makes one emoji of two.
    .replace(/(?<!\p{Extended_Pictographic}\p{M}?\p{Emoji_Modifier}?)\u200D/gu, '')
    .replace(/\u200D(?!\p{Extended_Pictographic})/gu, '')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .replace(/<(?=[!@#]|[a-z]+:)/gi, '‹')
    .replace(/@(?=(?:channel|here|everyone)\b)/gi, '＠')
    .replace(/\s+/g, ' ')
    .trim();
  return line === '' ? NOTHING : line;
}

/** At most `most` UTF-16 units, cut between what a reader sees as characters, with "…" where something went. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  if (SINGLE.test(text.slice(0, most)))
    return `${text.slice(0, Math.max(0, most - ELLIPSIS.length)).trimEnd()}${ELLIPSIS}`;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length + ELLIPSIS.length > most) break;
    kept += segment;
  }
  return `${kept.trimEnd()}${ELLIPSIS}`;
}

/**
 * Foreign text for `plain_text`, `rich_text` and button labels: clean, at most `most` units. Code marks mean nothing
 * there, so they become quotation marks.
 */
export function plain(text: string, most: number): string {
  return shortened(text, most).replace(/`([^`]+)`/g, '“$1”');
}

function shortened(text: string, most: number): string {
  // Nobody reads the end of a megabyte: what could be shown is in the beginning.
  return clip(clean(text.slice(0, 10 * most + 100)), most);
}

/**
 * Foreign text for mrkdwn, where it means nothing but itself. `&`, `<` and `>` have escapes; the marks of bold,
 * italic, strike and code have none, so they become their look-alikes. At most `5 × most` units.
 */
export function mrkdwn(text: string, most: number): string {
  return entities(plain(text, most)).replace(/[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (mark) => {
    return LOOK_ALIKES[mark] ?? mark;
  });
}

/** A whole sentence of ours (a `UserError`) that may hold foreign words: its code marks stay, mentions do not. */
export function sentence(text: string, most = 600): string {
  return entities(shortened(text, most));
}

const LOOK_ALIKES: Readonly<Record<string, string>> = { '*': '∗', '~': '∼', '`': 'ˋ', _: '＿' };

function entities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Longer addresses are left out: they cannot be shortened, and a few would fill a message. */
const LONGEST_URL = 400;

/** The address as it may stand in a link of ours, or null where it is none that a person should follow. */
export function safeUrl(url: string): string | null {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return null;
  // What a link's syntax is made of; the WHATWG parser leaves `|` as it is.
  const { href } = new URL(url);
  const encoded = href.replace(/[|<>\s]/g, encodeURIComponent);
  return encoded.length <= LONGEST_URL ? encoded : null;
}

/** `<url|label>`, or the label alone where the address is not fit to be followed. */
export function link(url: string, label: string, most = 40): string {
  const address = safeUrl(url);
  const shown = mrkdwn(label, most);
  return address === null ? shown : `<${address.replaceAll('&', '&amp;')}|${shown.replaceAll('|', '¦')}>`;
}

/** "1 check", "2 checks". */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

/** "a, b and 3 more". */
export function listed(items: readonly string[], most: number): string {
  const shown = items.slice(0, most);
  const rest = items.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
