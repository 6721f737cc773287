/** All collectors asked about one service, without a database: as the bot does it, batch by batch. */

import type { Asked, ConfiguredCollector } from '../../src/collectors/collector.ts';
import { type BatchContext, collectBatch, type Told } from '../../src/collectors/running/collect-batch.ts';
import { atMost } from '../../src/domain/at-most.ts';
import type { Service } from '../../src/domain/catalog.ts';
import type { FactDocument } from '../../src/domain/fact.ts';

/** What is known at the time, and how to go about it. `signal` stops the run: then nothing is to be saved. */
export interface CollectContext extends BatchContext, Omit<Asked, 'service' | 'previous'> {
  /** Collectors asked at the same time. Default: 4. */
  readonly concurrency?: number;
}

export interface CollectedService {
  /** The documents of the collectors that were asked that differ from what was kept. */
  readonly documents: readonly FactDocument[];
  /** What went wrong, in sentences, each once. */
  readonly trouble: readonly { readonly collector: string; readonly reason: string }[];
}

/**
 * Asks all configured collectors about one service. Rejects with the signal's reason when it fires, and never
 * otherwise.
 * @param previous the service's documents as they are kept, of any collector
 */
export async function collectService(
  service: Service,
  collectors: readonly ConfiguredCollector[],
  previous: readonly FactDocument[],
  { concurrency = 4, flags, dependents, ...context }: CollectContext,
): Promise<CollectedService> {
  const configured = collectors.filter(({ source }) => source.configured === true);
  const asked = { service, flags, previous, ...(dependents === undefined ? {} : { dependents }) };
  const told = await atMost(concurrency, configured, async (collector) => ({
    collector: collector.source.collector,
    told: (await collectBatch(collector, [asked], context)).get(service.id),
  }));
  return {
    documents: told.flatMap(({ told }) => told?.documents ?? []),
    trouble: told.flatMap(({ collector, told }) => troubleOf(collector, told)),
  };
}

function troubleOf(collector: string, told: Told | undefined): CollectedService['trouble'] {
  if (told === undefined || !('reasons' in told.result)) return [];
  return told.result.reasons.map((reason) => ({ collector, reason }));
}
