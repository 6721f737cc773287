import type { FactsOf } from '../../facts/namespace.ts';
import type { slo } from '../../facts/slo.ts';
import type { Answer } from '../collector.ts';

/** One promise to customers, as a vendor tells it. Numbers are percentages. */
export interface Objective {
  readonly name: string;
  readonly target: number;
  readonly windowDays?: number;
  readonly url?: string;
  /** What was measured, or why nothing was: never a guess. */
  readonly measured:
    | { readonly current: number; readonly errorBudgetRemaining?: number; readonly breached: boolean }
    | { readonly unknown: string };
}

/**
 * What all objectives of a service say together. An objective that could not be measured leaves open what it could
 * decide, and without any there is no `breached`: nothing was promised, so nothing is kept.
 * @param whyNone said where there are no objectives, with what to do
 */
export function sloAnswer(objectives: readonly Objective[], whyNone: string): Answer {
  if (objectives.length === 0) {
    const paths = ['breached', 'breached_count', 'error_budget_remaining'];
    return {
      value: { count: 0, objectives: [] },
      absent: paths.map((path) => ({ path, reason: whyNone })),
    };
  }
  const unmeasured = objectives.flatMap(({ measured }) => ('unknown' in measured ? [measured.unknown] : []));
  const measured = objectives.flatMap((one) => ('unknown' in one.measured ? [] : [one.measured]));
  const breaches = measured.filter(({ breached }) => breached).length;
  const budgets = measured.flatMap(({ errorBudgetRemaining: left }) => (left === undefined ? [] : [left]));
  const isWhole = unmeasured.length === 0;
  const value = {
    count: objectives.length,
    breached: breaches > 0 || isWhole ? breaches > 0 : undefined,
    breached_count: isWhole ? breaches : undefined,
    error_budget_remaining: budgets.length === objectives.length ? Math.min(...budgets) : undefined,
    objectives: objectives.map(objectiveFacts),
  } satisfies FactsOf<typeof slo>;
  return { value, unreadable: isWhole ? [] : unseen(value, [...new Set(unmeasured)].join('; ')) };
}

function unseen(value: FactsOf<typeof slo>, reason: string): NonNullable<Answer['unreadable']> {
  return (['breached', 'breached_count', 'error_budget_remaining'] as const)
    .filter((path) => value[path] === undefined)
    .map((path) => ({ path, reason }));
}

function objectiveFacts({ name, target, windowDays, url, measured }: Objective) {
  const about = { name, target, window_days: windowDays, url };
  if ('unknown' in measured) return about;
  const { current, errorBudgetRemaining: error_budget_remaining, breached } = measured;
  return { ...about, current, error_budget_remaining, breached };
}
