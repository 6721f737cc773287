import { refuse } from './expression-error.ts';
import { call, FUNCTIONS } from './functions.ts';
import { countMatching, existsOne, filter, type Loop, quantifier, transform } from './macros.ts';
import { matching } from './matching.ts';
import { parseMoment, parseSpan } from './moments.ts';
import type { Program } from './program.ts';
import { type Compile, type Scope, withVariable } from './scope.ts';
import { presence } from './selection.ts';
import { type Macro, macroOf, type Node, textOf } from './syntax.ts';
import { span } from './values.ts';

/** Deeper nested macros would multiply the steps. */
const DEEPEST_NESTING = 3;

/** `name(…)`. */
export function compileCall(
  node: Node,
  name: string,
  operands: readonly Node[],
  scope: Scope,
  compile: Compile,
): Program {
  const [first] = operands;
  const part = (inner: Node) => compile(inner, scope);
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

/** `receiver.name(…)`, the receiver being the first operand; macros are calls of this kind. */
export function compileMethod(
  node: Node,
  name: string,
  operands: readonly Node[],
  scope: Scope,
  compile: Compile,
): Program {
  const macro = macroOf(node);
  if (macro !== null) return loop(macro, node, scope, compile);
  const [list] = operands;
  const counted = name === 'size' && list !== undefined ? macroOf(list) : null;
  if (counted?.name === 'filter' && list !== undefined)
    return countMatching(loopOf(counted, list, scope, compile));
  const programs = operands.map((operand) => compile(operand, scope));
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

function loop(macro: Macro, node: Node, scope: Scope, compile: Compile): Program {
  const { name, variable, bodies } = macro;
  const one = loopOf(macro, node, scope, compile);
  if (name === 'all') return quantifier(one, false);
  if (name === 'exists') return quantifier(one, true);
  if (name === 'exists_one') return existsOne(one);
  if (name === 'filter') return filter(one);
  return transform(one, bodies.length === 1 ? null : compile(bodies[0], withVariable(variable, scope)));
}

/** The loop of a macro whose body is its last argument. */
function loopOf(
  { name, list: over, variable, bodies }: Macro,
  node: Node,
  scope: Scope,
  compile: Compile,
): Loop {
  if (scope.locals.size >= DEEPEST_NESTING)
    refuse(node, `${name}() is nested more than ${DEEPEST_NESTING} deep`);
  if (scope.locals.has(variable)) refuse(node, `"${variable}" already names an entry of the list around it`);
  const list = compile(over, scope);
  const body = compile(bodies.at(-1) ?? bodies[0], withVariable(variable, scope));
  return { name, list, variable: scope.locals.size, body };
}
