import type { FactDocument } from '../../domain/fact.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Collected } from '../collector.ts';

/**
 * A document as it is to be kept from now on; undefined = as it is. A failed attempt changes only `error`, and
 * `failedAt` when it is the first in a row. Where the vendor asks to wait, it was not asked: a good answer stays
 * as it is, and only where there never was one it is said why.
 * @param kept documents of this collector about the service
 */
export function nextDocument(
  collector: string,
  result: Collected,
  kept: readonly FactDocument[],
  attemptedAt: Instant,
): FactDocument | undefined {
  const { namespace } = result;
  const about = { namespace, collector, attemptedAt };
  if ('fresh' in result) {
    const { failing, ...fresh } = result.fresh;
    if (failing === undefined) return { ...about, ...fresh, error: null, failedAt: null };
    const since = kept.find((document) => document.namespace === namespace)?.failedAt;
    return { ...about, ...fresh, error: failing, failedAt: since ?? attemptedAt };
  }
  if ('silent' in result) {
    // What it once said is no longer known, and did not become false.
    const unreadable = [{ path: '', reason: result.silent }];
    return { ...NOTHING, ...about, unreadable, error: null, failedAt: null };
  }
  const before = kept.find((document) => document.namespace === namespace);
  if (result.notBefore !== undefined && before !== undefined && before.collectedAt !== null) return undefined;
  const failedAt = result.failedAt ?? before?.failedAt ?? attemptedAt;
  return { ...(result.lastGood ?? before ?? NOTHING), ...about, error: result.failed, failedAt };
}

const NOTHING = { value: null, collectedAt: null, unreadable: [], absent: [] };
