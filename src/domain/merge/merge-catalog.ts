import type {
  CatalogReading,
  Flag,
  Origin,
  Person,
  Rejection,
  Service,
  Skipped,
  Sourced,
  System,
  Team,
  Tier,
} from '../catalog.ts';
import { dependencyCycles } from './dependency-cycles.ts';
import { distinctEntries, type Entries, type KeptCatalog, stayingEntries } from './entries.ts';
import { type Composed, withOverlays } from './overlay.ts';
import { mergePeople } from './people.ts';
import { filesFirst, withRegistered } from './precedence.ts';
import {
  type References,
  type Resolved,
  referencesTo,
  resolveService,
  resolveSystem,
  resolveTeam,
} from './references.ts';
import { withMentioned } from './systems.ts';

export interface MergePolicy {
  readonly tiers: readonly Pick<Tier, 'id' | 'name'>[];
  readonly defaultTier: string;
  /** Those of ready.yml: they go before what sources say of the same person. */
  readonly people: readonly Person[];
}

export interface MergedService extends Sourced<Service>, Resolved<Service> {
  /** The source of each field that is not `origin`'s; `default` = nobody said it. */
  readonly fieldSources: Readonly<Record<string, string>>;
}

/** A flag with whom it is about. */
export interface Flagged extends Flag {
  readonly subject: 'service' | 'team' | 'system';
  readonly id: string;
  readonly origin: Origin;
}

export interface MergedCatalog {
  /** By id, each once; without those that stay as they are kept. */
  readonly services: readonly MergedService[];
  /** Ids of kept services whose entry was rejected. */
  readonly staying: readonly string[];
  /** All teams and systems, those that stay included. */
  readonly teams: readonly Team[];
  readonly systems: readonly System[];
  readonly people: readonly Person[];
  readonly rejections: readonly Rejection[];
  readonly flagged: readonly Flagged[];
  readonly skipped: readonly Skipped[];
}

const NOTHING: KeptCatalog = { services: [], teams: [], systems: [] };

/**
 * Makes one catalog of what all sources read: entries of one id reject each other, references are resolved, and
 * what leads nowhere is kept and flagged. The result does not depend on the order of the readings or entries.
 */
export function mergeCatalog(
  readings: readonly CatalogReading[],
  policy: MergePolicy,
  kept: KeptCatalog = NOTHING,
): MergedCatalog {
  const ranked = filesFirst(withRegistered(readings, kept), kept);
  const read = distinctEntries(ranked);
  const unread = ranked.flatMap((reading) => reading.unread ?? []);
  const unseen = stayingEntries(kept, {
    ...read,
    rejections: [...read.rejections, ...unread.map((origin) => ({ origin, problems: [] }))],
  });
  const said = ranked.flatMap(({ overlays = [] }) => overlays);
  const composed = withOverlays(read, unseen, said, kept);
  const entries = { ...read, services: composed.services };
  const staying = { ...unseen, services: composed.staying };
  const teams = [...entriesOf(entries.teams), ...staying.teams];
  const references = referencesTo({
    services: [...entriesOf(entries.services), ...staying.services],
    teams,
    systems: [...entriesOf(entries.systems), ...staying.systems],
    ...policy,
  });
  const resolved = resolveEntries(entries, references, staying.services);
  return {
    services: resolved.services,
    staying: staying.services.map(({ id }) => id).toSorted(),
    teams: [...entriesOf(resolved.teams), ...staying.teams].toSorted(byId),
    systems: withMentioned(
      [...entriesOf(resolved.systems), ...staying.systems],
      [...entriesOf(resolved.services), ...staying.services],
    ),
    people: mergePeople(
      policy.people,
      ranked.flatMap(({ people }) => people),
      teams,
    ),
    rejections: entries.rejections,
    flagged: [
      ...flaggedOf('service', resolved.services),
      ...flaggedOf('team', resolved.teams),
      ...flaggedOf('system', resolved.systems),
    ],
    skipped: summed(ranked.flatMap(({ skipped }) => skipped)),
  };
}

interface ComposedEntries extends Entries {
  readonly services: readonly Composed[];
}

function resolveEntries(entries: ComposedEntries, references: References, staying: readonly Service[]) {
  const services = entries.services.map(({ entry, origin, fieldSources }) => ({
    ...resolveService(entry, references),
    origin,
    fieldSources,
  }));
  return {
    services: withCycles(services, staying),
    teams: resolveAll(entries.teams, references, resolveTeam),
    systems: resolveAll(entries.systems, references, resolveSystem),
  };
}

function resolveAll<D, T>(
  entries: readonly Sourced<D>[],
  references: References,
  resolve: (declared: D, references: References) => Resolved<T>,
): (Sourced<T> & Resolved<T>)[] {
  return entries.map(({ entry, origin }) => ({ ...resolve(entry, references), origin }));
}

/** Tells each cycle once, at the first of its services that was read. */
function withCycles(
  services: readonly MergedService[],
  staying: readonly Service[],
): readonly MergedService[] {
  const graph = new Map(
    [...entriesOf(services), ...staying].map(({ id, dependsOn = [] }) => [id, dependsOn]),
  );
  const read = new Set(services.map(({ entry }) => entry.id));
  const flags = new Map<string, Flag>();
  for (const cycle of dependencyCycles(graph)) {
    const at = cycle.find((id) => read.has(id));
    const message = `depends on itself in a circle: ${[...cycle, cycle[0]].join(' → ')}`;
    if (at !== undefined) flags.set(at, { kind: 'dependency-cycle', message });
  }
  return services.map((service) => {
    const flag = flags.get(service.entry.id);
    return flag === undefined ? service : { ...service, flags: [...service.flags, flag] };
  });
}

function flaggedOf<T extends { readonly id: string }>(
  subject: Flagged['subject'],
  entries: readonly (Sourced<T> & Resolved<T>)[],
): Flagged[] {
  return entries.flatMap(({ entry, origin, flags }) =>
    flags.map((flag) => ({ ...flag, subject, id: entry.id, origin })),
  );
}

function entriesOf<T>(entries: readonly { readonly entry: T }[]): readonly T[] {
  return entries.map(({ entry }) => entry);
}

function summed(skipped: readonly Skipped[]): readonly Skipped[] {
  const counts = new Map<string, number>();
  for (const { what, count } of skipped) counts.set(what, (counts.get(what) ?? 0) + count);
  return [...counts].map(([what, count]) => ({ what, count })).toSorted((a, b) => (a.what < b.what ? -1 : 1));
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
