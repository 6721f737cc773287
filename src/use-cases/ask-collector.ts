import { atMost } from '../domain/at-most.ts';
import type { FactDocument } from '../domain/fact.ts';
import type { Collection } from './collection-ports.ts';
import type { Attempt, CollectorInUse, Context } from './context.ts';
import type { ServiceRecord } from './ports.ts';

/** What was learned by asking a collector about a service, with what was known of it before. */
export interface Finding {
  readonly collector: CollectorInUse;
  readonly attempt: Attempt;
  /** This collector's, as they were kept when it was asked. */
  readonly previous: readonly FactDocument[];
  /** As it was when it was asked; undefined = never asked. */
  readonly before: Collection | undefined;
}

/**
 * Asks one collector about services, in as few questions as it can. Nothing is kept yet.
 * @param waiting somebody waits for it
 */
export async function askCollector(
  { store }: Pick<Context, 'store'>,
  collector: CollectorInUse,
  records: readonly ServiceRecord[],
  waiting = false,
): Promise<readonly Finding[]> {
  const { collector: name, fills } = collector.source;
  const keys = records.map(({ key }) => key);
  const namespaces = [...new Set(fills.map((path) => path.split('.', 1)[0] ?? path))];
  const [documents, before] = await Promise.all([
    store.facts.of(keys, namespaces),
    store.collections.of(keys, name),
  ]);
  const previousOf = (key: string) => (documents.get(key) ?? []).filter((one) => one.collector === name);
  const batches = inBatches(records, collector.most);
  const told = await atMost(collector.concurrency, batches, (batch) =>
    collector.ask(
      batch.map((record) => ({ record, previous: previousOf(record.key) })),
      waiting,
    ),
  );
  return told.flat().map((attempt) => ({
    collector,
    attempt,
    previous: previousOf(attempt.key),
    before: before.get(attempt.key),
  }));
}

function inBatches<T>(items: readonly T[], most: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / most) }, (_, nth) =>
    items.slice(nth * most, (nth + 1) * most),
  );
}
