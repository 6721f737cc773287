/** What is said of a service beside its entry: it fills what the entry leaves unsaid, and is more than a discovery. */
import type { DeclaredService, Overlay, Service, Sourced, Team } from '../catalog.ts';
import { slug } from '../slug.ts';
import type { Entries, KeptCatalog, KeptService, Staying } from './entries.ts';

/** The source of a field that nobody said: its default. */
const UNSAID = 'default';

const FIELDS = [
  'name',
  'description',
  'type',
  'lifecycle',
  'tier',
  'system',
  'owner',
  'also',
  'repos',
  'channel',
  'links',
  'tags',
  'dependsOn',
  'annotations',
  'custom',
] as const satisfies readonly (keyof Service)[];

type Field = (typeof FIELDS)[number];

/** A service with the source of each field that is not its own source's. */
export interface Composed extends Sourced<DeclaredService> {
  readonly fieldSources: Readonly<Record<string, string>>;
}

interface Around {
  readonly teams: readonly Pick<Team, 'id' | 'name'>[];
  /** Names of sources whose entries are found rather than written: they yield to what somebody wrote. */
  readonly yielding: readonly string[];
}

/**
 * Lays what was said elsewhere over the entries; kept ones that no source has this time included, which so become
 * entries again. `staying` are those that nothing is said about, now or before.
 */
export function withOverlays(
  entries: Pick<Entries, 'services' | 'teams'>,
  staying: Staying,
  overlays: readonly Overlay[],
  kept: KeptCatalog,
): { readonly services: readonly Composed[]; readonly staying: readonly Service[] } {
  const said = new Map(overlays.filter(({ archived }) => !archived).map((overlay) => [overlay.id, overlay]));
  const teams = [...entries.teams.map(({ entry }) => entry), ...staying.teams];
  const around = { teams, yielding: kept.yielding ?? [] };
  const overlayOf = ({ id, formerly }: Pick<Service, 'id' | 'formerly'>) =>
    [id, ...formerly].map((name) => said.get(name)).find((found) => found !== undefined);
  const standing = new Map(kept.services.map((one) => [one.entry.id, one]));
  const again = staying.services.flatMap(({ id }): readonly Sourced<DeclaredService>[] => {
    const one = standing.get(id);
    if (one === undefined || (overlayOf(one.entry) === undefined && !isComposed(one))) return [];
    return [{ entry: declaredAgain(one), origin: one.origin }];
  });
  const restated = new Set(again.map(({ entry }) => entry.id));
  return {
    services: [...entries.services, ...again].map((one) => laidOver(one, overlayOf(one.entry), around)),
    staying: staying.services.filter(({ id }) => !restated.has(id)),
  };
}

function isComposed({ fieldSources = {}, origin }: KeptService): boolean {
  return Object.values(fieldSources).some((source) => source !== UNSAID && source !== origin.source);
}

function laidOver(
  { entry, origin }: Sourced<DeclaredService>,
  overlay: Overlay | undefined,
  around: Around,
): Composed {
  const other = overlay?.origin.source === origin.source ? undefined : overlay;
  const taken =
    other === undefined ? [] : FIELDS.filter((field) => isTaken(field, { entry, origin }, other, around));
  const unsaid = FIELDS.filter((field) => !taken.includes(field) && isDefault(entry, field));
  const sources = [
    ...taken.map((field) => [field, other?.origin.source ?? ''] as const),
    ...unsaid.map((field) => [field, UNSAID] as const),
  ];
  const lent = Object.fromEntries(taken.map((field) => [field, other?.entry[field]]));
  return {
    entry: { ...entry, ...lent, assumed: unsaid },
    origin,
    fieldSources: Object.fromEntries(sources),
  };
}

function isTaken(
  field: Field,
  { entry, origin }: Sourced<DeclaredService>,
  overlay: Overlay,
  { teams, yielding }: Around,
): boolean {
  if (!says(overlay.entry, field)) return false;
  if (!says(entry, field) || yielding.includes(origin.source)) return true;
  return field === 'owner' && !teams.some(({ id, name }) => id === entry.owner || slug(name) === entry.owner);
}

/** An empty list is nothing said, but for dependencies: there it says that there are none. */
function says(entry: DeclaredService, field: Field): boolean {
  const value = entry[field];
  if (value === undefined || entry.assumed?.includes(field)) return false;
  if (typeof value !== 'object' || field === 'dependsOn') return true;
  return (Array.isArray(value) ? value : Object.keys(value)).length > 0;
}

/** What every service has, whoever says it. */
function isDefault(entry: DeclaredService, field: Field): boolean {
  return (field === 'tier' && entry.tier === undefined) || entry.assumed?.includes(field) === true;
}

/** A kept service as its own source declared it: without what was borrowed for it. */
function declaredAgain({ entry, fieldSources = {} }: KeptService): DeclaredService {
  const isBorrowed = (field: string) => (fieldSources[field] ?? UNSAID) !== UNSAID;
  const { tier, owner, ...rest } = entry;
  const own = Object.entries(rest).filter(([field]) => !isBorrowed(field));
  const owned = owner !== undefined && !isBorrowed('owner') ? owner : slug(entry.ownerDeclared ?? '');
  return {
    ...{ id: entry.id, name: entry.id, type: 'service', lifecycle: 'production' },
    ...{ also: [], repos: [], links: [], tags: [], annotations: {}, custom: {}, formerly: entry.formerly },
    // What is left are fields of a service with the values that they had.
    ...(Object.fromEntries(own) as Partial<Service>),
    ...(fieldSources.tier === undefined ? { tier } : {}),
    ...(owned === '' ? {} : { owner: owned }),
    assumed: (['name', 'type', 'lifecycle'] as const).filter((field) => fieldSources[field] !== undefined),
  };
}
