import type { Compared, Operator } from '../why.ts';
import { about, type Explaining, gives } from './explaining.ts';
import { DURATION, type Node, staticType, TIMESTAMP } from './syntax.ts';
import { tellable } from './values.ts';

const MIRRORED: Readonly<Record<Operator, Operator>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
  '!=': '!=',
};
const NEGATED: Readonly<Record<Operator, Operator>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '==': '!=',
  '!=': '==',
};

/** A comparison with what was measured on its left. */
interface Sides {
  readonly measured: Node;
  readonly op: Operator;
  readonly wanted: Node;
}

/** Why a comparison is not what it should be; null for anything else. */
export function explainComparison(node: Node, should: boolean, explaining: Explaining): Compared | null {
  switch (node.op) {
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '==':
    case '!=':
      return compared(sidesOf(node.args, should ? node.op : NEGATED[node.op]), explaining);
    default:
      return null;
  }
}

/** `1 <= x` measures x. */
function sidesOf([left, right]: readonly [Node, Node], op: Operator): Sides {
  const turned = isGiven(left) && !isGiven(right);
  return turned ? { measured: right, op: MIRRORED[op], wanted: left } : { measured: left, op, wanted: right };
}

/** Whether a side is what the rule brings along: a constant, the time, sums of these. */
function isGiven(node: Node): boolean {
  if (node.op === 'value' || isNow(node)) return true;
  if (node.op === '+' || node.op === '-') return node.args.every(isGiven);
  return node.op === 'call' && node.args[1].length === 1 && node.args[1].every(isGiven);
}

function isNow(node: Node): boolean {
  return node.op === 'id' && node.args === 'now';
}

function compared(sides: Sides, explaining: Explaining): Compared {
  return (
    comparedCount(sides, explaining) ?? comparedWithNow(sides, explaining) ?? comparedValue(sides, explaining)
  );
}

function comparedCount({ measured, op, wanted }: Sides, explaining: Explaining): Compared | null {
  const list = sizedBy(measured);
  if (list === null) return null;
  const { path, words } = about(list, explaining);
  return {
    kind: 'compared',
    path,
    words,
    measure: 'count',
    value: told(measured, explaining),
    op,
    wanted: told(wanted, explaining),
  };
}

/** What `size(x)` and `x.size()` count. */
function sizedBy(node: Node): Node | null {
  if (node.op === 'call' && node.args[0] === 'size') return node.args[1][0] ?? null;
  return node.op === 'rcall' && node.args[0] === 'size' ? node.args[1] : null;
}

/** `now - x < d`, `x - now > d`, `x > now`, `x > now - d`: how long ago, or how far ahead, a moment is. */
function comparedWithNow({ measured, op, wanted }: Sides, explaining: Explaining): Compared | null {
  if (measured.op === '-' && staticType(measured) === DURATION) {
    const [from, to] = measured.args;
    if (isNow(from)) return distance('age', to, op, told(wanted, explaining), explaining);
    if (isNow(to)) return distance('time_left', from, op, told(wanted, explaining), explaining);
  }
  if (isNow(wanted)) return distance('time_left', measured, op, 0, explaining);
  if ((wanted.op !== '-' && wanted.op !== '+') || !isNow(wanted.args[0])) return null;
  const length = told(wanted.args[1], explaining);
  if (wanted.op === '-') return distance('age', measured, MIRRORED[op], length, explaining);
  return distance('time_left', measured, op, length, explaining);
}

function distance(
  measure: 'age' | 'time_left',
  moment: Node,
  op: Operator,
  wanted: Compared['wanted'],
  explaining: Explaining,
): Compared {
  const { path, words } = about(moment, explaining);
  return { kind: 'compared', path, words, measure, value: told(moment, explaining), op, wanted };
}

function comparedValue({ measured, op, wanted }: Sides, explaining: Explaining): Compared {
  const { path, words, field } = about(measured, explaining);
  return {
    kind: 'compared',
    path,
    words,
    measure: measureOf(measured),
    value: told(measured, explaining),
    op,
    wanted: told(wanted, explaining),
    ...(field?.unit === undefined ? {} : { unit: field.unit }),
  };
}

function measureOf(node: Node): Compared['measure'] {
  const type = staticType(node);
  if (type === TIMESTAMP) return 'moment';
  return type === DURATION ? 'span' : 'value';
}

function told(node: Node, explaining: Explaining): Compared['value'] {
  return tellable(gives(node, explaining));
}
