import { ParseError, TypeError as TypeMistake } from '@marcbachmann/cel-js';
import { didYouMean } from '../nearest-word.ts';
import { ExpressionError, type ExpressionProblem } from './expression-error.ts';
import { FUNCTION_NAMES } from './function-names.ts';
import type { Language } from './language.ts';
import { DURATION, type Node, staticType, TIMESTAMP } from './syntax.ts';
import { yamlBite } from './yaml-bites.ts';

/** The library's finding as a problem in our words, with the nearest right name for a misspelt one. */
export function problemOf(error: unknown, source: string, language: Language): ExpressionProblem {
  if (error instanceof ExpressionError) return error.problem;
  const whole = { start: 0, end: source.length };
  if (!(error instanceof ParseError || error instanceof TypeMistake)) {
    return { message: 'it cannot be read', ...whole };
  }
  const { start, end } = error.range ?? whole;
  const remedy = yamlBite(source, error.code, error.summary) ?? foreignWord(source, start);
  const message = plainTypes(messageOf(error, language));
  return { message, start, end: Math.max(end, start), ...(remedy === undefined ? {} : { remedy }) };
}

function messageOf(error: ParseError | TypeMistake, language: Language): string {
  const { code, summary } = error;
  // Where the library attaches a node it is the one that its checker refused.
  const node = error.node as Node | undefined;
  if (code === 'unknown_variable') return unknownName(summary, language);
  if (code === 'no_such_key' && node !== undefined) return unknownField(node, summary, language);
  if (code === 'no_matching_overload') return noFunction(summary);
  if (code === 'no_such_overload') return noOperator(summary);
  if (code === 'invalid_macro_argument' && summary.startsWith('has()')) {
    return 'has() needs a field: `has(service.owner)`; for a key in quotes write `"key" in custom`';
  }
  return plainTokens(`${summary.charAt(0).toLowerCase()}${summary.slice(1)}`);
}

const TOKENS: Readonly<Record<string, string>> = {
  EOF: 'the end',
  RPAREN: '")"',
  LPAREN: '"("',
  RBRACKET: '"]"',
  LBRACKET: '"["',
  RBRACE: '"}"',
  LBRACE: '"{"',
  COLON: '":"',
  COMMA: '","',
  DOT: '"."',
  QUESTION: '"?"',
  IDENTIFIER: 'a name',
};

/** `expected ")", got the end` */
function plainTokens(message: string): string {
  return message.replaceAll(/\b[A-Z]{2,}\b/g, (token) => TOKENS[token] ?? token);
}

/** Other languages' operators, told in CEL's. */
function foreignWord(source: string, start: number): string | undefined {
  if (source[start] === '=') return 'Compare with "==".';
  const word = /^[a-z]+/.exec(source.slice(start))?.[0] ?? '';
  const sign = new Map([
    ['and', '&&'],
    ['or', '||'],
    ['not', '!'],
  ]).get(word);
  return sign === undefined ? undefined : `For "${word}" write "${sign}".`;
}

function unknownName(summary: string, { catalogue }: Language): string {
  const name = summary.slice(summary.indexOf(':') + 2);
  return `there are no facts called "${name}"${didYouMean(name, [...catalogue.keys(), 'now'])}`;
}

function unknownField(node: Node, summary: string, { fieldsByType }: Language): string {
  const name = summary.slice(summary.indexOf(':') + 2);
  const base = node.op === '.' || node.op === '[]' ? staticType(node.args[0]) : '';
  const fields = fieldsByType.get(base)?.map((field) => field.name) ?? [];
  return `${base === '' ? 'it' : base} has no field "${name}"${didYouMean(name, fields)}`;
}

function noFunction(summary: string): string {
  const [, receiver = '', name = '', given = ''] = /'(?:(.+)\.)?([^.(]+)\((.*)\)'$/.exec(summary) ?? [];
  if (!FUNCTION_NAMES.has(name)) return `there is no function "${name}"${didYouMean(name, FUNCTION_NAMES)}`;
  const types = [receiver, given].filter((part) => part !== '').join(', ');
  return `${name}() does not work with ${types === '' ? 'nothing' : types}`;
}

function noOperator(summary: string): string {
  const [, left, op, right] = /^no such overload: (.+) (\S+) (.+)$/.exec(summary) ?? [];
  if (left !== undefined) return `"${op}" does not work between ${left} and ${right}`;
  const [, sign, type] = /^no such overload: ([!-])(.+)$/.exec(summary) ?? [];
  return sign === undefined ? summary : `"${sign}" does not work on ${type}`;
}

function plainTypes(message: string): string {
  return message
    .replaceAll(TIMESTAMP, 'timestamp')
    .replaceAll(DURATION, 'duration')
    .replaceAll(/\bdyn\b/g, 'any');
}
