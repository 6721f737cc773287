import type { Duration } from '../instant.ts';
import type { Json } from '../json.ts';
import { type Frame, OVERRUN, spend } from './program.ts';
import { isStop, type Stop, stop } from './stop.ts';

/**
 * Values inside of expressions: JSON, with moments as `Date` and lengths of time as {@link Span}.
 * JSON has one kind of number, so int and double are both `number`; whether arithmetic is whole comes from the
 * static types.
 */
const LENGTH = Symbol('span');

/** A length of time. Hidden behind a symbol, so that no fact can pose as one. */
export interface Span {
  readonly [LENGTH]: Duration;
}

export function span(milliseconds: Duration): Span {
  return { [LENGTH]: milliseconds };
}

export function isSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && LENGTH in value;
}

export function lengthOf(value: Span): Duration {
  return value[LENGTH];
}

export type Entries = Readonly<Record<string, unknown>>;

export function isMap(value: unknown): value is Entries {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !(value instanceof Date) && !isSpan(value) && !isStop(value);
}

export function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

/** What a value is called in messages about rules. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Date) return 'timestamp';
  if (isSpan(value)) return 'duration';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'object' ? 'map' : typeof value;
}

const LONGEST_LIST = 20;

/** A value as it can be told and kept: JSON, long lists clipped, moments and lengths of time as milliseconds. */
export function tellable(value: unknown): Json {
  if (typeof value === 'string' || typeof value === 'number' || isBoolean(value)) return value;
  if (value instanceof Date) return value.getTime();
  if (isSpan(value)) return lengthOf(value);
  if (Array.isArray(value)) return value.slice(0, LONGEST_LIST).map(tellable);
  return isMap(value) ? `${Object.keys(value).length} entries` : null;
}

/** Deeper than this nobody compares; pushed JSON may nest as deep as it likes. */
const DEEPEST = 64;
const TOO_DEEP = stop('error', `it compares values nested deeper than ${DEEPEST}`);

/** CEL's `==`: values of different kinds differ. A stop when it costs too much. */
export function equal(frame: Frame, a: unknown, b: unknown, depth = 0): boolean | Stop {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (!spend(frame, 1)) return OVERRUN;
  if (depth > DEEPEST) return TOO_DEEP;
  if (a instanceof Date) return b instanceof Date && a.getTime() === b.getTime();
  if (isSpan(a)) return isSpan(b) && lengthOf(a) === lengthOf(b);
  if (Array.isArray(a)) return Array.isArray(b) && equalLists(frame, a, b, depth);
  return isMap(a) && isMap(b) && equalMaps(frame, a, b, depth);
}

function equalLists(
  frame: Frame,
  a: readonly unknown[],
  b: readonly unknown[],
  depth: number,
): boolean | Stop {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    const same = equal(frame, a[i], b[i], depth + 1);
    if (same !== true) return same;
  }
  return true;
}

function equalMaps(frame: Frame, a: Entries, b: Entries, depth: number): boolean | Stop {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) {
    if (!Object.hasOwn(b, key)) return false;
    const same = equal(frame, a[key], b[key], depth + 1);
    if (same !== true) return same;
  }
  return true;
}
