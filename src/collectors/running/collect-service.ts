import { atMost } from '../../domain/at-most.ts';
import type { Service } from '../../domain/catalog.ts';
import type { FactDocument } from '../../domain/fact.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Asked, Collected, ConfiguredCollector, Occasion } from '../collector.ts';
import { namespacesOf } from './namespaces-of.ts';

/** What is known at the time, and how to go about it. `signal` stops the run: then nothing is to be saved. */
export interface CollectContext extends Occasion, Omit<Asked, 'service' | 'previous'> {
  /** Told of our own bugs; a vendor's failure is in the result. */
  readonly onBug: (bug: {
    readonly collector: string;
    readonly service: string;
    readonly cause: unknown;
  }) => void;
  /** Collectors asked at the same time. Default: 4. */
  readonly concurrency?: number;
}

export interface CollectedService {
  /** The documents of the collectors that were asked, as they are to be kept from now on. */
  readonly documents: readonly FactDocument[];
  /** What went wrong, in sentences, each once. */
  readonly trouble: readonly { readonly collector: string; readonly reason: string }[];
}

/** What people read where our own code broke. */
const BUG = 'Readybot broke while collecting this; the cause is in its log';

/**
 * Asks all configured collectors about one service. A failed attempt changes only a document's `error`, and
 * `failedAt` when it is the first in a row. Rejects with the signal's reason when it fires, and never otherwise.
 * @param previous the service's documents as they are kept, of any collector
 */
export async function collectService(
  service: Service,
  collectors: readonly ConfiguredCollector[],
  previous: readonly FactDocument[],
  context: CollectContext,
): Promise<CollectedService> {
  const configured = collectors.filter(({ source }) => source.configured === true);
  const attempts = await atMost(context.concurrency ?? 4, configured, async (collector) => {
    const name = collector.source.collector;
    const kept = previous.filter((document) => document.collector === name);
    return { name, kept, results: await attempt(collector, service, kept, context) };
  });
  return {
    documents: attempts.flatMap(({ name, kept, results }) =>
      results.map((result) => nextDocument(name, result, kept, context.now)),
    ),
    trouble: attempts.flatMap(({ name, results }) => troubleOf(name, results)),
  };
}

async function attempt(
  collector: ConfiguredCollector,
  service: Service,
  previous: readonly FactDocument[],
  context: CollectContext,
): Promise<readonly Collected[]> {
  const { concurrency: _, onBug, flags, dependents, ...occasion } = context;
  const asked = { service, flags, previous, ...(dependents === undefined ? {} : { dependents }) };
  try {
    return (await collector.collect([asked], occasion)).get(service.id) ?? [];
  } catch (cause) {
    occasion.signal.throwIfAborted();
    onBug({ collector: collector.source.collector, service: service.id, cause });
    const namespaces = namespacesOf(collector.source.fills);
    return namespaces.map((namespace) => ({ namespace, failed: BUG }));
  }
}

function nextDocument(
  collector: string,
  result: Collected,
  kept: readonly FactDocument[],
  attemptedAt: Instant,
): FactDocument {
  const { namespace } = result;
  const about = { namespace, collector, attemptedAt };
  if ('fresh' in result) return { ...about, ...result.fresh, error: null, failedAt: null };
  if ('silent' in result) {
    // What it once said is no longer known, and did not become false.
    const unreadable = [{ path: '', reason: result.silent }];
    return { ...NOTHING, ...about, unreadable, error: null, failedAt: null };
  }
  const before = kept.find((document) => document.namespace === namespace);
  const failedAt = result.failedAt ?? before?.failedAt ?? attemptedAt;
  return { ...(result.lastGood ?? before ?? NOTHING), ...about, error: result.failed, failedAt };
}

const NOTHING = { value: null, collectedAt: null, unreadable: [], absent: [] };

function troubleOf(collector: string, results: readonly Collected[]): CollectedService['trouble'] {
  const reasons = new Set(results.flatMap((result) => ('failed' in result ? [result.failed] : [])));
  return [...reasons].map((reason) => ({ collector, reason }));
}
