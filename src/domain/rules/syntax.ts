import { type ASTNode, serialize } from '@marcbachmann/cel-js';

/** A part of an expression, as the library parses it. `start` and `end` are offsets in the expression's text. */
export type Node = ASTNode;

export const TIMESTAMP = 'google.protobuf.Timestamp';
export const DURATION = 'google.protobuf.Duration';

/** The type that the library's checker found, such as `int` or `list<string>`; `dyn` where it found none. */
export function staticType(node: Node): string {
  // The checker leaves its findings on the nodes without declaring it. The version is pinned, and a test holds it to this.
  return (node as { readonly checkedType?: { readonly name: string } }).checkedType?.name ?? 'dyn';
}

/** `vcs.default_branch` and `service.annotations["pagerduty.com/service-id"]`: a name and constant keys below it. */
export function pathOf(node: Node): readonly [string, ...string[]] | null {
  if (node.op === 'id') return [node.args];
  if (node.op !== '.' && node.op !== '[]') return null;
  const key = node.op === '.' ? node.args[1] : textOf(node.args[1]);
  const base = key === null ? null : pathOf(node.args[0]);
  return base === null || key === null ? null : [...base, key];
}

/** The text of a constant; null for anything else. */
export function textOf(node: Node): string | null {
  return node.op === 'value' && typeof node.args === 'string' ? node.args : null;
}

/** A constant text, number or boolean; whole ones are BigInts to the library. Undefined = something else. */
export function plainConstant(node: Node): string | number | boolean | undefined {
  const value = node.op === 'value' ? node.args : undefined;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
}

/** The parts that a node is made of, in the order of the text. */
export function partsOf(node: Node): readonly Node[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '!_':
    case '-_':
      return [node.args];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    default:
      return node.args;
  }
}

/** The node and everything below it. */
export function* everyNode(node: Node): Generator<Node> {
  yield node;
  for (const part of partsOf(node)) yield* everyNode(part);
}

const MACROS = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

/** A macro call taken apart: `list.all(variable, ...bodies)`. */
export interface Macro {
  readonly name: string;
  readonly list: Node;
  readonly variable: string;
  readonly bodies: readonly [Node, ...Node[]];
}

/** The macro that this call is; null for an ordinary one. */
export function macroOf(node: Node): Macro | null {
  if (node.op !== 'rcall' || !MACROS.has(node.args[0])) return null;
  const [name, list, [variable, body, ...more]] = node.args;
  return variable?.op === 'id' && body !== undefined
    ? { name, list, variable: variable.args, bodies: [body, ...more] }
    : null;
}

/** A part as text again. Its own offsets would not do: they leave out the outer parentheses of its operands. */
export function sourceOf(node: Node): string {
  return serialize(node);
}
