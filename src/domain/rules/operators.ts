import type { Amount } from './amounts.ts';
import { type Frame, OVERRUN, type Program, spend } from './program.ts';
import { isStop, type Stop, stop, worse } from './stop.ts';
import { equal, isMap, isSpan, kindOf, lengthOf, span } from './values.ts';

export type Comparison = '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/' | '%';

/** `&&` and `||`: `decisive` on either side decides, whatever the other side cannot say. */
export function logical(left: Program, right: Program, decisive: boolean): Program {
  return (frame) => {
    const a = left(frame);
    if (a === decisive) return decisive;
    const b = right(frame);
    if (b === decisive) return decisive;
    if (typeof a === 'boolean' && typeof b === 'boolean') return !decisive;
    return undecided(a, b, decisive ? '||' : '&&');
  };
}

function undecided(a: unknown, b: unknown, op: string): Stop {
  if (typeof a === 'boolean') return notBool(b, op);
  return typeof b === 'boolean' ? notBool(a, op) : worse(notBool(a, op), notBool(b, op));
}

export function not(operand: Program): Program {
  return (frame) => {
    const value = operand(frame);
    return typeof value === 'boolean' ? !value : notBool(value, '!');
  };
}

export function choose(condition: Program, yes: Program, no: Program): Program {
  return (frame) => {
    const value = condition(frame);
    if (value === true) return yes(frame);
    return value === false ? no(frame) : notBool(value, '? :');
  };
}

/** The stop that a value is, or the one that it causes where a yes or no is needed. */
export function notBool(value: unknown, where: string): Stop {
  return isStop(value) ? value : stop('error', `${where} needs a yes or no and gets a ${kindOf(value)}`);
}

export function equality(left: Program, right: Program, wanted: boolean): Program {
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    // Most comparisons are between plain values.
    if (typeof a !== 'object' && typeof b !== 'object') return (a === b) === wanted;
    const stopped = stopAmong(a, b);
    if (stopped !== null) return stopped;
    const same = equal(frame, a, b);
    return typeof same === 'boolean' ? same === wanted : same;
  };
}

/** `entry.type == "runbook"`: against a constant text, number or boolean. */
export function equalityWith(left: Program, constant: unknown, wanted: boolean): Program {
  return (frame) => {
    const value = left(frame);
    if (value === constant) return wanted;
    return isStop(value) ? value : !wanted;
  };
}

/** Between moments or lengths of time. Where either side is none, `general` says why. */
export function timeComparison(left: Amount, right: Amount, op: Comparison, general: Program): Program {
  const compare = COMPARE[op];
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    return Number.isNaN(a - b) ? general(frame) : compare(a, b);
  };
}

export function comparison(left: Program, right: Program, op: Comparison): Program {
  const compare = COMPARE[op];
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    if (typeof a === 'number' && typeof b === 'number') return compare(a, b);
    return compareOthers(a, b, op);
  };
}

type Ordered = number | string | boolean;

const COMPARE: Readonly<Record<Comparison, (a: Ordered, b: Ordered) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** Whether the comparison holds between two amounts of the same kind. */
export function holds(a: number, op: Comparison | '==' | '!=', b: number): boolean {
  if (op === '==') return a === b;
  return op === '!=' ? a !== b : COMPARE[op](a, b);
}

function compareOthers(a: unknown, b: unknown, op: Comparison): boolean | Stop {
  const stopped = stopAmong(a, b);
  if (stopped !== null) return stopped;
  const x = orderOf(a);
  const y = orderOf(b);
  if (x === undefined || y === undefined || kindOf(a) !== kindOf(b)) return mismatch(a, b, op);
  return COMPARE[op](x, y);
}

function orderOf(value: unknown): Ordered | undefined {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value.getTime();
  return isSpan(value) ? lengthOf(value) : undefined;
}

/** `whole`: both sides are ints by their static types, so that division drops the rest, as CEL says. */
export function arithmetic(left: Program, right: Program, op: Arithmetic, whole: boolean): Program {
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    if (typeof a === 'number' && typeof b === 'number')
      return whole ? calculateWhole(a, b, op) : calculate(a, b, op);
    return stopAmong(a, b) ?? combine(frame, a, b, op) ?? mismatch(a, b, op);
  };
}

function calculate(a: number, b: number, op: Arithmetic): number | Stop {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? DIVIDED_BY_ZERO : a / b;
    case '%':
      return b === 0 ? DIVIDED_BY_ZERO : a % b;
  }
}

const DIVIDED_BY_ZERO = stop('error', 'it divides by zero');
const TOO_BIG = stop('error', 'a whole number grows too big');

function calculateWhole(a: number, b: number, op: Arithmetic): number | Stop {
  if (b === 0 && (op === '/' || op === '%')) return DIVIDED_BY_ZERO;
  const result = op === '/' ? Math.trunc(a / b) : calculate(a, b, op);
  if (typeof result !== 'number' || !Number.isSafeInteger(result)) return TOO_BIG;
  // Whole numbers have no negative zero.
  return result + 0;
}

/** `+` and `-` over what is no number; undefined where they mean nothing. */
function combine(frame: Frame, a: unknown, b: unknown, op: Arithmetic): unknown {
  if (op === '+') return add(frame, a, b);
  if (op !== '-') return undefined;
  if (a instanceof Date) {
    if (b instanceof Date) return span(a.getTime() - b.getTime());
    return isSpan(b) ? new Date(a.getTime() - lengthOf(b)) : undefined;
  }
  return isSpan(a) && isSpan(b) ? span(lengthOf(a) - lengthOf(b)) : undefined;
}

function add(frame: Frame, a: unknown, b: unknown): unknown {
  if (typeof a === 'string' && typeof b === 'string') return concatenate(frame, a, b);
  if (Array.isArray(a) && Array.isArray(b)) return spend(frame, a.length + b.length) ? [...a, ...b] : OVERRUN;
  if (isSpan(a) && isSpan(b)) return span(lengthOf(a) + lengthOf(b));
  if (a instanceof Date && isSpan(b)) return new Date(a.getTime() + lengthOf(b));
  return isSpan(a) && b instanceof Date ? new Date(b.getTime() + lengthOf(a)) : undefined;
}

const LONGEST_TEXT = 1_000_000;

function concatenate(frame: Frame, a: string, b: string): string | Stop {
  if (a.length + b.length > LONGEST_TEXT || !spend(frame, 1)) return OVERRUN;
  return a + b;
}

export function negative(operand: Program, whole: boolean): Program {
  return (frame) => {
    const value = operand(frame);
    if (typeof value === 'number') return whole ? -value + 0 : -value;
    return isStop(value) ? value : stop('error', `"-" does not work on a ${kindOf(value)}`);
  };
}

/** `in`: an entry of a list, or a key of a map. */
export function membership(left: Program, right: Program): Program {
  return (frame) => {
    const wanted = left(frame);
    const among = right(frame);
    if (Array.isArray(among) && !isStop(wanted)) return isEntry(frame, wanted, among);
    const stopped = stopAmong(wanted, among);
    if (stopped !== null) return stopped;
    if (isMap(among) && typeof wanted === 'string') return Object.hasOwn(among, wanted);
    return mismatch(wanted, among, 'in');
  };
}

function isEntry(frame: Frame, wanted: unknown, among: readonly unknown[]): boolean | Stop {
  if (!spend(frame, among.length)) return OVERRUN;
  if (typeof wanted !== 'object' || wanted === null) return among.includes(wanted);
  for (const one of among) {
    const same = equal(frame, wanted, one);
    if (same !== false) return same;
  }
  return false;
}

/** The stop among two operands; of two the worse. */
export function stopAmong(a: unknown, b: unknown): Stop | null {
  if (isStop(a)) return isStop(b) ? worse(a, b) : a;
  return isStop(b) ? b : null;
}

function mismatch(a: unknown, b: unknown, op: string): Stop {
  return stop('error', `"${op}" does not work between a ${kindOf(a)} and a ${kindOf(b)}`);
}
