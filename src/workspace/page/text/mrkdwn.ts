import { parseControl } from './control.ts';
import { emojiNamed } from './emoji.ts';
import { unescapeEntities } from './entities.ts';
import { nestMarks, type Piece, startsWord } from './marks.ts';
import { safeUrl } from './safe-url.ts';
import { type Flow, type Inline, type TextStyle, textNodes, textWithBreaks } from './text-node.ts';

export type MrkdwnOptions = {
  /** As in Slack's text object: leave bare URLs alone. */
  verbatim?: boolean;
};

const STYLES: Record<string, TextStyle> = { '*': 'bold', _: 'italic', '~': 'strike' };
const FENCE = '```';
const SENTENCE_END = `.,;:!?)]}'"*_~`;
const QUOTE = /^(?:>>>|&gt;&gt;&gt;|>|&gt;) ?/;
const CONTROL = /<([^<>\n]{1,4000})>/;
/** Control sequence, code, emoji name, URL, mark, or text in which none of them begins. */
const TOKEN =
  /<([^<>\n]{1,4000})>|`([^`\n]+)`|:([a-z0-9_+'-]{1,64}:(?::skin-tone-[2-6]:)?)|(https?:\/\/[^\s<>|`]+)|([*_~])|[^<`:*_~h]+|./gsu;

/** Parses the text of a Slack message or of a `mrkdwn` text object. */
export function parseMrkdwn(source: string, options: MrkdwnOptions = {}): Flow[] {
  const flows: Flow[] = [];
  let rest = source;
  while (rest !== '') {
    const open = rest.indexOf(FENCE);
    const close = open < 0 ? -1 : rest.indexOf(FENCE, open + FENCE.length);
    const code = close < 0 ? '' : rest.slice(open + FENCE.length, close);
    if (code.trim() === '') return [...flows, ...parseLines(rest, options)];
    flows.push(...parseLines(rest.slice(0, open).replace(/\n$/, ''), options));
    flows.push({ kind: 'code-block', children: parseCode(code.replace(/^\n|\n$/g, '')) });
    rest = rest.slice(close + FENCE.length).replace(/^\n/, '');
  }
  return flows;
}

/** `plain_text`: line breaks and, unless switched off, emoji names; nothing else means anything. */
export function parsePlain(text: string, emoji = true): Inline[] {
  if (!emoji) return textWithBreaks(text);
  return text.split(/(:[a-z0-9_+'-]{1,64}:)/).flatMap((piece, index) => {
    const found = index % 2 === 1 ? emojiNamed(piece.slice(1, -1)) : null;
    return found ? [found] : textWithBreaks(piece);
  });
}

/** Lines, of which those behind `>` are a quotation; `>>>` quotes everything that follows. */
function parseLines(source: string, options: MrkdwnOptions): Flow[] {
  const flows: Flow[] = [];
  let quoteRest = false;
  for (const line of source === '' ? [] : source.split('\n')) {
    const mark = QUOTE.exec(line)?.[0] ?? '';
    const inline = parseInline(quoteRest ? line : line.slice(mark.length), options);
    appendLine(flows, inline, quoteRest || mark !== '');
    quoteRest ||= mark.startsWith('>>>') || mark.startsWith('&gt;&gt;&gt;');
  }
  return flows;
}

function appendLine(flows: Flow[], line: Inline[], quoted: boolean): void {
  const last = flows.at(-1);
  if (quoted && last?.kind === 'quote') {
    appendLine(last.children, line, false);
  } else if (quoted) {
    flows.push({ kind: 'quote', children: [{ kind: 'paragraph', children: line }] });
  } else if (last?.kind === 'paragraph') {
    last.children.push({ kind: 'break' }, ...line);
  } else {
    flows.push({ kind: 'paragraph', children: line });
  }
}

function parseInline(line: string, options: MrkdwnOptions): Inline[] {
  return nestMarks(line, pieces(line, options), STYLES);
}

/** A name between colons that is no emoji gives back all but its first colon: `10:30:tada:` ends in one. */
function* pieces(line: string, options: MrkdwnOptions): Generator<Piece> {
  const scan = new RegExp(TOKEN);
  for (let match: RegExpExecArray | null = scan.exec(line); match; match = scan.exec(line)) {
    const [whole, control, code, name, url, mark] = match;
    const emoji = name ? emojiNamed(name.slice(0, -1)) : null;
    if (mark) {
      yield { mark, at: match.index };
    } else if (control) {
      yield { nodes: [parseControl(control)] };
    } else if (code) {
      yield { nodes: [{ kind: 'code', children: parseCode(code) }] };
    } else if (emoji) {
      yield { nodes: [emoji] };
    } else if (name) {
      scan.lastIndex = match.index + 1;
      yield { nodes: [{ kind: 'text', text: ':' }] };
    } else if (url && !options.verbatim && startsWord(line, match.index)) {
      yield { nodes: autoLink(url) };
    } else {
      yield { nodes: [{ kind: 'text', text: unescapeEntities(whole) }] };
    }
  }
}

/** A bare URL, without the punctuation that ends its sentence. */
function autoLink(written: string): Inline[] {
  const text = unescapeEntities(written);
  const trimmed = text.slice(0, endOfUrl(text));
  const url = safeUrl(trimmed);
  if (!url) return [{ kind: 'text', text }];
  const link: Inline = { kind: 'link', url, children: [{ kind: 'text', text: trimmed }] };
  return [link, ...textNodes(text.slice(trimmed.length))];
}

function endOfUrl(text: string): number {
  let end = text.length;
  while (SENTENCE_END.includes(text[end - 1] ?? '-')) end -= 1;
  return end;
}

/** Inside code only links and mentions mean something. */
function parseCode(code: string): Inline[] {
  return code.split(CONTROL).flatMap((piece, index) => {
    return index % 2 === 1 ? [parseControl(piece)] : textWithBreaks(unescapeEntities(piece));
  });
}
