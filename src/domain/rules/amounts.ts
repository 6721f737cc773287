import type { Instant } from '../instant.ts';
import { parseMoment, parseSpan } from './moments.ts';
import type { Frame, Program } from './program.ts';
import { isInherited, now } from './selection.ts';
import { type Node, staticType, TIMESTAMP, textOf } from './syntax.ts';
import { isSpan, lengthOf } from './values.ts';

/**
 * A moment or length of time as a plain number of milliseconds; NaN where there is none. Sums and comparisons of
 * times are worked out on these, without making a `Date` for each entry of a list.
 */
export type Amount = (frame: Frame) => number;

/** `programs` holds the programs of the node's parts. */
export function amountOf(node: Node, programs: ReadonlyMap<Node, Program>): Amount {
  const program = programs.get(node);
  switch (node.op) {
    case 'call': {
      const constant = constantOf(node.args[0], node.args[1]);
      if (constant !== undefined) return () => constant;
      break;
    }
    case '+':
    case '-': {
      const left = amountOf(node.args[0], programs);
      const right = amountOf(node.args[1], programs);
      return node.op === '+' ? (frame) => left(frame) + right(frame) : (frame) => left(frame) - right(frame);
    }
    case '.': {
      const base = programs.get(node.args[0]);
      const key = node.args[1];
      if (base === undefined || staticType(node) !== TIMESTAMP || isInherited(key)) break;
      return momentField(base, key);
    }
  }
  if (program === now) return (frame) => frame.instant;
  return program === undefined ? () => Number.NaN : (frame) => milliseconds(program(frame));
}

/** `duration("7d")` and `timestamp("2026-03-01")`. */
function constantOf(name: string, [argument]: readonly Node[]): number | undefined {
  const text = argument === undefined ? null : textOf(argument);
  if (text === null) return undefined;
  return name === 'duration' ? parseSpan(text) : parseMoment(text);
}

/** A moment in an entry of a list, as JSON holds it. */
function momentField(base: Program, key: string): Amount {
  return (frame) => {
    const entry = base(frame);
    if (typeof entry !== 'object' || entry === null) return Number.NaN;
    // The key is nobody's but the entry's own, see `field`.
    const found: unknown = (entry as { readonly [key: string]: unknown })[key];
    return typeof found === 'string' ? instantOf(found) : milliseconds(found);
  };
}

function instantOf(text: string): Instant {
  return parseMoment(text) ?? Number.NaN;
}

function milliseconds(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  return isSpan(value) ? lengthOf(value) : Number.NaN;
}
