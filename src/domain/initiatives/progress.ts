/** How far a service is with what an initiative asks of it, and how far all of them are. */
import type { Initiative, Participant, Progress, ProgressCounts } from '../initiative.ts';
import type { Check } from '../outcome.ts';
import type { Rule, Scorecard } from '../scorecard.ts';

/**
 * Ids of the rules that are asked for: those named, or all of a level and of those below it that count by the
 * deadline. What is gone from the scorecard, or on trial, is asked of nobody.
 */
export function askedRules(
  { asks, deadline }: Pick<Initiative, 'asks' | 'deadline'>,
  { levels, rules }: Pick<Scorecard, 'levels' | 'rules'>,
): readonly string[] {
  const known = rules.filter(({ stage }) => stage !== 'trial');
  if ('rules' in asks) return known.filter(({ id }) => asks.rules.includes(id)).map(({ id }) => id);
  const highest = levels.indexOf(asks.level);
  return known
    .filter((rule) => levels.indexOf(rule.level) <= highest && countsBy(rule, deadline))
    .map(({ id }) => id);
}

function countsBy({ stage, effectiveFrom }: Rule, deadline: number): boolean {
  return stage === 'enforced' || (effectiveFrom !== undefined && effectiveFrom <= deadline);
}

/**
 * A service's progress by its checks of the asked rules; null: none of them is asked of this service. By standing, so
 * that a vendor's outage neither opens nor closes anything.
 */
export function progressOf(
  checks: readonly Pick<Check, 'rule' | 'standing'>[],
  asked: readonly string[],
): Progress | null {
  const standings = checks.filter(({ rule }) => asked.includes(rule)).map(({ standing }) => standing);
  if (standings.includes('fail')) return 'open';
  if (standings.includes('unknown')) return 'unknown';
  if (standings.includes('exempt')) return 'excused';
  return standings.includes('pass') ? 'done' : null;
}

export function countsOf(parts: readonly Pick<Participant, 'progress'>[]): ProgressCounts {
  const counted = (which: Progress) => parts.filter(({ progress }) => progress === which).length;
  return {
    done: counted('done'),
    open: counted('open'),
    excused: counted('excused'),
    unknown: counted('unknown'),
  };
}

export function totalOf({ done, open, excused, unknown }: ProgressCounts): number {
  return done + open + excused + unknown;
}
