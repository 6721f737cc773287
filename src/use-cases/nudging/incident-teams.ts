import type { Context } from '../context.ts';
import type { OwnedService } from './due-nudges.ts';

/** Teams with an open incident: they have something else to do. What is not known, or stale, keeps nobody back. */
export async function incidentTeams(
  { store, sources, clock }: Pick<Context, 'store' | 'sources' | 'clock'>,
  services: readonly Pick<OwnedService, 'key' | 'owner'>[],
): Promise<ReadonlySet<string>> {
  const tellers = new Map(
    sources
      .filter(
        ({ fills, configured }) => configured === true && fills.some((fill) => fill.startsWith('incidents')),
      )
      .map((source) => [source.collector, source]),
  );
  if (tellers.size === 0) return new Set();
  const documents = await store.facts.of(
    services.map(({ key }) => key),
    ['incidents'],
  );
  const now = clock.now();
  return new Set(
    services
      .filter(({ key }) =>
        documents.get(key)?.some(({ collector, value, collectedAt }) => {
          const teller = tellers.get(collector);
          const isFresh = teller !== undefined && now - (collectedAt ?? 0) <= teller.maxAge;
          return isFresh && typeof value?.open === 'number' && value.open > 0;
        }),
      )
      .map(({ owner }) => owner),
  );
}
