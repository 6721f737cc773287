import { checksOf } from './checks.ts';
import type { FactDocument, FactSource } from './fact.ts';
import { type FactPlan, planFacts } from './fact-plan.ts';
import type { Instant } from './instant.ts';
import { judgeRules, type Ruling } from './judge-rules.ts';
import { nextChangeOf } from './next-change.ts';
import type { Evaluation, ExceptionInForce } from './outcome.ts';
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

/** An evaluation without reasons and evidence, which cost more than all the rest. */
export interface Judgement extends Omit<Evaluation, 'checks'> {
  readonly ruling: Ruling;
}

/**
 * Judges one service by one scorecard: a pure function of its arguments that never throws.
 * One check for each rule, also for those that do not count (yet), with reasons and what proves them.
 */
export function evaluate(compiled: CompiledScorecard, input: EvaluationInput): Evaluation {
  const { ruling, verdict, nextChangeAt } = judge(compiled, input);
  return { checks: checksOf(compiled, ruling), verdict, nextChangeAt };
}

/** {@link evaluate} up to the outcomes: enough to see whether anything changed. `checksOf` its ruling gives the rest. */
export function judge(compiled: CompiledScorecard, input: EvaluationInput): Judgement {
  const ruling = judgeRules(compiled, planOf(compiled, input.sources), input);
  return {
    ruling,
    verdict: verdictOf(compiled, ruling, input.now),
    nextChangeAt: nextChangeOf(compiled, ruling, input),
  };
}

/** One list of sources at a time: it changes with the configuration, that is hardly ever. */
export function planOf({ planned, slots }: CompiledScorecard, sources: readonly FactSource[]): FactPlan {
  if (planned.latest?.sources === sources) return planned.latest;
  planned.latest = planFacts(slots, sources);
  return planned.latest;
}
