import type { Evidence } from '../domain/fact.ts';
import type { Instant } from '../domain/instant.ts';
import type { StoredCheck } from './ports.ts';

/**
 * What a fact was by a moment, of one that was read again since. A check keeps the newest value that was read while its
 * outcome was the same; another check that read the same fact and became another one in between kept an older value. One
 * that was read by the moment, and stood in a check that was in force after it, was the value then: a changed value
 * would have replaced it.
 * @param checks as they are now, and as they were when they ended after the moment
 */
export function valuesBy(
  at: Instant,
  checks: readonly StoredCheck[],
): (read: Evidence) => Evidence & { readonly later: boolean } {
  const byPath = Map.groupBy(
    checks.flatMap(({ evidence }) => evidence).filter(({ collectedAt }) => collectedAt !== undefined),
    ({ path }) => path,
  );
  return (read) => {
    if ((read.collectedAt ?? 0) <= at) return { ...read, later: false };
    const [then] = (byPath.get(read.path) ?? [])
      .filter(({ collectedAt }) => (collectedAt ?? 0) <= at)
      .toSorted((a, b) => (b.collectedAt ?? 0) - (a.collectedAt ?? 0));
    return then === undefined ? { ...read, later: true } : { ...then, later: false };
  };
}
