import type { Instant } from './instant.ts';
import { MARK, type Mark, outcomeOf } from './mark.ts';
import type { Bar, Outcome, Verdict } from './outcome.ts';
import type { CompiledRule, CompiledScorecard } from './rules/compile-scorecard.ts';
import type { Rule } from './scorecard.ts';

/** Whether a rule counts: enforced, or announced for a day that has come. A trial never does. */
export function isInForce({ stage, effectiveFrom }: Rule, now: Instant): boolean {
  if (stage === 'announced') return effectiveFrom !== undefined && effectiveFrom <= now;
  return stage === 'enforced';
}

/** Outcomes by place of the rule in the scorecard. */
export interface Outcomes {
  readonly outcomes: readonly Mark[];
  readonly standings: readonly Mark[];
}

/** What a scorecard's outcomes come to. Score and counts rest on fresh facts, bar and levels also on held ones. */
export function verdictOf(
  { scorecard, rules }: CompiledScorecard,
  outcomes: Outcomes,
  now: Instant,
): Verdict {
  const tally = tallyOf(rules, scorecard.levels.length, outcomes, now);
  const earned = highestOf(tally.levels, false);
  const held = highestOf(tally.levels, true);
  return {
    scorecard: scorecard.id,
    bar: barOf(tally.required),
    earned: scorecard.levels[earned] ?? null,
    held: scorecard.levels[held] ?? null,
    heldByExceptions: sumUpTo(held, tally.exempt),
    score: scoreOf(tally),
    counts: tally.counts,
  };
}

/** Which standings occur among some rules: all that bar and levels ask for. */
type Standings = Mark;

const BLOCKING = MARK.fail | MARK.unknown;

interface Tally {
  readonly counts: Record<Outcome, number>;
  /** Weight of what passes, and of what passes or fails. */
  readonly earned: number;
  readonly total: number;
  readonly required: Standings;
  /** By level, lowest first. */
  readonly levels: readonly Standings[];
  /** How many stand by exception; by level. */
  readonly exempt: readonly number[];
}

/** One pass over the rules, made for every service: plain, and without a decision on what as good as chance decides. */
function tallyOf(
  rules: readonly CompiledRule[],
  ranks: number,
  { outcomes, standings }: Outcomes,
  now: Instant,
): Tally {
  const levels: Standings[] = [];
  const exempt: number[] = [];
  for (let rank = 0; rank < ranks; rank++) levels.push(0);
  const counts: Record<Outcome, number> = { pass: 0, fail: 0, unknown: 0, exempt: 0, not_applicable: 0 };
  let pass = 0;
  let fail = 0;
  let earned = 0;
  let total = 0;
  let required: Standings = 0;
  for (let place = 0; place < rules.length; place++) {
    const compiled = rules[place];
    if (compiled === undefined || !(compiled.enforced || isInForce(compiled.rule, now))) continue;
    const { rule, rank } = compiled;
    const outcome = outcomes[place] ?? MARK.unknown;
    const standing = standings[place] ?? outcome;
    const passes = outcome & MARK.pass;
    const fails = (outcome & MARK.fail) >> 1;
    pass += passes;
    fail += fails;
    earned += rule.weight * passes;
    total += rule.weight * (passes + fails);
    if (outcome > MARK.fail) counts[outcomeOf(outcome)] += 1;
    if (rule.required) required |= standing;
    levels[rank] = (levels[rank] ?? 0) | standing;
    if (standing === MARK.exempt) exempt[rank] = (exempt[rank] ?? 0) + 1;
  }
  counts.pass = pass;
  counts.fail = fail;
  return { counts, earned, total, required, levels, exempt };
}

function barOf(required: Standings): Bar {
  if (required & MARK.fail) return 'not_met';
  if (required & MARK.unknown) return 'unknown';
  if (required & MARK.exempt) return 'met_by_exception';
  return required & MARK.pass ? 'met' : 'none';
}

/**
 * Rank of the highest level that has a rule which counts and all of whose rules, and those of the levels below,
 * are ok; -1 = none. A level without one is passed through: it blocks nothing and is not reached.
 */
function highestOf(levels: readonly Standings[], withExceptions: boolean): number {
  const blocking = withExceptions ? BLOCKING : BLOCKING | MARK.exempt;
  let highest = -1;
  for (let rank = 0; rank < levels.length; rank++) {
    const standings = levels[rank] ?? 0;
    if ((standings & blocking) !== 0) return highest;
    if ((standings & ~MARK.not_applicable) !== 0) highest = rank;
  }
  return highest;
}

function sumUpTo(last: number, numbers: readonly number[]): number {
  let sum = 0;
  for (let place = 0; place <= last; place++) sum += numbers[place] ?? 0;
  return sum;
}

/** Weights may be fractions, and 0.7 of 1 must be 70. */
const ROUNDING = 1e-9;

function scoreOf({ earned, total }: Tally): number | null {
  return total > 0 ? Math.min(100, Math.floor((100 * earned) / total + ROUNDING)) : null;
}
