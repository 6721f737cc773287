import { atMost } from '../domain/at-most.ts';
import type { FactDocument } from '../domain/fact.ts';
import type { Collection } from './collection-ports.ts';
import type { Attempt, CollectorInUse, Context } from './context.ts';
import type { Ports, ServiceRecord } from './ports.ts';

/** What was learned by asking a collector about a service, with what was known of it before. */
export interface Finding {
  readonly collector: CollectorInUse;
  readonly attempt: Attempt;
  /** This collector's, as they were kept when it was asked. */
  readonly previous: readonly FactDocument[];
  /** As it was when it was asked; undefined = never asked. */
  readonly before: Collection | undefined;
}

/** What is known of some services when collectors are asked about them. */
interface KnownBefore {
  readonly documents: ReadonlyMap<string, readonly FactDocument[]>;
  readonly collections: readonly Collection[];
}

/** The same for several collectors, in two questions to the store. */
export async function knownBefore(
  { facts, collections }: Pick<Ports, 'facts' | 'collections'>,
  collectors: readonly CollectorInUse[],
  records: readonly ServiceRecord[],
): Promise<KnownBefore> {
  const keys = records.map(({ key }) => key);
  const filled = collectors.flatMap(({ source }) => source.fills);
  const namespaces = [...new Set(filled.map((path) => path.split('.', 1)[0] ?? path))];
  const names = collectors.map(({ source }) => source.collector);
  const [documents, known] = await Promise.all([facts.of(keys, namespaces), collections.of(keys, names)]);
  return { documents, collections: known };
}

/**
 * Asks one collector about services, in as few questions as it can. Nothing is kept yet.
 * @param waiting somebody waits for it
 * @param known absent = it is looked up
 */
export async function askCollector(
  { store }: Pick<Context, 'store'>,
  collector: CollectorInUse,
  records: readonly ServiceRecord[],
  { waiting = false, known }: { readonly waiting?: boolean; readonly known?: KnownBefore } = {},
): Promise<readonly Finding[]> {
  const { collector: name } = collector.source;
  const { documents, collections } = known ?? (await knownBefore(store, [collector], records));
  const before = new Map(
    collections.filter((one) => one.collector === name).map((collection) => [collection.key, collection]),
  );
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
