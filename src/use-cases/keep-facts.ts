import type { FactDocument } from '../domain/fact.ts';
import type { FactsPort } from './ports.ts';

/** What was known of services before something was kept, and what is known since; judging asks no more for it. */
export interface KeptFacts {
  readonly before: ReadonlyMap<string, readonly FactDocument[]>;
  /** Documents that nothing was told about are the same objects as before. */
  readonly after: ReadonlyMap<string, readonly FactDocument[]>;
  /** As they were before: whether an evaluation rests on these. */
  readonly fingerprints: ReadonlyMap<string, string>;
}

/**
 * Keeps facts of these services. Within a transaction.
 * @param keys all services to be judged after, those among them of which nothing was told included
 */
export async function keepFacts(
  facts: FactsPort,
  keys: readonly string[],
  told: readonly { readonly key: string; readonly document: FactDocument }[],
): Promise<KeptFacts> {
  const before = await facts.of(keys);
  const fingerprints = await facts.fingerprints(keys);
  await facts.save(told);
  const toldOf = Map.groupBy(told, ({ key }) => key);
  const after = keys.map((key) => {
    const young = (toldOf.get(key) ?? []).map(({ document }) => asKept(document));
    return [key, withThose(before.get(key) ?? [], young)] as const;
  });
  return { before, fingerprints, after: new Map(after) };
}

/** As it is read back. */
function asKept(document: FactDocument): FactDocument {
  return JSON.parse(JSON.stringify(document)) as FactDocument;
}

/** In the order in which the store gives them: by namespace, then by collector. */
function withThose(old: readonly FactDocument[], young: readonly FactDocument[]): readonly FactDocument[] {
  const byPlace = new Map([...old, ...young].map((one) => [`${one.namespace} ${one.collector}`, one]));
  return [...byPlace.values()].sort(
    (a, b) => compare(a.namespace, b.namespace) || compare(a.collector, b.collector),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
