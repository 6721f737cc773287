import type { CatalogReading, DeclaredService, Rejection, Service, Sourced } from '../catalog.ts';
import type { KeptCatalog } from './entries.ts';
import { isRejected } from './last-good.ts';

/** What files speak of, be it that their entry was rejected this time. */
interface Claims {
  readonly services: ReadonlySet<string>;
  /** Normalised addresses. */
  readonly repositories: ReadonlySet<string>;
  readonly teams: ReadonlySet<string>;
}

/**
 * The readings without what was discovered and files speak of too: a service of the same id or repository, a team of
 * the same id. What is left out is counted as skipped.
 */
export function filesFirst(
  readings: readonly CatalogReading[],
  kept: KeptCatalog,
): readonly CatalogReading[] {
  if (!readings.some(({ discovered }) => discovered)) return readings;
  const claims = claimsOf(
    readings.filter(({ discovered }) => !discovered),
    kept,
  );
  return readings.map((reading) => (reading.discovered ? unclaimed(reading, claims) : reading));
}

/**
 * The readings with those entries that stand nowhere but beside the files: what no file speaks of, and was not taken
 * back.
 */
export function withRegistered(
  readings: readonly CatalogReading[],
  kept: KeptCatalog,
): readonly CatalogReading[] {
  if (!readings.some(({ overlays = [] }) => overlays.some(({ registered }) => registered))) return readings;
  const files = readings.filter(({ discovered }) => !discovered);
  const own = new Set(files.flatMap(({ overlays = [] }) => overlays.map(({ origin }) => origin.source)));
  // What they registered themselves before claims nothing.
  const others = { ...kept, services: kept.services.filter(({ origin }) => !own.has(origin.source)) };
  const { services: claimed } = claimsOf(files, others);
  return readings.map((reading) => {
    const registered = (reading.overlays ?? []).filter(
      ({ registered, archived, id }) => registered && !archived && !claimed.has(id),
    );
    return { ...reading, services: [...reading.services, ...registered] };
  });
}

function unclaimed(reading: CatalogReading, claims: Claims): CatalogReading {
  const services = reading.services.filter(
    ({ entry: { id, repos } }) =>
      !claims.services.has(id) && !repos.some(({ url }) => claims.repositories.has(url)),
  );
  const teams = reading.teams.filter(({ entry }) => !claims.teams.has(entry.id));
  const left = reading.services.length - services.length + (reading.teams.length - teams.length);
  const skipped = left === 0 ? [] : [{ what: 'found elsewhere and written in files', count: left }];
  return { ...reading, services, teams, skipped: [...reading.skipped, ...skipped] };
}

function claimsOf(files: readonly CatalogReading[], kept: KeptCatalog): Claims {
  const rejections = files.flatMap((reading) => reading.rejections);
  const written = files.flatMap(({ services }) => services);
  const standing: readonly Sourced<DeclaredService | Service>[] = [
    ...written,
    ...keptDespite(rejections, kept),
  ];
  const rejectedIds = (kind: string) =>
    rejections.flatMap(({ kind: of, id }) => (of === kind && id !== undefined ? [id] : []));
  return {
    services: new Set([
      ...standing.flatMap(({ entry }) => [entry.id, ...entry.formerly]),
      ...rejectedIds('service'),
    ]),
    repositories: new Set(standing.flatMap(({ entry }) => entry.repos.map(({ url }) => url))),
    teams: new Set([
      ...files.flatMap(({ teams }) => teams.map(({ entry }) => entry.id)),
      ...rejectedIds('team'),
      // Whose a kept team is, is not known: as long as a file cannot be read, any may be its.
      ...(rejections.some(({ kind, id }) => id === undefined && (kind === undefined || kind === 'team'))
        ? kept.teams.map(({ id }) => id)
        : []),
    ]),
  };
}

/** Kept services of files that could not be taken this time. */
function keptDespite(
  rejections: readonly Rejection[],
  { services }: KeptCatalog,
): readonly Sourced<Service>[] {
  const known = new Set(services.map(({ entry }) => entry.id));
  return services.filter(({ entry, origin }) =>
    isRejected('service', { id: entry.id, origin }, rejections, known),
  );
}
