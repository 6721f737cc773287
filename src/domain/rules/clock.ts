import { HOUR, type Instant } from '../instant.ts';
import { amountOf } from './amounts.ts';
import { entriesOf } from './macros.ts';
import { holds } from './operators.ts';
import { type Frame, type Program, spend } from './program.ts';
import { isStop } from './stop.ts';
import { everyNode, type Macro, macroOf, type Node, partsOf } from './syntax.ts';

/** The first instant after now at which the clock alone can change what an expression says; Infinity = never. */
export type Clock = (frame: Frame) => Instant;

/**
 * How soon to look again where the time is used in a way that has no exact answer, such as `now.getHours()`.
 * What is a sum of moments and lengths of time (`now - x < d`, `x > now`, also inside of macros) is exact.
 */
export const RECHECK = HOUR;

interface Context {
  readonly programs: ReadonlyMap<Node, Program>;
  /** Macro variables and their places in the frame. */
  readonly locals: ReadonlyMap<string, number>;
}

/** Null = the expression does not ask for the time. */
export function clockOf(node: Node, programs: ReadonlyMap<Node, Program>): Clock | null {
  return clock(node, { programs, locals: new Map() });
}

function clock(node: Node, context: Context): Clock | null {
  if (!asksTime(node, context)) return null;
  if (node.op === 'id') return recheck;
  const macro = macroOf(node);
  if (macro !== null) return loopClock(macro, context);
  return crossingOf(node, context) ?? earliestOf(partsOf(node).map((part) => clock(part, context)));
}

function asksTime(node: Node, { locals }: Context): boolean {
  if (locals.has('now')) return false;
  return everyNode(node).some((part) => part.op === 'id' && part.args === 'now');
}

function recheck(frame: Frame): Instant {
  return frame.instant + RECHECK;
}

function earliestOf(clocks: readonly (Clock | null)[]): Clock | null {
  const ticking = clocks.filter((one) => one !== null);
  if (ticking.length <= 1) return ticking[0] ?? null;
  return (frame) => Math.min(...ticking.map((one) => one(frame)));
}

function loopClock({ name, list, variable, bodies }: Macro, context: Context): Clock | null {
  const index = context.locals.size;
  const inner = { ...context, locals: new Map(context.locals).set(variable, index) };
  const body = earliestOf(bodies.map((one) => clock(one, inner)));
  const entries = context.programs.get(list);
  const outer = clock(list, context);
  if (body === null || entries === undefined) return outer;
  const walk: Clock = (frame) => {
    const walked = entriesOf(entries(frame), name);
    if (isStop(walked)) return Number.POSITIVE_INFINITY;
    let earliest = Number.POSITIVE_INFINITY;
    if (!spend(frame, walked.length)) return recheck(frame);
    for (const entry of walked) {
      frame.locals[index] = entry;
      earliest = Math.min(earliest, body(frame));
    }
    return earliest;
  };
  return earliestOf([walk, outer]);
}

/** For a comparison of sums of moments and lengths of time: when the difference of its sides passes zero. */
function crossingOf(node: Node, context: Context): Clock | null {
  switch (node.op) {
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '==':
    case '!=': {
      const [left, right] = node.args;
      const a = slopeOf(left, context);
      const b = slopeOf(right, context);
      if (a === null || b === null) return null;
      const x = amountOf(left, context.programs);
      const y = amountOf(right, context.programs);
      return (frame) => crossing(frame, x(frame) - y(frame), a - b, node.op);
    }
    default:
      return null;
  }
}

/** By how much the value grows with the time; null where it is no such sum. */
function slopeOf(node: Node, context: Context): number | null {
  if (!asksTime(node, context)) return 0;
  if (node.op === 'id') return 1;
  if (node.op !== '+' && node.op !== '-') return null;
  const a = slopeOf(node.args[0], context);
  const b = slopeOf(node.args[1], context);
  if (a === null || b === null) return null;
  return node.op === '+' ? a + b : a - b;
}

/** The first whole millisecond after now at which `difference`, growing by `slope`, compares with 0 otherwise. */
function crossing(frame: Frame, difference: number, slope: number, op: Parameters<typeof holds>[1]): Instant {
  const now = frame.instant;
  if (slope === 0 || Number.isNaN(difference)) return Number.POSITIVE_INFINITY;
  const zero = now - difference / slope;
  const today = holds(difference, op, 0);
  const turnsAt = (instant: Instant) =>
    instant > now && holds(difference + slope * (instant - now), op, 0) !== today;
  const at = Math.ceil(zero);
  if (turnsAt(at)) return at;
  const after = Math.floor(zero) + 1;
  return turnsAt(after) ? after : Number.POSITIVE_INFINITY;
}
