import { channelName, isMail } from '../../documents/field-shapes.ts';
import type {
  CatalogReading,
  DeclaredService,
  Person,
  Skipped,
  Sourced,
  System,
  Team,
} from '../../domain/catalog.ts';
import type { Entity, Kind } from './entity.ts';
import { type Names, namesOf, parseReference } from './names.ts';
import type { ReadEntities } from './read-entities.ts';
import { linksOf, repositoriesOf, tierOf } from './traits.ts';

const SERVICES: readonly Kind[] = ['component', 'api', 'resource'];
const SYSTEMS: readonly Kind[] = ['system', 'domain'];

/** Says Backstage's entities in our words. */
export function translate({ entities, wrong, skipped }: ReadEntities): CatalogReading {
  const names = namesOf(
    entities,
    wrong.flatMap(({ named }) => named ?? []),
  );
  const of = <T>(kinds: readonly Kind[], entry: (entity: Entity) => T): Sourced<T>[] =>
    entities
      .filter(({ kind }) => kinds.includes(kind))
      .map((entity) => ({ entry: entry(entity), origin: entity.origin }));
  const services = of(SERVICES, (entity) => serviceOf(entity, names));
  const users = entities.filter(({ kind }) => kind === 'user');
  return {
    services,
    teams: [...of(['group'], (entity) => teamOf(entity, users, names)), ...teamsOfOne(entities, names)],
    systems: of(SYSTEMS, (entity) => systemOf(entity, names)),
    people: of(['user'], personOf).flatMap(({ entry, origin }) =>
      entry === undefined ? [] : [{ entry, origin }],
    ),
    rejections: wrong.map(({ rejection, named }) =>
      rejection.kind === undefined || named === undefined
        ? rejection
        : { ...rejection, id: names.idOf(named) },
    ),
    skipped: [...skipped, ...withoutMail(users)],
  };
}

function serviceOf(entity: Entity, names: Names): DeclaredService {
  const { kind, metadata, spec, checkout } = entity;
  return {
    id: names.idOf(entity),
    name: metadata.title ?? metadata.name,
    description: metadata.description,
    type: kind === 'component' ? (spec.type?.toLowerCase() ?? 'service') : kind,
    lifecycle: spec.lifecycle?.toLowerCase() ?? 'production',
    tier: tierOf(entity),
    system: leadTo(spec.system, entity, SYSTEMS, names),
    owner: ownerId(entity, names),
    ownerDeclared: spec.owner,
    also: [],
    repos: repositoriesOf(entity),
    channel: channelOf(entity),
    links: linksOf(entity),
    tags: metadata.tags ?? [],
    ...dependencies(entity, names),
    annotations: metadata.annotations ?? {},
    custom: {},
    formerly: [],
    path: checkout,
    assumed: unsaid(entity),
  };
}

/** What Backstage lets be left out, and every service has. */
function unsaid({ kind, metadata, spec }: Entity): readonly ('name' | 'type' | 'lifecycle')[] {
  return [
    ...(metadata.title === undefined ? (['name'] as const) : []),
    ...(kind === 'component' && spec.type === undefined ? (['type'] as const) : []),
    ...(spec.lifecycle === undefined ? (['lifecycle'] as const) : []),
  ];
}

/** An API that is consumed is depended on. Saying neither key is not saying that there is none. */
function dependencies(entity: Entity, names: Names): Pick<DeclaredService, 'dependsOn'> {
  const { dependsOn, consumesApis } = entity.spec;
  if (dependsOn === undefined && consumesApis === undefined) return {};
  const ids = [
    ...(dependsOn ?? []).map((written) => leadTo(written, entity, SERVICES, names)),
    ...(consumesApis ?? []).map((written) => leadTo(written, entity, ['api'], names)),
  ];
  return { dependsOn: [...new Set(ids.filter((id) => id !== undefined))] };
}

function leadTo(
  written: string | undefined,
  from: Entity,
  kinds: readonly Kind[],
  names: Names,
): string | undefined {
  if (written === undefined) return undefined;
  const reference = parseReference(written, from.namespace);
  return reference === undefined ? written : names.idAt(reference, kinds);
}

/** A person may own things in Backstage; with us a team answers, so they are a team of one. */
function ownerId(entity: Entity, names: Names): string | undefined {
  const { owner } = entity.spec;
  const reference = owner === undefined ? undefined : parseReference(owner, entity.namespace);
  if (reference?.kind === 'user') return `user.${names.idAt(reference, ['user'])}`;
  return leadTo(owner, entity, ['group'], names);
}

function teamsOfOne(entities: readonly Entity[], names: Names): Sourced<Team>[] {
  const owners = new Map<string, Entity>();
  for (const entity of entities) {
    const reference = parseReference(entity.spec.owner ?? '', entity.namespace);
    const user = reference?.kind === 'user' ? names.at(reference, 'user') : undefined;
    if (user !== undefined && mailOf(user) !== undefined) owners.set(`user.${names.idOf(user)}`, user);
  }
  return [...owners].map(([id, user]) => ({
    entry: { id, name: nameOf(user), members: [mailOf(user) ?? ''], stewards: [], nudges: 'dm' },
    origin: user.origin,
  }));
}

function teamOf(entity: Entity, users: readonly Entity[], names: Names): Team {
  const id = names.idOf(entity);
  const named = (entity.spec.members ?? []).map((written) => leadTo(written, entity, ['user'], names));
  const members = users.filter(
    (user) =>
      named.includes(names.idOf(user)) ||
      (user.spec.memberOf ?? []).some((group) => leadTo(group, user, ['group'], names) === id),
  );
  return {
    id,
    name: nameOf(entity),
    channel: channelOf(entity),
    members: members.map(mailOf).filter((mail) => mail !== undefined),
    stewards: [],
    nudges: 'dm',
    parent: leadTo(entity.spec.parent, entity, ['group'], names),
  };
}

function systemOf(entity: Entity, names: Names): System {
  const { spec, metadata } = entity;
  return {
    id: names.idOf(entity),
    name: nameOf(entity),
    description: metadata.description,
    parent: leadTo(spec.domain ?? spec.subdomainOf, entity, ['domain'], names),
    owner: ownerId(entity, names),
  };
}

function personOf(entity: Entity): Person | undefined {
  const email = mailOf(entity);
  const annotations = entity.metadata.annotations ?? {};
  if (email === undefined) return undefined;
  return {
    email,
    name: nameOf(entity),
    slack: annotations['slack.com/user-id'],
    github: annotations['github.com/user-login'],
  };
}

function withoutMail(users: readonly Entity[]): Skipped[] {
  const count = users.filter((user) => mailOf(user) === undefined).length;
  return count === 0 ? [] : [{ what: 'User without an e-mail address', count }];
}

function mailOf(user: Entity): string | undefined {
  const mail = user.spec.profile?.email;
  return mail !== undefined && isMail(mail) ? mail.toLowerCase() : undefined;
}

function nameOf({ metadata, spec }: Entity): string {
  return spec.profile?.displayName ?? metadata.title ?? metadata.name;
}

function channelOf({ metadata }: Entity): string | undefined {
  const written = metadata.annotations?.['slack.com/channel'];
  return written === undefined ? undefined : channelName(written);
}
