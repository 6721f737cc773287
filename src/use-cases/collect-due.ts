import type { FactSource } from '../domain/fact.ts';
import type { Instant } from '../domain/instant.ts';
import { collectFacts } from './collect-facts.ts';
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
  for await (const { key, collectors } of dueServices(context)) {
    const record = (await context.store.catalog.byKeys([key])).get(key);
    if (record === undefined) continue;
    const trouble = await collectFacts(context, record, collectors);
    report.collected += 1;
    if (trouble.length > 0) report.troubled += 1;
    progress(report.collected);
  }
  return report;
}

interface Due {
  readonly key: string;
  readonly collectors: readonly string[];
}

async function* dueServices({ store, sources, clock }: Context): AsyncGenerator<Due> {
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
    for (const { key } of slice) {
      const collectors = due(configured, attempts.get(key), clock.now());
      if (collectors.length > 0) yield { key, collectors };
    }
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
