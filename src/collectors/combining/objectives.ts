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
    | {
        readonly current: number;
        readonly breached: boolean;
        /** Absent = it has none, unless it is said why it is not known. */
        readonly errorBudgetRemaining?: number | undefined;
        readonly budgetUnknown?: string;
      }
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
  const unmeasured: readonly string[] = objectives.flatMap(({ measured }) =>
    'unknown' in measured ? [measured.unknown] : [],
  );
  const measured = objectives.flatMap((one) => ('unknown' in one.measured ? [] : [one.measured]));
  const breaches = measured.filter(({ breached }) => breached).length;
  const budgets = measured.flatMap(({ errorBudgetRemaining: left }) => (left === undefined ? [] : [left]));
  const budgetless = measured.flatMap(({ budgetUnknown: why }) => (why === undefined ? [] : [why]));
  const isWhole = unmeasured.length === 0;
  const hasBudget = isWhole && budgetless.length === 0 && budgets.length > 0;
  const value = {
    count: objectives.length,
    breached: breaches > 0 || isWhole ? breaches > 0 : undefined,
    breached_count: isWhole ? breaches : undefined,
    error_budget_remaining: hasBudget ? Math.min(...budgets) : undefined,
    objectives: objectives.map(objectiveFacts),
  } satisfies FactsOf<typeof slo>;
  return {
    value,
    unreadable: [
      ...unseen(value, ['breached', 'breached_count'], unmeasured),
      ...unseen(value, ['error_budget_remaining'], [...unmeasured, ...budgetless]),
    ],
  };
}

function unseen(
  value: FactsOf<typeof slo>,
  paths: readonly (keyof FactsOf<typeof slo>)[],
  why: readonly string[],
): NonNullable<Answer['unreadable']> {
  if (why.length === 0) return [];
  const reason = [...new Set(why)].join('; ');
  return paths.flatMap((path) => (value[path] === undefined ? [{ path, reason }] : []));
}

function objectiveFacts({ name, target, windowDays, url, measured }: Objective) {
  const about = { name, target, window_days: windowDays, url };
  if ('unknown' in measured) return about;
  const { current, errorBudgetRemaining: error_budget_remaining, breached } = measured;
  return { ...about, current, error_budget_remaining, breached };
}
