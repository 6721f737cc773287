import type { Instant } from './instant.ts';
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
  readonly outcomes: readonly Outcome[];
  readonly standings: readonly Outcome[];
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

/** Which standings occur among some rules, as a set of bits: all that bar and levels ask for. */
type Standings = number;

const BIT = { pass: 1, exempt: 2, unknown: 4, fail: 8, not_applicable: 0 } as const;
const BLOCKING = BIT.fail | BIT.unknown;

interface Tally {
  readonly counts: Record<Outcome, number>;
  /** Weight of what passes, and of what passes or fails. */
  earned: number;
  total: number;
  required: Standings;
  /** By level, lowest first. */
  readonly levels: Standings[];
  readonly exempt: number[];
}

/** One pass over the rules, plain since it is made for every service: most of them pass or fail, and stand so. */
function tallyOf(
  rules: readonly CompiledRule[],
  levels: number,
  { outcomes, standings }: Outcomes,
  now: Instant,
): Tally {
  const tally = emptyTally(levels);
  const { counts } = tally;
  for (let place = 0; place < rules.length; place++) {
    const compiled = rules[place];
    const outcome = outcomes[place];
    if (compiled === undefined || outcome === undefined) continue;
    const { weight, required } = compiled.rule;
    if (!compiled.enforced && !isInForce(compiled.rule, now)) continue;
    if (outcome === 'pass') {
      counts.pass += 1;
      tally.earned += weight;
      tally.total += weight;
    } else if (outcome === 'fail') {
      counts.fail += 1;
      tally.total += weight;
    } else counts[outcome] += 1;
    const standing = standings[place] ?? outcome;
    const bit = standing === 'pass' ? BIT.pass : standing === 'fail' ? BIT.fail : BIT[standing];
    if (required) tally.required |= bit;
    tally.levels[compiled.rank] = (tally.levels[compiled.rank] ?? 0) | bit;
    if (bit === BIT.exempt) tally.exempt[compiled.rank] = (tally.exempt[compiled.rank] ?? 0) + 1;
  }
  return tally;
}

function emptyTally(levels: number): Tally {
  return {
    counts: { pass: 0, fail: 0, unknown: 0, exempt: 0, not_applicable: 0 },
    earned: 0,
    total: 0,
    required: 0,
    levels: new Array<Standings>(levels).fill(0),
    exempt: new Array<number>(levels).fill(0),
  };
}

function barOf(required: Standings): Bar {
  if (required & BIT.fail) return 'not_met';
  if (required & BIT.unknown) return 'unknown';
  if (required & BIT.exempt) return 'met_by_exception';
  return required & BIT.pass ? 'met' : 'none';
}

/**
 * Rank of the highest level that has a rule which counts and all of whose rules, and those of the levels below,
 * are ok; -1 = none. A level without one is passed through: it blocks nothing and is not reached.
 */
function highestOf(levels: readonly Standings[], withExceptions: boolean): number {
  const blocking = withExceptions ? BLOCKING : BLOCKING | BIT.exempt;
  let highest = -1;
  for (let rank = 0; rank < levels.length; rank++) {
    const standings = levels[rank] ?? 0;
    if ((standings & blocking) !== 0) return highest;
    if (standings !== 0) highest = rank;
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
