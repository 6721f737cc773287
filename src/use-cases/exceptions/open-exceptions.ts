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
export function canBeAskedFor(stored: readonly StoredEvaluation[], inForce: ScorecardsInForce): boolean {
  const rules = rulesInForce(inForce);
  return stored.some(({ scorecard, checks }) =>
    checks.some(({ rule: id, outcome }) => {
      const rule = rules.get(`${scorecard}/${id}`)?.rule;
      const isOpen = outcome === 'fail' || outcome === 'unknown';
      return isOpen && rule !== undefined && rule.exceptions !== 'never' && rule.stage !== 'trial';
    }),
  );
}
