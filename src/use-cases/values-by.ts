import type { Evidence } from '../domain/fact.ts';
import type { Instant } from '../domain/instant.ts';
import type { StoredCheck } from './ports.ts';
import { valuesSince } from './same-values.ts';

/** What proved a check. */
export interface ValuesThen {
  /** Since when its values are known to have been the same. After the moment: what was before is not kept. */
  readonly since: Instant;
  readonly facts: readonly FactThen[];
}

/** `later`: only a value is known that came after the moment, while the outcome was the same. */
export type FactThen = Evidence & { readonly later: boolean };

/** The mark of a database that an older version has filled: what values were before, nobody kept. */
export const VALUES_KEPT_SINCE = 'values kept since';

/**
 * What the facts of a check were at a moment. Where its values are known only from some time after it, another check
 * that read the same fact may know: what was read by the moment, and stood in a check that was in force after it, was
 * the value then, since a changed value would have replaced it.
 * @param keptSince the instant from which on no value was replaced without a trace
 * @param checks as they are now, and as they were when they ended or got other values after the moment
 */
export function valuesBy(
  at: Instant,
  keptSince: Instant,
  checks: readonly StoredCheck[],
): (check: StoredCheck) => ValuesThen {
  const byPath = Map.groupBy(
    checks
      .flatMap(({ evidence }) => evidence)
      .filter(({ collectedAt }) => collectedAt !== undefined && collectedAt <= at),
    ({ path }) => path,
  );
  const nearest = (read: Evidence): FactThen => {
    if (read.collectedAt !== undefined && read.collectedAt <= at) return { ...read, later: false };
    const [then] = (byPath.get(read.path) ?? []).toSorted(
      (a, b) => (b.collectedAt ?? 0) - (a.collectedAt ?? 0),
    );
    return then === undefined ? { ...read, later: true } : { ...then, later: false };
  };
  return (check) => {
    const since = Math.max(valuesSince(check), keptSince);
    const isOfThen = since <= at;
    return {
      since,
      facts: check.evidence.map((read) => (isOfThen ? { ...read, later: false } : nearest(read))),
    };
  };
}
