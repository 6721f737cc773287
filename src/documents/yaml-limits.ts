import { Composer, type Document, Lexer, LineCounter, type ParsedNode, Parser } from 'yaml';
import type { Complaint } from './complaint.ts';

/** A megabyte holds some 2,000 services; more belongs in several files. */
export const LARGEST_FILE = 1_000_000;
const DEEPEST = 100;
const MOST_LEXEMES = 500_000;
/** Each of these costs an error or a look-up, so that a file made of them would block for seconds. */
const MOST_TAGS = 100;
const MOST_ALIASES = 1_000;
/** The lexer's mark before the text of a scalar, which may begin with anything. */
const SCALAR_FOLLOWS = '\u001f';

export type YamlRead = Document.Parsed<ParsedNode, true>;

export interface Composed {
  readonly documents: readonly YamlRead[];
  readonly lines: LineCounter;
  /** Why nothing was read. */
  readonly refusal?: Complaint;
}

/**
 * Parses all documents of a text, refusing early what would exhaust us: size, nesting, tags and aliases are
 * counted while the tokens go by, before anything recursive sees them.
 */
export function composeWithinLimits(text: string): Composed {
  const lines = new LineCounter();
  if (text.length > LARGEST_FILE) {
    const megabytes = (text.length / 1_000_000).toFixed(1);
    const message = `the file has ${megabytes} MB, and more than 1 MB is not read`;
    return { documents: [], lines, refusal: { offset: 0, message, remedy: 'Split it into several files' } };
  }
  const { tokens, refusal } = tokenise(text, lines);
  if (refusal !== undefined) return { documents: [], lines, refusal };
  // Duplicate keys are found by our own reading in linear time; the library compares each with each.
  const composer = new Composer({
    uniqueKeys: false,
    stringKeys: true,
    resolveKnownTags: false,
    logLevel: 'silent',
  });
  const documents = [...composer.compose(tokens)];
  // A composer without an explicit schema yields parsed documents; its declaration also allows built ones.
  return { documents: documents as unknown as YamlRead[], lines };
}

type Token = Parameters<Composer['next']>[0];

function tokenise(
  text: string,
  lines: LineCounter,
): { readonly tokens: Token[]; readonly refusal?: Complaint } {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: Token[] = [];
  const seen = { lexemes: 0, tags: 0, aliases: 0 };
  let before = '';
  for (const lexeme of new Lexer().lex(text)) {
    if (before !== SCALAR_FOLLOWS) count(seen, lexeme);
    before = lexeme;
    for (const token of parser.next(lexeme)) tokens.push(token);
    const message = excess(seen, parser.stack.length);
    if (message !== undefined) return { tokens, refusal: { offset: parser.offset, message } };
  }
  tokens.push(...parser.end());
  return { tokens };
}

function count(seen: { lexemes: number; tags: number; aliases: number }, lexeme: string): void {
  seen.lexemes += 1;
  if (lexeme.startsWith('!')) seen.tags += 1;
  if (lexeme.startsWith('*')) seen.aliases += 1;
}

function excess(
  seen: { readonly lexemes: number; readonly tags: number; readonly aliases: number },
  depth: number,
): string | undefined {
  if (depth > DEEPEST) return `the file nests deeper than ${DEEPEST} levels`;
  if (seen.tags > MOST_TAGS) return `the file has more than ${MOST_TAGS} tags (words that begin with "!")`;
  if (seen.aliases > MOST_ALIASES)
    return `the file has more than ${MOST_ALIASES} aliases (words that begin with "*")`;
  if (seen.lexemes > MOST_LEXEMES) return 'the file has more words than can be read at once';
  return undefined;
}
