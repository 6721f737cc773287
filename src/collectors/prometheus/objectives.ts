import { DAY } from '../../domain/instant.ts';
import type { Caller } from '../calling/caller.ts';
import { fewAtATime } from '../calling/few-at-a-time.ts';
import type { Objective } from '../combining/objectives.ts';
import { query, type Sample } from './api.ts';
import type { ObjectiveSettings } from './settings.ts';

/** A service as Prometheus knows it. */
export interface Labelled {
  /** In the catalog. */
  readonly id: string;
  /** Its label's value. */
  readonly value: string;
}

export interface Measuring {
  readonly caller: Caller;
  readonly label: string;
  readonly signal: AbortSignal;
}

/** A number, or why there is none. */
type Measured = { readonly number: number } | { readonly unknown: string };

/** One objective for each of the services, in their order. */
export async function measure(
  objective: ObjectiveSettings,
  services: readonly Labelled[],
  measuring: Measuring,
): Promise<readonly Objective[]> {
  const { name, target, window, error_budget: budget } = objective;
  const [levels, budgets] = await Promise.all([
    ask(objective.query, objective, services, measuring),
    budget === undefined ? undefined : ask(budget, objective, services, measuring),
  ]);
  return levels.map((level, place) => ({
    name,
    target,
    windowDays: Math.round((window / DAY) * 100) / 100,
    measured: 'unknown' in level ? level : { ...judged(level.number, target), ...left(budgets?.[place]) },
  }));
}

function judged(current: number, target: number) {
  const breached = current < target;
  // Who promises everything has no budget.
  if (target === 100) return { current, breached };
  return { current, breached, errorBudgetRemaining: rounded((100 * (current - target)) / (100 - target)) };
}

function left(budget: Measured | undefined) {
  if (budget === undefined) return {};
  if ('unknown' in budget) return { errorBudgetRemaining: undefined, budgetUnknown: budget.unknown };
  return { errorBudgetRemaining: budget.number };
}

const PLACE = /\{\{\s*service\s*\}\}/g;
/** Would end the string that it is put into, whichever quotes that has. */
const QUOTES = /["'`\\\n]/;

async function ask(
  text: string,
  { name, unit }: ObjectiveSettings,
  services: readonly Labelled[],
  { caller, label, signal }: Measuring,
): Promise<readonly Measured[]> {
  const scale = unit === 'ratio' ? 100 : 1;
  const what = `"${name}"`;
  if (text.search(PLACE) >= 0)
    return fewAtATime(services, async ({ value }) => {
      if (QUOTES.test(value)) return { unknown: `${value} cannot stand in a query` };
      const filled = text.replaceAll(PLACE, () => value);
      return only(await query(caller, filled, what, signal), `${what} of ${value}`, scale);
    });
  const samples = await query(caller, text, what, signal);
  const byValue = Map.groupBy(samples, ({ labels }) => labels[label]);
  return services.map(({ value }) =>
    only(byValue.get(value) ?? [], `${what} with ${label}="${value}"`, scale),
  );
}

/** No series means that nothing was measured, which is neither kept nor breached. */
function only(samples: readonly Sample[], what: string, scale: number): Measured {
  const [sample, another] = samples;
  if (sample === undefined) return { unknown: `Prometheus has no series for ${what}` };
  if (another !== undefined)
    return { unknown: `Prometheus has ${samples.length} series for ${what}: the query has to give one` };
  if (!Number.isFinite(sample.value)) return { unknown: `Prometheus measured no number for ${what}` };
  return { number: rounded(sample.value * scale) };
}

/** What floating point adds behind the digits that mean something. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
