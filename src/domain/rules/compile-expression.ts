import { list, map } from './collections.ts';
import { compileCall, compileMethod } from './compile-call.ts';
import { compileComparison, compileEquality } from './compile-comparison.ts';
import { refuse } from './expression-error.ts';
import * as operators from './operators.ts';
import type { Program } from './program.ts';
import { factPathOf, type Scope } from './scope.ts';
import { fact, field, indexed, local, localField, now, presence, type Reading } from './selection.ts';
import { DURATION, type Node, plainConstant, sourceOf, staticType, TIMESTAMP, textOf } from './syntax.ts';

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
      return constant(node);
    case 'id':
    case '.':
    case '[]':
      return selection(node, scope);
    case '?:':
      return operators.choose(part(node.args[0]), part(node.args[1]), part(node.args[2]));
    case 'list':
      return list(node.args.map(part), node.args.map(plainConstant));
    case 'map':
      return map(node.args.map(([key, value]) => [part(key), part(value)] as const));
    case 'call':
      return compileCall(node, node.args[0], node.args[1], scope, compileExpression);
    case 'rcall':
      return compileMethod(node, node.args[0], [node.args[1], ...node.args[2]], scope, compileExpression);
    case '!_':
      return operators.not(part(node.args));
    case '-_':
      return operators.negative(part(node.args), isWhole(node.args));
    case '.?':
    case '[?]':
      return refuse(node, 'optional selection is not supported');
    default:
      return operation(node, scope);
  }
}

type Operation = Exclude<
  Node,
  { op: 'value' | 'id' | '.' | '.?' | '[]' | '[?]' | '?:' | 'list' | 'map' | 'call' | 'rcall' | '!_' | '-_' }
>;

/** What stands between two operands. */
function operation(node: Operation, scope: Scope): Program {
  const sides = () => node.args.map((side) => compileExpression(side, scope)) as [Program, Program];
  switch (node.op) {
    case '&&':
    case '||':
      return operators.logical(...sides(), node.op === '||');
    case '==':
    case '!=':
      return compileEquality(node.op === '==', node.args, scope, compileExpression);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compileComparison(node.op, node.args, scope, compileExpression);
    case 'in':
      return keyOfFact(node.args, scope) ?? operators.membership(...sides());
    default:
      refuseMisread(node);
      return operators.arithmetic(...sides(), node.op, node.args.every(isWhole));
  }
}

/** The library's checker takes the sum for a duration, and would let it be compared with one. */
function refuseMisread(node: Operation): void {
  const [left, right] = node.args;
  if (node.op !== '+' || staticType(left) !== DURATION || staticType(right) !== TIMESTAMP) return;
  refuse(node, 'the moment comes first', `Write: ${sourceOf(right)} + ${sourceOf(left)}`);
}

function isWhole(node: Node): boolean {
  return staticType(node) === 'int';
}

function constant(node: Node): Program {
  const value = plainConstant(node);
  if (typeof value === 'number' && staticType(node) === 'int' && !Number.isSafeInteger(value))
    refuse(node, 'the number is too big');
  if (value !== undefined) return () => value;
  if (node.args === null) return () => null;
  return refuse(node, 'bytes and unsigned numbers are not supported');
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
    return index === undefined ? now : local(index, reading);
  }
  const base = compileExpression(node.args[0], scope);
  const index = node.args[0].op === 'id' ? scope.locals.get(node.args[0].args) : undefined;
  if (node.op === '.' && index !== undefined) return localField(index, node.args[1], sourceOf(node), reading);
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
