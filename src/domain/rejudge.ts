import { type Context, checkAt, provedAnew } from './checks.ts';
import { type EvaluationInput, planOf } from './evaluate.ts';
import type { FactDocument } from './fact.ts';
import { judgeSome } from './judge-rules.ts';
import { arrangeFacts } from './known-facts.ts';
import { MARK, type Mark } from './mark.ts';
import { type MovedFacts, movedFacts } from './moved-facts.ts';
import { nextChangeOf } from './next-change.ts';
import type { Check, Evaluation, Outcome } from './outcome.ts';
import type { CompiledRule, CompiledScorecard } from './rules/compile-scorecard.ts';
import { verdictOf } from './verdict.ts';

/** How a service was last judged by the same scorecard. */
export interface Past {
  /** What was known of it then. Those that are known still are the same objects: all others are compared. */
  readonly documents: readonly FactDocument[];
  readonly checks: readonly Check[];
}

/**
 * What `evaluate` gives, where nothing but facts has changed since: judges just the rules that read a fact which is
 * another now, and those that ask for the time. Where the same fact was only collected anew, the check stands and its
 * proof gets the newer date. Only for the same scorecard, sources and exceptions as then, and before the clock alone
 * could have altered anything (`nextChangeAt`).
 */
export function rejudge(compiled: CompiledScorecard, input: EvaluationInput, past: Past): Evaluation {
  const plan = planOf(compiled, input.sources);
  const facts = arrangeFacts(input.documents, plan, input.now);
  const moved = movedFacts(
    { ...arrangeFacts(past.documents, plan, input.now), ...past },
    { ...facts, ...input },
  );
  const before = new Map(past.checks.map((check) => [check.rule, check]));
  const stand = compiled.rules.map((rule) => standing(rule, before.get(rule.rule.id), moved));
  const places = stand.flatMap((check, place) => (check === null ? [place] : []));
  const ruling = judgeSome(compiled, places, marksOf(stand), facts, input);
  const context = { compiled, ruling, proofs: new Map() };
  return {
    checks: compiled.rules.map(
      (rule, place) => kept(stand[place] ?? null, rule, moved, context) ?? checkAt(place, rule, context),
    ),
    verdict: verdictOf(compiled, ruling, input.now),
    nextChangeAt: nextChangeOf(compiled, ruling, input),
  };
}

/** The check that stands; null = the rule has to be judged. */
function standing(rule: CompiledRule, before: Check | undefined, { changed }: MovedFacts): Check | null {
  if (before === undefined || rule.asksTime) return null;
  return readsAny(rule.test.slots, changed) || readsAny(rule.applies?.slots ?? [], changed) ? null : before;
}

function kept(
  check: Check | null,
  rule: CompiledRule,
  { redated }: MovedFacts,
  context: Context,
): Check | null {
  if (check === null || !readsAny(rule.test.slots, redated)) return check;
  return provedAnew(check, rule, context);
}

function readsAny(slots: readonly number[], moved: ReadonlySet<number>): boolean {
  return moved.size > 0 && slots.some((slot) => moved.has(slot));
}

function marksOf(checks: readonly (Check | null)[]) {
  const markOf = (outcome: Outcome | undefined): Mark =>
    outcome === undefined ? MARK.unknown : MARK[outcome];
  return {
    outcomes: checks.map((check) => markOf(check?.outcome)),
    standings: checks.map((check) => markOf(check?.standing)),
  };
}
