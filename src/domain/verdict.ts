import type { Instant } from './instant.ts';
import type { Judgement } from './judge.ts';
import type { Bar, Counts, Outcome, Verdict } from './outcome.ts';
import type { CompiledRule, CompiledScorecard } from './rules/compile-scorecard.ts';
import type { Rule } from './scorecard.ts';

/** A rule that counts, with what it came to. */
interface Counted {
  readonly rule: Rule;
  readonly outcome: Outcome;
  readonly standing: Outcome;
}

/** Whether a rule counts: enforced, or announced for a day that has come. A trial never does. */
export function isInForce({ stage, effectiveFrom }: Rule, now: Instant): boolean {
  if (stage === 'announced') return effectiveFrom !== undefined && effectiveFrom <= now;
  return stage === 'enforced';
}

/** What a scorecard's outcomes come to. Score and counts rest on fresh facts, bar and levels also on held ones. */
export function verdictOf(
  { scorecard, rules }: CompiledScorecard,
  judgement: Pick<Judgement, 'outcomes' | 'standings'>,
  now: Instant,
): Verdict {
  const counted = countedOf(rules, judgement, now);
  const held = levelOf(scorecard.levels, counted, true);
  return {
    scorecard: scorecard.id,
    bar: barOf(counted),
    earned: levelOf(scorecard.levels, counted, false),
    held,
    heldByExceptions: held === null ? 0 : exemptUpTo(held, scorecard.levels, counted),
    score: scoreOf(counted),
    counts: countsOf(counted),
  };
}

function countedOf(
  rules: readonly CompiledRule[],
  { outcomes, standings }: Pick<Judgement, 'outcomes' | 'standings'>,
  now: Instant,
): readonly Counted[] {
  const counted: Counted[] = [];
  rules.forEach(({ rule }, place) => {
    const outcome = outcomes[place];
    const standing = standings[place];
    if (outcome === undefined || standing === undefined || !isInForce(rule, now)) return;
    counted.push({ rule, outcome, standing });
  });
  return counted;
}

function barOf(counted: readonly Counted[]): Bar {
  const required = counted.filter(({ rule }) => rule.required).map(({ standing }) => standing);
  if (required.includes('fail')) return 'not_met';
  if (required.includes('unknown')) return 'unknown';
  if (required.includes('exempt')) return 'met_by_exception';
  return required.includes('pass') ? 'met' : 'none';
}

/** From the worst to the best, as they outweigh one another. */
const BARS: readonly Bar[] = ['not_met', 'unknown', 'met_by_exception', 'met', 'none'];

/** The bar over several scorecards of a service, or over several services: it is met when all of them are. */
export function combineBars(bars: Iterable<Bar>): Bar {
  const given = new Set(bars);
  return BARS.find((bar) => given.has(bar)) ?? 'none';
}

/**
 * The highest level that has a rule which counts and all of whose rules, and those of the levels below, are ok.
 * A level without one is passed through: it neither blocks what is above it nor is it reached.
 */
function levelOf(
  levels: readonly string[],
  counted: readonly Counted[],
  withExceptions: boolean,
): string | null {
  let reached: string | null = null;
  for (const level of levels) {
    const standings = counted.filter(({ rule }) => rule.level === level).map(({ standing }) => standing);
    if (standings.includes('fail') || standings.includes('unknown')) return reached;
    if (standings.includes('exempt') && !withExceptions) return reached;
    if (standings.some((standing) => standing !== 'not_applicable')) reached = level;
  }
  return reached;
}

function exemptUpTo(held: string, levels: readonly string[], counted: readonly Counted[]): number {
  const top = levels.indexOf(held);
  return counted.filter(({ rule, standing }) => standing === 'exempt' && levels.indexOf(rule.level) <= top)
    .length;
}

/** Weights may be fractions, and 0.7 of 1 must be 70. */
const ROUNDING = 1e-9;

function scoreOf(counted: readonly Counted[]): number | null {
  let earned = 0;
  let total = 0;
  for (const { rule, outcome } of counted) {
    if (outcome === 'pass') earned += rule.weight;
    if (outcome === 'pass' || outcome === 'fail') total += rule.weight;
  }
  return total > 0 ? Math.min(100, Math.floor((100 * earned) / total + ROUNDING)) : null;
}

function countsOf(counted: readonly Counted[]): Counts {
  const counts = { pass: 0, fail: 0, unknown: 0, exempt: 0, not_applicable: 0 };
  for (const { outcome } of counted) counts[outcome] += 1;
  return counts;
}
