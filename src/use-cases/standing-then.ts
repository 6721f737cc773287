import type { Instant } from '../domain/instant.ts';
import type { Superseded } from './evaluation-ports.ts';
import type { StoredCheck, StoredEvaluation, Transition } from './ports.ts';

/** A service by one scorecard, as it stood at a moment. */
export interface StandingThen {
  readonly checks: readonly CheckThen[];
  /** Null where an evaluation that is gone did not leave it behind. */
  readonly bar: string | null;
  /** `none` = none was reached. */
  readonly level: string | null;
  readonly score: string | null;
}

export interface CheckThen {
  readonly check: StoredCheck;
  /** What ended its outcome; null = it holds still. */
  readonly ended: Transition | null;
  /** When other values came to prove its outcome, or it ended; null = they are the same still. */
  readonly valuesUntil: Instant | null;
}

/**
 * How things stood before these changes: whatever changed since holds the check that it ended, and what did not is as
 * it is now. Null: the scorecard said nothing of the service then.
 * @param later all that changed afterwards by this scorecard, oldest first
 * @param superseded what proved its outcomes until some time afterwards, oldest first
 */
export function standingThen(
  now: StoredEvaluation | undefined,
  later: readonly Transition[],
  superseded: readonly Superseded[],
): StandingThen | null {
  const end = later.findIndex(({ kind }) => kind === 'applies');
  const applies = later[end];
  if (applies?.from === null) return null;
  const base = applies === undefined ? now?.checks : (applies.ended ?? []);
  if (base === undefined) return null;
  const changes = end === -1 ? later : later.slice(0, end);
  const first = firstOf(changes);
  const before = (kind: Transition['kind'], otherwise: string | null) => {
    const change = changes.find((one) => one.kind === kind);
    return change === undefined ? otherwise : change.from;
  };
  const verdict = applies === undefined ? now?.verdict : undefined;
  const left = [
    ...base.flatMap((check) => (first.has(check.rule) ? [] : [{ check, ended: applies ?? null }])),
    ...[...first.values()].flatMap((ended) => (ended.ended ?? []).map((check) => ({ check, ended }))),
  ];
  return {
    checks: left.map(({ check, ended }) => ({ ...asProved(check, ended, superseded), ended })),
    bar: before('bar', verdict?.bar ?? null),
    level: before('level', applies?.from ?? (verdict === undefined ? null : (verdict.held ?? 'none'))),
    score: before('score', typeof verdict?.score === 'number' ? String(verdict.score) : null),
  };
}

/** What a check was before the values that it has now, or had at its end. */
function asProved(
  check: StoredCheck,
  ended: Transition | null,
  superseded: readonly Superseded[],
): Pick<CheckThen, 'check' | 'valuesUntil'> {
  const until = ended?.at ?? null;
  for (const { at, checks } of superseded) {
    // What comes after its end is of a later check of this rule.
    if (until !== null && at > until) break;
    const was = checks.find(({ rule }) => rule === check.rule);
    if (was !== undefined) return { check: was, valuesUntil: at };
  }
  return { check, valuesUntil: until };
}

/** The first change of each rule's outcome. */
function firstOf(changes: readonly Transition[]): ReadonlyMap<string, Transition> {
  const first = new Map<string, Transition>();
  for (const change of changes) {
    const { kind, rule } = change;
    if (kind === 'outcome' && rule !== undefined && !first.has(rule)) first.set(rule, change);
  }
  return first;
}
