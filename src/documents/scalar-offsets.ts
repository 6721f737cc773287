import type { Scalar } from 'yaml';

/**
 * Where an offset of a scalar's value stands in the text of its file.
 *
 * YAML folds lines, strips indentation and unescapes, yet keeps all characters that are no white space in
 * their order. So the value and its source are walked side by side, skipping white space in both.
 */
export function offsetInSource(scalar: Scalar, text: string, offset: number): number {
  const [start, end] = scalar.range ?? [0, 0];
  const value = String(scalar.value);
  let at = firstCharacter(scalar, text, start);
  for (let index = 0; index < value.length; ) {
    const character = String.fromCodePoint(value.codePointAt(index) ?? 0);
    const next = index + character.length;
    if (!isBlank(character)) {
      at = skipBlanks(scalar, text, at, end);
      if (offset < next) return at;
      at += sourceLength(scalar, text, at, character);
    } else if (offset < next) return at;
    index = next;
  }
  return at;
}

function firstCharacter({ type }: Scalar, text: string, start: number): number {
  if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') return start + 1;
  if (type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED') return text.indexOf('\n', start) + 1;
  return start;
}

function skipBlanks({ type }: Scalar, text: string, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const escaped = type === 'QUOTE_DOUBLE' && text[at] === '\\' ? escapeAt(text, at) : undefined;
    if (escaped === undefined ? !isBlank(text[at]) : !escaped.blank) break;
    at += escaped?.length ?? 1;
  }
  return at;
}

/** How many characters of the source stand for this one of the value. */
function sourceLength({ type }: Scalar, text: string, at: number, character: string): number {
  if (type === 'QUOTE_SINGLE' && character === "'") return 2;
  if (type === 'QUOTE_DOUBLE' && text[at] === '\\') return escapeAt(text, at).length;
  return character.length;
}

/** An escape of double quotes: `\n`, `\x20`, `\u0020`, or a line that goes on. */
function escapeAt(text: string, at: number): { readonly length: number; readonly blank: boolean } {
  const kind = text[at + 1] ?? '';
  const digits = { x: 2, u: 4, U: 8 }[kind];
  if (digits === undefined) return { length: 2, blank: /[\stnrvf_NLP]/.test(kind) };
  const code = Number.parseInt(text.slice(at + 2, at + 2 + digits), 16);
  return { length: 2 + digits, blank: code <= 0xffff && isBlank(String.fromCharCode(code)) };
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}
