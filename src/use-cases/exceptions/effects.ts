import { evaluate } from '../../domain/evaluate.ts';
import type { Instant } from '../../domain/instant.ts';
import type { ExceptionInForce, Verdict } from '../../domain/outcome.ts';
import type { Context } from '../context.ts';
import type { Effect } from '../exception-views.ts';
import { levelView } from '../scorecard-view.ts';

/** An exception as it is, or as it would be. */
export interface Excused {
  /** Null: there is none yet. */
  readonly id: string | null;
  /** `scorecard/rule`. */
  readonly rules: readonly string[];
  readonly until: Instant;
}

/** What it does to a service: its scorecards judged without it and with it, on the facts that are known. */
export async function effectsOf(context: Context, key: string, excused: Excused): Promise<readonly Effect[]> {
  const { store, sources } = context;
  const now = context.clock.now();
  const [{ all }, facts, inForce] = await Promise.all([
    context.scorecards(),
    store.facts.of([key]),
    store.exceptions.inForce([key], now),
  ]);
  const documents = facts.get(key) ?? [];
  const others = (inForce.get(key) ?? []).filter(({ id }) => id !== excused.id);
  const its: readonly ExceptionInForce[] = excused.rules.map((rule) => ({
    id: excused.id ?? 'asked',
    rule,
    from: now,
    until: Math.max(excused.until, now + 1),
  }));
  return all.flatMap(({ compiled }) => {
    const { scorecard } = compiled;
    if (!excused.rules.some((rule) => rule.startsWith(`${scorecard.id}/`))) return [];
    const judged = (exceptions: readonly ExceptionInForce[]) =>
      evaluate(compiled, { documents, sources, exceptions, now }).verdict;
    return [effectOf(scorecard, judged(others), judged([...others, ...its]))];
  });
}

function effectOf(
  { name, levels }: { readonly name: string; readonly levels: readonly string[] },
  without: Verdict,
  withIt: Verdict,
): Effect {
  return {
    scorecard: name,
    from: levelView(without.held, levels),
    to: levelView(withIt.held, levels),
    scoreFrom: without.score,
    scoreTo: withIt.score,
  };
}
