import type { Service } from '../../domain/catalog.ts';
import type { FactDocument } from '../../domain/fact.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Collected, ConfiguredCollector, Occasion } from '../collector.ts';
import { atMost } from './at-most.ts';
import { namespacesOf } from './namespaces-of.ts';

/** What is known at the time, and how to go about it. `signal` stops the run: then nothing is to be saved. */
export interface CollectContext extends Occasion {
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
 * Asks all configured collectors about one service. A failed attempt changes only a document's `error` and
 * `failedAt`. Rejects with the signal's reason when it fires, and never otherwise.
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
    return { name, kept, results: await attempt(collector, service, context) };
  });
  return {
    documents: attempts.flatMap(({ name, kept, results }) => nextDocuments(name, kept, results, context.now)),
    trouble: attempts.flatMap(({ name, results }) => troubleOf(name, results)),
  };
}

async function attempt(
  collector: ConfiguredCollector,
  service: Service,
  context: CollectContext,
): Promise<readonly Collected[]> {
  const { now, signal, flags, dependents, onBug } = context;
  try {
    return await collector.collect(service, { now, signal, flags, ...(dependents && { dependents }) });
  } catch (cause) {
    signal.throwIfAborted();
    onBug({ collector: collector.source.collector, service: service.id, cause });
    return namespacesOf(collector.source.fills).map((namespace) => ({ namespace, failed: BUG }));
  }
}

function nextDocuments(
  collector: string,
  kept: readonly FactDocument[],
  results: readonly Collected[],
  now: Instant,
): readonly FactDocument[] {
  const told = results.map((result) => {
    const lastGood = kept.find(({ namespace }) => namespace === result.namespace);
    const before = lastGood ?? nothing(collector, result.namespace);
    if ('failed' in result) return { ...before, error: result.failed, failedAt: now, attemptedAt: now };
    return { ...before, ...result.fresh, error: null, failedAt: null, attemptedAt: now };
  });
  const spokenOf = new Set(results.map(({ namespace }) => namespace));
  const forgotten = kept.filter(({ namespace }) => !spokenOf.has(namespace));
  return [...told, ...forgotten.map(({ namespace }) => silent(collector, namespace, now))];
}

function nothing(collector: string, namespace: string): FactDocument {
  return {
    namespace,
    collector,
    value: null,
    collectedAt: null,
    unreadable: [],
    absent: [],
    error: null,
    failedAt: null,
  };
}

/** What a collector said before and leaves out now is no longer known; it did not become false. */
function silent(collector: string, namespace: string, now: Instant): FactDocument {
  const unreadable = [{ path: '', reason: `${collector} no longer says anything about this` }];
  return { ...nothing(collector, namespace), value: {}, collectedAt: now, unreadable, attemptedAt: now };
}

function troubleOf(collector: string, results: readonly Collected[]): CollectedService['trouble'] {
  const reasons = new Set(results.flatMap((result) => ('failed' in result ? [result.failed] : [])));
  return [...reasons].map((reason) => ({ collector, reason }));
}
