import { emojiNamed } from './emoji.ts';
import { nestMarks, type Piece, startsWord } from './marks.ts';
import { safeUrl } from './safe-url.ts';
import { type Flow, type Inline, type TextStyle, textNodes } from './text-node.ts';

const STYLES: Record<string, TextStyle> = {
  '**': 'bold',
  __: 'bold',
  '*': 'italic',
  _: 'italic',
  '~~': 'strike',
};
/** Escape, code, link or image, emoji name, URL, mark, text. */
const TOKEN =
  /\\([!-/:-@[-`{-~])|`([^`]+)`|!?\[([^\]]{0,1000})\]\(([^()\s]{1,3000})\)|:([a-z0-9_+'-]{1,64}):|(https?:\/\/[^\s<>)]+)|(\*\*|__|~~|[*_])|[^\\`![:*_~h]+|./gsu;
const FENCE = /^ {0,3}```/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*)$/;
const ITEM = /^(\s*)(?:([-*+])|(\d{1,9})[.)])\s+(.*)$/;
const QUOTE = /^ {0,3}> ?/;
const TABLE_RULE = /^\|? *:?-+:? *(?:\| *:?-+:? *)*\|?$/;

type Taken = { flow: Flow; lines: number };

/** Parses the standard Markdown of Slack's `markdown` block, as far as Slack draws it. */
export function parseMarkdown(source: string): Flow[] {
  const flows: Flow[] = [];
  let lines = source.split('\n');
  while (lines.length > 0) {
    if (lines[0]?.trim() === '') {
      lines = lines.slice(1);
      continue;
    }
    const taken = takeFlow(lines);
    flows.push(taken.flow);
    lines = lines.slice(taken.lines);
  }
  return flows;
}

function takeFlow(lines: string[]): Taken {
  return (
    takeFence(lines) ??
    takeLine(lines) ??
    takeQuote(lines) ??
    takeTable(lines) ??
    takeList(lines) ??
    takeText(lines)
  );
}

function takeFence(lines: string[]): Taken | null {
  if (!FENCE.test(lines[0] ?? '')) return null;
  const end = lines.findIndex((line, index) => index > 0 && FENCE.test(line));
  const body = lines.slice(1, end < 0 ? undefined : end);
  const children = body.flatMap((line, index): Inline[] => [
    ...(index > 0 ? [{ kind: 'break' } as const] : []),
    ...textNodes(line),
  ]);
  return { flow: { kind: 'code-block', children }, lines: end < 0 ? lines.length : end + 1 };
}

function takeLine([line = '']: string[]): Taken | null {
  const heading = HEADING.exec(line);
  if (heading) {
    const [, marks = '', text = ''] = heading;
    return { flow: { kind: 'heading', level: marks.length, children: parseInline(text) }, lines: 1 };
  }
  return RULE.test(line) ? { flow: { kind: 'rule' }, lines: 1 } : null;
}

function takeQuote(lines: string[]): Taken | null {
  const count = countWhile(lines, (line) => QUOTE.test(line));
  if (count === 0) return null;
  const inner = lines.slice(0, count).map((line) => line.replace(QUOTE, ''));
  return { flow: { kind: 'quote', children: parseMarkdown(inner.join('\n')) }, lines: count };
}

function takeTable(lines: string[]): Taken | null {
  const [head = '', rule = ''] = lines;
  if (!head.includes('|') || !rule.includes('-') || !TABLE_RULE.test(rule.trim())) return null;
  const count = countWhile(lines, (line) => line.includes('|'));
  const rows = lines.slice(2, count).map(tableCells);
  return { flow: { kind: 'table', head: tableCells(head), rows }, lines: Math.max(count, 2) };
}

function tableCells(line: string): Inline[][] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => parseInline(cell.trim()));
}

/** Items of one kind and one indentation; a deeper one is a list of its own, drawn further in. */
function takeList(lines: string[]): Taken | null {
  const first = ITEM.exec(lines[0] ?? '');
  if (!first) return null;
  const [, space = '', bullet, number] = first;
  const belongs = (line: string) => {
    const item = ITEM.exec(line);
    return item !== null && item[1] === space && (item[2] === undefined) === (bullet === undefined);
  };
  const count = countWhile(lines, belongs);
  const items = lines.slice(0, count).map((line) => parseInline(taskMark(ITEM.exec(line)?.[4] ?? '')));
  const indent = Math.floor(space.replaceAll('\t', '  ').length / 2);
  const start = Number(number ?? 1);
  return { flow: { kind: 'list', ordered: bullet === undefined, start, indent, items }, lines: count };
}

function taskMark(item: string): string {
  return item.replace(/^\[ \] /, '☐ ').replace(/^\[[xX]\] /, '☑ ');
}

function takeText(lines: string[]): Taken {
  const [first = '', ...others] = lines;
  const more = countWhile(others, (line) => line.trim() !== '' && !startsFlow(line));
  const children = [first, ...others.slice(0, more)].flatMap((line, index): Inline[] => [
    ...(index > 0 ? [{ kind: 'break' } as const] : []),
    ...parseInline(line.trim()),
  ]);
  return { flow: { kind: 'paragraph', children }, lines: more + 1 };
}

function startsFlow(line: string): boolean {
  return [FENCE, RULE, HEADING, ITEM, QUOTE].some((pattern) => pattern.test(line));
}

function countWhile(lines: string[], test: (line: string) => boolean): number {
  const end = lines.findIndex((line) => !test(line));
  return end < 0 ? lines.length : end;
}

function parseInline(line: string): Inline[] {
  return nestMarks(line, pieces(line), STYLES);
}

function* pieces(line: string): Generator<Piece> {
  const scan = new RegExp(TOKEN);
  for (let match = scan.exec(line); match; match = scan.exec(line)) {
    const [whole, escaped, code, label, target, name, url, mark] = match;
    if (mark) yield { mark, at: match.index };
    else if (escaped) yield { nodes: [{ kind: 'text', text: escaped }] };
    else if (code) yield { nodes: [{ kind: 'code', children: [{ kind: 'text', text: code }] }] };
    else if (target) yield { nodes: linkNodes(label ?? '', target, whole) };
    else if (url && startsWord(line, match.index)) yield { nodes: linkNodes(url, url, whole) };
    else yield { nodes: [(name ? emojiNamed(name) : null) ?? { kind: 'text', text: whole }] };
  }
}

function linkNodes(label: string, target: string, written: string): Inline[] {
  const url = safeUrl(target);
  return url
    ? [{ kind: 'link', url, children: textNodes(label || target) }]
    : [{ kind: 'text', text: written }];
}
