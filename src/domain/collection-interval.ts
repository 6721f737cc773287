import type { FactSource } from './fact.ts';
import { type Duration, MINUTE } from './instant.ts';
import type { CompiledRule } from './rules/compile-scorecard.ts';

/**
 * How often a collector asks about each service: its own interval, or half of the shortest `max_age` of a rule that
 * reads what it fills, so that one answer that comes late leaves nothing stale. Never more often than each minute.
 */
export function collectionInterval(
  { fills, interval }: Pick<FactSource, 'fills' | 'interval'>,
  rules: readonly Pick<CompiledRule, 'rule' | 'paths'>[],
): Duration {
  const wanted = rules.flatMap(({ rule: { maxAge }, paths }) =>
    maxAge !== undefined && paths.some((path) => isFilled(path, fills)) ? [Math.floor(maxAge / 2)] : [],
  );
  return Math.max(MINUTE, Math.min(interval, ...wanted));
}

/** A rule may read a group of fields of which the collector fills some, or one below what it fills. */
function isFilled(path: string, fills: readonly string[]): boolean {
  return fills.some(
    (filled) => path === filled || path.startsWith(`${filled}.`) || filled.startsWith(`${path}.`),
  );
}
