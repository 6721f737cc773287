import type {
  CatalogReading,
  DeclaredService,
  Origin,
  Rejection,
  Service,
  Sourced,
  System,
  Team,
} from '../catalog.ts';
import { describeOrigin, distinct } from './duplicates.ts';
import { isRejected } from './last-good.ts';

/** The catalog as it was kept so far, living services only: what stays where an entry is rejected. */
export interface KeptCatalog {
  readonly services: readonly KeptService[];
  readonly teams: readonly Team[];
  readonly systems: readonly System[];
  /** Names of the sources that this import speaks for; services of others stay. Absent = all. */
  readonly sources?: readonly string[];
  /** Names of sources whose entries yield to what somebody wrote. */
  readonly yielding?: readonly string[];
}

export interface KeptService extends Sourced<Service> {
  /** The source of each field that is not of its own; absent = all are. */
  readonly fieldSources?: Readonly<Record<string, string>>;
}

export interface Entries {
  readonly services: readonly Sourced<DeclaredService>[];
  readonly teams: readonly Sourced<Team>[];
  readonly systems: readonly Sourced<System>[];
  readonly rejections: readonly Rejection[];
}

/** What all readings hold, each id once. */
export function distinctEntries(readings: readonly CatalogReading[]): Entries {
  const read = readings.flatMap(({ rejections }) => rejections);
  const services = distinct(
    'service',
    readings.flatMap((reading) => reading.services),
    read,
  );
  const teams = distinct(
    'team',
    readings.flatMap((reading) => reading.teams),
    read,
  );
  const systems = distinct(
    'system',
    readings.flatMap((reading) => reading.systems),
    read,
  );
  const rejections = [...read, ...services.rejections, ...teams.rejections, ...systems.rejections];
  return {
    services: services.entries,
    teams: teams.entries,
    systems: systems.entries,
    rejections: rejections.toSorted(byOrigin),
  };
}

export interface Staying {
  readonly services: readonly Service[];
  readonly teams: readonly Team[];
  readonly systems: readonly System[];
}

/** What is kept of the entries that no source has now, because theirs was rejected or is of another source. */
export function stayingEntries(
  kept: KeptCatalog,
  { services, teams, systems, rejections }: Entries,
): Staying {
  const { sources } = kept;
  const isOurs = ({ origin }: Sourced<Service>) => sources === undefined || sources.includes(origin.source);
  const ours = kept.services.filter(isOurs);
  const others = kept.services.filter((service) => !isOurs(service));
  const read = new Set(services.map(({ entry }) => entry.id));
  const origins = new Map(ours.map(({ entry, origin }) => [entry.id, origin]));
  return {
    services: [
      ...others.map(({ entry }) => entry).filter(({ id }) => !read.has(id)),
      ...stayers(
        'service',
        ours.map(({ entry }) => entry),
        services,
        rejections,
        origins,
      ),
    ],
    teams: stayers('team', kept.teams, teams, rejections),
    systems: stayers('system', kept.systems, systems, rejections),
  };
}

/** Kept entries that no source has now because theirs was rejected. */
function stayers<T extends { readonly id: string }>(
  kind: 'service' | 'team' | 'system',
  kept: readonly T[],
  entries: readonly Sourced<{ readonly id: string }>[],
  rejections: readonly Rejection[],
  origins: ReadonlyMap<string, Origin> = new Map(),
): readonly T[] {
  const read = new Set(entries.map(({ entry }) => entry.id));
  const known = new Set(kept.map(({ id }) => id));
  return kept.filter(
    ({ id }) => !read.has(id) && isRejected(kind, { id, origin: origins.get(id) }, rejections, known),
  );
}

function byOrigin(a: Rejection, b: Rejection): number {
  const [one, other] = [sortKey(a), sortKey(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function sortKey({ origin, kind, id }: Rejection): string {
  return JSON.stringify([
    origin.file ?? describeOrigin(origin),
    String(origin.line ?? 0).padStart(9, '0'),
    kind,
    id,
  ]);
}
