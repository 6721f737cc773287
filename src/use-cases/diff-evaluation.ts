import type { Instant } from '../domain/instant.ts';
import type { Check, Verdict } from '../domain/outcome.ts';
import type { EvaluationWrite } from './evaluation-ports.ts';
import type { StoredCheck, StoredEvaluation, Transition, TransitionKind } from './ports.ts';
import { sameValues, valuesSince } from './same-values.ts';

/** A fresh evaluation, as it is to be kept; its checks do not know yet since when they hold. */
export interface FreshEvaluation extends Omit<StoredEvaluation, 'checks'> {
  readonly checks: readonly Check[];
}

interface Difference {
  readonly key: string;
  readonly scorecard: string;
  readonly previous: StoredEvaluation | null;
  /** Null: the scorecard is no longer in force. */
  readonly next: FreshEvaluation | null;
  /** What changed the inputs, in words; a new version of the scorecard speaks for itself. */
  readonly cause: string;
  readonly at: Instant;
  /** When the day and the week of that instant began in the organisation's zone. */
  readonly began: { readonly day: Instant; readonly week: Instant };
  /** For lines of history: each sorts after the one before. */
  readonly newId: () => string;
}

/**
 * What has to be written when an evaluation takes the place of the one before: since when each outcome holds, one
 * line of history for each outcome, level, bar and score that differs, and what proved outcomes that stay the same.
 */
export function diffEvaluation(difference: Difference): EvaluationWrite {
  const { key, scorecard, previous, next, cause, at } = difference;
  const line = lineOf(
    difference,
    next === null ? 'the scorecard is no longer in force' : causeOf(previous, next, cause),
  );
  if (next === null) {
    return { key, scorecard, evaluation: null, transitions: [line('applies', levelOf(previous), null)] };
  }
  const before = new Map(previous?.checks.map((check) => [check.rule, check]));
  const checks = next.checks.map((check) => storedCheck(check, before.get(check.rule), at));
  const transitions =
    previous === null ? [line('applies', null, levelOf(next))] : changes(previous, { ...next, checks }, line);
  const superseded = supersededBy(checks, before, difference.began);
  return { key, scorecard, evaluation: { ...next, checks }, transitions, ...superseded };
}

type Line = (kind: TransitionKind, from: string | null, to: string | null, rule?: string) => Transition;

function lineOf({ scorecard, at, newId }: Difference, cause: string): Line {
  return (kind, from, to, rule) => ({
    id: newId(),
    at,
    scorecard,
    ...(rule === undefined ? {} : { rule }),
    kind,
    from,
    to,
    cause,
  });
}

function causeOf(previous: StoredEvaluation | null, next: FreshEvaluation, cause: string): string {
  if (previous === null || previous.scorecardVersion === next.scorecardVersion) return cause;
  return `scorecard ${previous.scorecardVersion} → ${next.scorecardVersion}`;
}

function storedCheck(check: Check, before: StoredCheck | undefined, at: Instant): StoredCheck {
  if (before === check) return before;
  if (before?.outcome !== check.outcome) return { ...check, since: at };
  const from = sameValues(check, before) ? valuesSince(before) : at;
  const { since } = before;
  return from === since ? { ...check, since } : { ...check, since, valuesSince: from };
}

/**
 * Of checks that rest on other values now, those that had stood at the end of a day: what comes and goes within one
 * is forgotten, so that hourly values cost no more than daily ones.
 */
function supersededBy(
  checks: readonly StoredCheck[],
  before: ReadonlyMap<string, StoredCheck>,
  { day, week }: Difference['began'],
): Pick<EvaluationWrite, 'superseded'> {
  const past = checks.flatMap((check) => {
    const was = before.get(check.rule);
    if (was === undefined || was === check || was.outcome !== check.outcome) return [];
    return valuesSince(was) < day && valuesSince(was) !== valuesSince(check) ? [was] : [];
  });
  if (past.length === 0) return {};
  return { superseded: { checks: past, overWeek: past.some((was) => valuesSince(was) < week) } };
}

/** The level held; none has its own word, since null in a history means that the scorecard did not apply. */
function levelOf(evaluation: { readonly verdict: Verdict } | null): string | null {
  return evaluation === null ? null : (evaluation.verdict.held ?? 'none');
}

function changes(previous: StoredEvaluation, next: StoredEvaluation, line: Line): readonly Transition[] {
  return [
    ...outcomeChanges(previous.checks, next.checks, line),
    ...verdictChange('level', levelOf(previous), levelOf(next), line),
    ...verdictChange('bar', previous.verdict.bar, next.verdict.bar, line),
    ...verdictChange('score', scoreOf(previous), scoreOf(next), line),
  ];
}

function outcomeChanges(
  previous: readonly StoredCheck[],
  next: readonly StoredCheck[],
  line: Line,
): readonly Transition[] {
  const before = new Map(previous.map((check) => [check.rule, check.outcome]));
  const after = new Map(next.map((check) => [check.rule, check.outcome]));
  const rules = new Set([...before.keys(), ...after.keys()]);
  return [...rules]
    .filter((rule) => before.get(rule) !== after.get(rule))
    .map((rule) => line('outcome', before.get(rule) ?? null, after.get(rule) ?? null, rule));
}

function verdictChange(
  kind: TransitionKind,
  from: string | null,
  to: string | null,
  line: Line,
): readonly Transition[] {
  return from === to ? [] : [line(kind, from, to)];
}

function scoreOf({ verdict }: { readonly verdict: Verdict }): string | null {
  return verdict.score === null ? null : String(verdict.score);
}
