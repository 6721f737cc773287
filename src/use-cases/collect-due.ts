import type { FactSource } from '../domain/fact.ts';
import type { Instant } from '../domain/instant.ts';
import { type Asked, collectFacts } from './collect-facts.ts';
import type { Context } from './context.ts';
import { SLICE } from './evaluate-services.ts';

export interface CollectionReport {
  /** Services asked about. */
  readonly collected: number;
  /** Of these, services about which some collector failed. */
  readonly troubled: number;
}

/**
 * Asks every configured collector about the services whose last attempt is older than its interval.
 * What is due is read from the facts themselves: a restart forgets nothing, a missed tick costs delay only.
 */
export async function collectDue(
  context: Context,
  progress: (done: number) => void = () => {},
): Promise<CollectionReport> {
  const report = { collected: 0, troubled: 0 };
  for await (const asked of dueSlices(context)) {
    const trouble = await collectFacts(context, asked);
    report.collected += asked.length;
    report.troubled += [...trouble.values()].filter((reasons) => reasons.length > 0).length;
    progress(report.collected);
  }
  return report;
}

async function* dueSlices({ store, sources, clock }: Context): AsyncGenerator<readonly Asked[]> {
  const configured = sources.filter((source) => source.configured === true);
  let last: string | null = null;
  for (;;) {
    const slice: readonly { readonly key: string; readonly id: string }[] = await store.catalog.keysAfter(
      last,
      SLICE,
    );
    const end = slice.at(-1);
    if (end === undefined) return;
    last = end.id;
    const attempts = await store.facts.lastAttempts(slice.map(({ key }) => key));
    const dueOf = new Map(slice.map(({ key }) => [key, due(configured, attempts.get(key), clock.now())]));
    const records = await store.catalog.byKeys(
      [...dueOf].filter(([, only]) => only.length > 0).map(([key]) => key),
    );
    if (records.size > 0)
      yield [...records.values()].map((record) => ({ record, only: dueOf.get(record.key) ?? [] }));
  }
}

function due(
  sources: readonly FactSource[],
  attempts: ReadonlyMap<string, Instant> | undefined,
  now: Instant,
): readonly string[] {
  return sources
    .filter(
      ({ collector, interval }) => (attempts?.get(collector) ?? Number.NEGATIVE_INFINITY) + interval <= now,
    )
    .map(({ collector }) => collector);
}
