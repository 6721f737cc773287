import type { FactField, FactType } from '../fact.ts';
import { didYouMean } from '../nearest-word.ts';
import { problemOf } from './check-error.ts';
import { checkWords } from './check-words.ts';
import { ExpressionError, refuse } from './expression-error.ts';
import type { Language } from './language.ts';
import { everyNode, type Node, staticType } from './syntax.ts';

const LONGEST = 10_000;

/**
 * Parses and type-checks a yes-or-no question over facts. Throws an {@link ExpressionError}.
 * The checker leaves the types that it found on the nodes.
 */
export function parseExpression(source: string, language: Language): Node {
  const ast = parseValue(source, language);
  const type = staticType(ast);
  if (type !== 'bool' && type !== 'dyn') {
    refuse(ast, `it is no yes or no but ${aOrAn(type)}: compare it with something`);
  }
  return ast;
}

/** The same for an expression that may give anything. */
export function parseValue(source: string, language: Language): Node {
  if (source.length > LONGEST)
    refuse({ start: LONGEST, end: source.length }, `it is longer than ${LONGEST} characters`);
  const ast = checked(source, language);
  for (const node of everyNode(ast)) checkHas(node, language);
  checkWords(ast, language.catalogue);
  return ast;
}

function checked(source: string, language: Language): Node {
  try {
    const parsed = language.environment.parse(source);
    const { valid, error } = parsed.check();
    if (!valid) throw error;
    return parsed.ast;
  } catch (error) {
    throw new ExpressionError(problemOf(error, source, language), { cause: error });
  }
}

/** The library checks only the first name inside of `has`, so that `has(vcs.typo)` would be false for ever. */
function checkHas(node: Node, language: Language): void {
  if (node.op !== 'call' || node.args[0] !== 'has') return;
  const [argument] = node.args[1];
  if (argument !== undefined) typeOfSelection(argument, language);
}

/** The type at the end of `a.b.c`; undefined = anything goes. Refuses a field that does not exist. */
function typeOfSelection(node: Node, language: Language): FactType | undefined {
  if (node.op !== '.') return rootType(node, language);
  const base = typeOfSelection(node.args[0], language);
  const name = node.args[1];
  if (base === undefined || base.kind === 'any') return undefined;
  if (base.kind === 'map') return base.of;
  const fields: readonly FactField[] = base.kind === 'object' ? base.fields : [];
  const field = fields.find((one) => one.name === name);
  const place = { start: node.end - name.length, end: node.end };
  if (field === undefined) {
    const known = didYouMean(
      name,
      fields.map((one) => one.name),
    );
    refuse(place, `${typeName(node.args[0])} has no field "${name}"${known}`);
  }
  return field.type;
}

/** The type that the checker found for a variable, as far as it has fields. */
function rootType(node: Node, { fieldsByType }: Language): FactType | undefined {
  const type = staticType(node);
  const fields = fieldsByType.get(type);
  if (fields !== undefined) return { kind: 'object', fields };
  if (type === 'dyn' || type.startsWith('map<')) return undefined;
  return { kind: 'string' };
}

function typeName(node: Node): string {
  return node.op === '.' ? `"${node.args[1]}"` : staticType(node);
}

function aOrAn(type: string): string {
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}
