import type { Context, ScorecardsInForce } from '../context.ts';
import type { ExceptionLine } from '../exception-views.ts';
import type { ServiceRecord, StoredEvaluation } from '../ports.ts';
import { exceptionLines } from './exception-lines.ts';
import { rulesInForce } from './rules-in-force.ts';

/** A card has room for a few. */
const MOST = 50;

/** What is asked for or granted at a service now, newest first. */
export async function openExceptions(
  { store, clock }: Pick<Context, 'store' | 'clock'>,
  { key }: Pick<ServiceRecord, 'key'>,
  inForce: ScorecardsInForce,
): Promise<readonly ExceptionLine[]> {
  const kept = (await store.exceptions.open([key])).get(key) ?? [];
  const open = kept.filter(({ until }) => until > clock.now()).slice(0, MOST);
  return open.length === 0 ? [] : exceptionLines(store.catalog, rulesInForce(inForce), open);
}

/** Whether any check fails or is unknown whose rule allows an exception. */
export function canBeAskedFor(stored: readonly StoredEvaluation[], { all }: ScorecardsInForce): boolean {
  return all.some(({ compiled: { scorecard } }) => {
    const checks = stored.find((evaluation) => evaluation.scorecard === scorecard.id)?.checks ?? [];
    const open = new Set(
      checks.flatMap(({ rule, outcome }) => (outcome === 'fail' || outcome === 'unknown' ? [rule] : [])),
    );
    return scorecard.rules.some(
      ({ id, exceptions, stage }) => exceptions !== 'never' && stage !== 'trial' && open.has(id),
    );
  });
}
