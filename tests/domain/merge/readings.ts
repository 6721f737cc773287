import type {
  CatalogReading,
  DeclaredService,
  Origin,
  Rejection,
  System,
  Team,
} from '../../../src/domain/catalog.ts';

export const NO_READING: CatalogReading = {
  services: [],
  teams: [],
  systems: [],
  people: [],
  rejections: [],
  skipped: [],
};

export const POLICY = {
  tiers: [
    { id: 'tier-1', name: 'Customers stop' },
    { id: 'tier-2', name: 'Customers wait' },
  ],
  defaultTier: 'tier-2',
  people: [],
};

export function declared(id: string, fields: Partial<DeclaredService> = {}): DeclaredService {
  return {
    id,
    name: id,
    type: 'service',
    lifecycle: 'production',
    also: [],
    repos: [],
    links: [],
    tags: [],
    annotations: {},
    custom: {},
    formerly: [],
    ...fields,
    ...(fields.owner === undefined || 'ownerDeclared' in fields ? {} : { ownerDeclared: fields.owner }),
  };
}

export function team(id: string, fields: Partial<Team> = {}): Team {
  return { id, name: id, members: [], stewards: [], nudges: 'dm', ...fields };
}

/** A reading of one file, an entry per line. */
export function reading(
  {
    services = [],
    teams = [],
    systems = [],
    rejections = [],
  }: {
    readonly services?: readonly DeclaredService[];
    readonly teams?: readonly Team[];
    readonly systems?: readonly System[];
    readonly rejections?: readonly Omit<Rejection, 'problems'>[];
  },
  file = 'a.yml',
): CatalogReading {
  let line = 0;
  const at = (): Origin => {
    line += 1;
    return { source: 'own-yaml', file, line };
  };
  const sourced = <T>(entries: readonly T[]) => entries.map((entry) => ({ entry, origin: at() }));
  return {
    ...NO_READING,
    services: sourced(services),
    teams: sourced(teams),
    systems: sourced(systems),
    rejections: rejections.map((rejection) => ({ ...rejection, problems: [{ message: 'wrong' }] })),
  };
}
