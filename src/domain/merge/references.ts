import type { DeclaredService, Flag, Service, System, Team, Tier } from '../catalog.ts';
import { didYouMeanAmong } from '../nearest-word.ts';
import { slug } from '../slug.ts';
import { isUnfilled } from './unfilled-template.ts';

/** What references can lead to. */
export interface References {
  /** Ids of living services. */
  readonly services: ReadonlySet<string>;
  /** Ids of the living services that say they were called so, by former id. */
  readonly formerIds: ReadonlyMap<string, ReadonlySet<string>>;
  /** Ids of teams, by id and by name. */
  readonly teams: ReadonlyMap<string, string>;
  readonly systems: ReadonlySet<string>;
  /** Ids of tiers, by id and by name. */
  readonly tiers: ReadonlyMap<string, string>;
  readonly defaultTier: string;
  /** ` (did you mean "…"?)`, or nothing. */
  readonly near: Readonly<Record<'service' | 'team' | 'system' | 'tier', (word: string) => string>>;
}

interface Known {
  readonly services: readonly Pick<Service, 'id' | 'formerly'>[];
  readonly teams: readonly Team[];
  readonly systems: readonly System[];
  readonly tiers: readonly Pick<Tier, 'id' | 'name'>[];
  readonly defaultTier: string;
}

/** Prepares the look-ups for everything that is known. */
export function referencesTo({ services, teams, systems, tiers, defaultTier }: Known): References {
  const formerIds = new Map<string, Set<string>>();
  for (const { id, formerly } of services)
    for (const former of formerly) formerIds.set(former, (formerIds.get(former) ?? new Set()).add(id));
  return {
    services: new Set(services.map(({ id }) => id)),
    formerIds,
    teams: byIdAndName(teams),
    systems: new Set(systems.map(({ id }) => id)),
    tiers: byIdAndName(tiers),
    defaultTier,
    near: { service: near(services), team: near(teams), system: near(systems), tier: near(tiers) },
  };
}

function near(entries: readonly { readonly id: string }[]): (word: string) => string {
  return didYouMeanAmong(entries.map(({ id }) => id).toSorted());
}

/** Ids go before names: a team may be called as another one's id. */
function byIdAndName(
  entries: readonly { readonly id: string; readonly name: string }[],
): Map<string, string> {
  const sorted = entries.toSorted((a, b) => (a.id < b.id ? 1 : -1));
  const byName = sorted.map(({ id, name }) => [slug(name), id] as const);
  return new Map([...byName, ...sorted.map(({ id }) => [slug(id), id] as const)]);
}

export interface Resolved<T> {
  readonly entry: T;
  readonly flags: readonly Flag[];
}

/** Follows all references of a service; what leads nowhere is left out or kept as it is, and flagged. */
export function resolveService(declared: DeclaredService, references: References): Resolved<Service> {
  const flags: Flag[] = [];
  const tier = resolveTier(declared.tier, references, flags);
  const owner = resolveOwner(declared, references, flags);
  const also = resolveTeams(declared.also, references, flags);
  const formerly = resolveFormerIds(declared, references, flags);
  const dependsOn = resolveDependencies(declared, references, flags);
  if (declared.system !== undefined) flagSystem(declared.system, references, flags);
  const { dependsOn: _declared, owner: _written, assumed: _defaults, ...same } = declared;
  const entry: Service = {
    ...same,
    tier,
    also,
    formerly,
    ...(owner === undefined ? {} : { owner }),
    ...(dependsOn === undefined ? {} : { dependsOn }),
  };
  return { entry, flags };
}

export function resolveTeam(team: Team, references: References): Resolved<Team> {
  const flags: Flag[] = [];
  const { parent: written, ...same } = team;
  const [parent] = resolveTeams(written === undefined ? [] : [written], references, flags);
  return { entry: parent === undefined ? same : { ...same, parent }, flags };
}

export function resolveSystem(system: System, references: References): Resolved<System> {
  const flags: Flag[] = [];
  const { owner: written, ...same } = system;
  const [owner] = resolveTeams(written === undefined ? [] : [written], references, flags);
  if (system.parent !== undefined) flagSystem(system.parent, references, flags);
  return { entry: owner === undefined ? same : { ...same, owner }, flags };
}

/** The id of a tier, by its id or name in any spelling. Unsaid is the default tier; unknown too, with a flag. */
function resolveTier(written: string | undefined, references: References, flags: Flag[]): string {
  const { tiers, defaultTier, near } = references;
  if (written === undefined) return defaultTier;
  const tier = tiers.get(slug(written));
  if (tier !== undefined) return tier;
  const message = `there is no tier "${written}"${near.tier(written)}; it counts as ${defaultTier}`;
  flags.push({ kind: 'unknown-tier', message });
  return defaultTier;
}

function resolveOwner(declared: DeclaredService, references: References, flags: Flag[]): string | undefined {
  const written = declared.ownerDeclared ?? declared.owner;
  const owner = declared.owner === undefined ? undefined : references.teams.get(declared.owner);
  if (owner === undefined) flags.push({ kind: 'no-owner', message: whyNoOwner(written, references) });
  return owner;
}

function whyNoOwner(written: string | undefined, { near }: References): string {
  if (written === undefined) return 'no owner is declared';
  if (isUnfilled(written)) return `no owner: "${written}" is a template that was left unfilled`;
  return `no owner: there is no team "${written}"${near.team(written)}`;
}

function resolveTeams(written: readonly string[], { teams, near }: References, flags: Flag[]): string[] {
  const found = new Set<string>();
  for (const word of written) {
    const team = teams.get(word);
    if (team !== undefined) found.add(team);
    else flags.push({ kind: 'unknown-team', message: `there is no team "${word}"${near.team(word)}` });
  }
  return [...found];
}

/** Where no system is declared at all, systems are what services say; where some are, others look misspelt. */
function flagSystem(written: string, { systems, near }: References, flags: Flag[]): void {
  if (systems.size === 0 || systems.has(written)) return;
  flags.push({ kind: 'unknown-system', message: `there is no system "${written}"${near.system(written)}` });
}

/** A former id leads to one service: not to a living one's own id, and not to two. */
function resolveFormerIds(
  { id, formerly }: DeclaredService,
  references: References,
  flags: Flag[],
): string[] {
  const kept: string[] = [];
  for (const former of new Set(formerly)) {
    if (former === id) continue;
    const others = [...(references.formerIds.get(former) ?? [])].filter((other) => other !== id);
    if (references.services.has(former))
      flags.push({
        kind: 'former-id-taken',
        message: `"${former}" is a service of its own, so it cannot be a former id`,
      });
    else if (others.length > 0) {
      const names = others.toSorted().map((other) => `"${other}"`);
      flags.push({
        kind: 'former-id-taken',
        message: `the former id "${former}" is also claimed by ${names.join(', ')}`,
      });
    } else kept.push(former);
  }
  return kept;
}

/** Ids that lead nowhere stay: to drop them would turn "depends on something unknown" into "on nothing". */
function resolveDependencies(
  { dependsOn }: DeclaredService,
  references: References,
  flags: Flag[],
): string[] | undefined {
  if (dependsOn === undefined) return undefined;
  const ids = dependsOn.map((word) => serviceCalled(word, references));
  for (const id of new Set(ids)) {
    if (references.services.has(id)) continue;
    const message = `depends on "${id}", which is not in the catalog${references.near.service(id)}`;
    flags.push({ kind: 'dangling-dependency', message });
  }
  return [...new Set(ids)];
}

function serviceCalled(word: string, { services, formerIds }: References): string {
  if (services.has(word)) return word;
  const [only, ...others] = formerIds.get(word) ?? [];
  return only !== undefined && others.length === 0 ? only : word;
}
