/**
 * What an expression yields when it cannot yield a value. A stop is a value and no exception, so that Kleene's
 * logic can look past it: `false && stop` is false. Its contents hide behind a symbol, so that no fact can pose
 * as one and no field selection can look inside.
 *
 * - `unknown`: the fact was not collected, could not be read, or is stale;
 * - `error`: the rule itself is at fault, such as by comparing a text with a number;
 * - `missing`: a collector looked and there is no value.
 */
export type StopKind = 'unknown' | 'error' | 'missing';

const CONTENTS = Symbol('stop');

interface Contents {
  readonly kind: StopKind;
  /** The fact slot that has no value; null for what lies deeper in a list, and for errors. */
  readonly slot: number | null;
  /** What has no value, or what is wrong. */
  readonly text: string;
}

export interface Stop {
  readonly [CONTENTS]: Contents;
}

export function stop(kind: StopKind, text: string, slot: number | null = null): Stop {
  return { [CONTENTS]: { kind, slot, text } };
}

export function isStop(value: unknown): value is Stop {
  return typeof value === 'object' && value !== null && CONTENTS in value;
}

export function contentsOf(value: Stop): Contents {
  return value[CONTENTS];
}

/** Whether this is a stop of that kind. */
export function stopsAs(value: unknown, kind: StopKind): value is Stop {
  return isStop(value) && value[CONTENTS].kind === kind;
}

const WEIGHT: Readonly<Record<StopKind, number>> = { unknown: 3, error: 2, missing: 1 };

/** Unknown outweighs error outweighs missing; of equals the first stays. */
export function worse(a: Stop, b: Stop): Stop {
  return WEIGHT[b[CONTENTS].kind] > WEIGHT[a[CONTENTS].kind] ? b : a;
}
