import type { FactCatalogue } from '../fact.ts';
import { refuse } from './expression-error.ts';
import { call, FUNCTIONS, worstOf } from './functions.ts';
import { existsOne, filter, quantifier, transform } from './macros.ts';
import { matching } from './matching.ts';
import { parseMoment, parseSpan } from './moments.ts';
import * as operators from './operators.ts';
import type { Program } from './program.ts';
import { fact, field, indexed, local, presence, type Reading } from './selection.ts';
import { stop } from './stop.ts';
import { type Macro, macroOf, type Node, pathOf, sourceOf, staticType, TIMESTAMP, textOf } from './syntax.ts';
import { span } from './values.ts';

/** Where a compilation finds its names. */
export interface Scope {
  readonly catalogue: FactCatalogue;
  /** The slot of a fact path, made on first use. */
  readonly slot: (path: readonly [string, ...string[]]) => number;
  /** Macro variables and their places in `frame.locals`. */
  readonly locals: ReadonlyMap<string, number>;
  /** Every part's own program, from which explanations are drawn. */
  readonly programs: Map<Node, Program>;
}

/** Deeper nested macros would multiply the steps. */
const DEEPEST_NESTING = 3;

/** Turns a checked expression into a program. Throws an {@link ExpressionError} for what we do not support. */
export function compileExpression(node: Node, scope: Scope): Program {
  const program = compile(node, scope);
  scope.programs.set(node, program);
  return program;
}

function compile(node: Node, scope: Scope): Program {
  const part = (inner: Node) => compileExpression(inner, scope);
  switch (node.op) {
    case 'value':
      return constant(node.args, node);
    case 'id':
    case '.':
    case '[]':
      return selection(node, scope);
    case '&&':
      return operators.logical(part(node.args[0]), part(node.args[1]), false);
    case '||':
      return operators.logical(part(node.args[0]), part(node.args[1]), true);
    case '!_':
      return operators.not(part(node.args));
    case '-_':
      return operators.negative(part(node.args), staticType(node.args) === 'int');
    case '?:':
      return operators.choose(part(node.args[0]), part(node.args[1]), part(node.args[2]));
    case '==':
    case '!=':
      return operators.equality(part(node.args[0]), part(node.args[1]), node.op === '==');
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(node.op, node.args, part);
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return operators.arithmetic(part(node.args[0]), part(node.args[1]), node.op, node.args.every(isWhole));
    case 'in':
      return keyOfFact(node.args, scope) ?? operators.membership(part(node.args[0]), part(node.args[1]));
    case 'list':
      return list(node.args.map(part));
    case 'map':
      return map(node.args.map(([key, value]) => [part(key), part(value)] as const));
    case 'call':
      return plainCall(node, node.args[0], node.args[1], scope);
    case 'rcall':
      return method(node, node.args[0], [node.args[1], ...node.args[2]], scope);
    default:
      return refuse(node, `"${node.op}" is not supported`);
  }
}

function isWhole(node: Node): boolean {
  return staticType(node) === 'int';
}

function constant(value: unknown, node: Node): Program {
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) refuse(node, 'the number is too big');
    return () => number;
  }
  if (typeof value === 'object' && value !== null)
    refuse(node, 'bytes and unsigned numbers are not supported');
  return () => value;
}

function comparison(
  op: operators.Comparison,
  [left, right]: readonly [Node, Node],
  part: (node: Node) => Program,
): Program {
  const against = part(right);
  const value = right.op === 'value' ? right.args : undefined;
  if (typeof value === 'bigint' || typeof value === 'number')
    return operators.comparisonWith(part(left), Number(value), op);
  return operators.comparison(part(left), against, op);
}

/** The path, when it begins with facts and not with a macro's variable or the time. */
export function factPathOf(node: Node, locals: Scope['locals']): readonly [string, ...string[]] | null {
  const path = pathOf(node);
  return path === null || path[0] === 'now' || locals.has(path[0]) ? null : path;
}

function selection(node: Extract<Node, { op: 'id' | '.' | '[]' }>, scope: Scope): Program {
  const path = factPathOf(node, scope.locals);
  if (path !== null) {
    // The checker knows further names (`int`, `cel`) for what we leave out.
    if (!scope.catalogue.has(path[0])) refuse(node, `"${path[0]}" is not supported`);
    return fact(scope.slot(path));
  }
  const reading = readingOf(node);
  if (node.op === 'id') {
    const index = scope.locals.get(node.args);
    return index === undefined ? (frame) => frame.now : local(index, reading);
  }
  const base = compileExpression(node.args[0], scope);
  if (node.op === '.') return field(base, node.args[1], sourceOf(node), reading);
  return indexed(base, compileExpression(node.args[1], scope), sourceOf(node), reading);
}

function readingOf(node: Node): Reading {
  const type = staticType(node);
  return { moment: type === TIMESTAMP, typed: type !== 'dyn' };
}

/** `"key" in custom` is `has` for keys that are no names: it reads that one fact, not all of `custom`. */
function keyOfFact([left, right]: readonly [Node, Node], scope: Scope): Program | null {
  const key = textOf(left);
  const path = factPathOf(right, scope.locals);
  if (key === null || path === null || !staticType(right).startsWith('map<')) return null;
  return presence(fact(scope.slot([...path, key])));
}

function list(entries: readonly Program[]): Program {
  return (frame) => {
    const values = entries.map((entry) => entry(frame));
    return worstOf(values) ?? values;
  };
}

const BAD_KEY = stop('error', 'the keys of a map must be different texts');

function map(entries: readonly (readonly [Program, Program])[]): Program {
  return (frame) => {
    const pairs = entries.map(([key, value]) => [key(frame), value(frame)] as const);
    const stopped = worstOf(pairs.flat());
    if (stopped !== null) return stopped;
    const keys = new Set(pairs.map(([key]) => key));
    if (keys.size < pairs.length || [...keys].some((key) => typeof key !== 'string')) return BAD_KEY;
    return Object.fromEntries(pairs);
  };
}

function plainCall(node: Node, name: string, operands: readonly Node[], scope: Scope): Program {
  const [first] = operands;
  const part = (inner: Node) => compileExpression(inner, scope);
  if (name === 'has' && first !== undefined) return presence(part(first));
  const literal = first === undefined ? null : textOf(first);
  if (literal !== null && first !== undefined) {
    if (name === 'duration') return literalSpan(literal, first);
    if (name === 'timestamp') return literalMoment(literal, first);
  }
  return callOf(node, name, operands.map(part));
}

function literalSpan(text: string, node: Node): Program {
  const length = parseSpan(text);
  if (length === undefined)
    return refuse(node, `"${text}" is no duration`, 'Write it like "90m", "12h", "7d" or "2w".');
  const value = span(length);
  return () => value;
}

function literalMoment(text: string, node: Node): Program {
  const instant = parseMoment(text);
  if (instant === undefined) {
    return refuse(node, `"${text}" is no timestamp`, 'Write it like "2026-03-01T09:30:00Z" or "2026-03-01".');
  }
  const value = new Date(instant);
  return () => value;
}

function method(node: Node, name: string, operands: readonly Node[], scope: Scope): Program {
  const macro = macroOf(node);
  if (macro !== null) return loop(macro, node, scope);
  const programs = operands.map((operand) => compileExpression(operand, scope));
  const [text, pattern] = programs;
  const patternNode = operands[1];
  if (name === 'matches' && text !== undefined && pattern !== undefined && patternNode !== undefined) {
    return matching(text, pattern, patternNode);
  }
  return callOf(node, name, programs);
}

function callOf(node: Node, name: string, operands: readonly Program[]): Program {
  const implementation = FUNCTIONS.get(name);
  if (implementation === undefined) return refuse(node, `${name}() is not supported`);
  return call(name, implementation, operands);
}

function loop({ name, list: over, variable, bodies }: Macro, node: Node, scope: Scope): Program {
  const depth = scope.locals.size;
  if (depth >= DEEPEST_NESTING) refuse(node, `${name}() is nested more than ${DEEPEST_NESTING} deep`);
  if (scope.locals.has(variable)) refuse(node, `"${variable}" already names an entry of the list around it`);
  const inner = { ...scope, locals: new Map(scope.locals).set(variable, depth) };
  const [first, second] = bodies;
  const body = compileExpression(second ?? first, inner);
  const one = { name, list: compileExpression(over, scope), variable: depth, body };
  if (name === 'all') return quantifier(one, false);
  if (name === 'exists') return quantifier(one, true);
  if (name === 'exists_one') return existsOne(one);
  if (name === 'filter') return filter(one);
  return transform(one, second === undefined ? null : compileExpression(first, inner));
}
