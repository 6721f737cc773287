import { checksOf } from './checks.ts';
import type { FactDocument, FactSource } from './fact.ts';
import { type FactPlan, planFacts } from './fact-plan.ts';
import type { Instant } from './instant.ts';
import { judge } from './judge.ts';
import { nextChangeOf } from './next-change.ts';
import type { Check, Evaluation, ExceptionInForce, Outcome } from './outcome.ts';
import type { CompiledScorecard } from './rules/compile-scorecard.ts';
import { verdictOf } from './verdict.ts';

export interface EvaluationInput {
  /** Everything that is known about one service; the catalog's own facts are documents like any other. */
  readonly documents: readonly FactDocument[];
  /** In order of precedence. Hand in the same list for all services, and its plan is made once. */
  readonly sources: readonly FactSource[];
  /** Exceptions of this service, past and future ones too. */
  readonly exceptions: readonly ExceptionInForce[];
  readonly now: Instant;
}

/** An evaluation whose checks are worked out when they are first read. */
export interface LazyEvaluation extends Evaluation {
  /** By place of the rule in the scorecard: enough to see whether anything changed. */
  readonly outcomes: readonly Outcome[];
  readonly standings: readonly Outcome[];
  /** One for each rule, also for those that do not count (yet), with reasons and what proves them. */
  readonly checks: readonly Check[];
}

/**
 * Judges one service by one scorecard: a pure function of its arguments that never throws.
 * Outcomes and verdict are worked out at once; reasons and evidence, which cost more, when `checks` is first read.
 */
export function evaluate(compiled: CompiledScorecard, input: EvaluationInput): LazyEvaluation {
  const judgement = judge(compiled, planOf(compiled, input.sources), input);
  let checks: readonly Check[] | undefined;
  return {
    outcomes: judgement.outcomes,
    standings: judgement.standings,
    verdict: verdictOf(compiled, judgement, input.now),
    nextChangeAt: nextChangeOf(compiled, judgement, input),
    get checks() {
      checks ??= checksOf(compiled, judgement, input);
      return checks;
    },
  };
}

function planOf({ plans, slots }: CompiledScorecard, sources: readonly FactSource[]): FactPlan {
  const known = plans.get(sources);
  if (known !== undefined) return known;
  const plan = planFacts(slots, sources);
  plans.set(sources, plan);
  return plan;
}
