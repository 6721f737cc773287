import type {
  CatalogReading,
  DeclaredService,
  Origin,
  Person,
  Rejection,
  Skipped,
  Team,
} from '../../domain/catalog.ts';
import type { GithubDiscovery } from '../../domain/organisation.ts';
import { repositoryAddress } from '../../domain/repository-address.ts';
import { LONGEST_ID, slug } from '../../domain/slug.ts';
import { isWanted } from './is-wanted.ts';
import { type Owners, ownersAmong } from './owners.ts';
import type { FoundOrganisation, FoundRepository, FoundTeam } from './read-organisation.ts';

/** What was found, in our words. People without an e-mail that can be seen are known where ready.yml names their login. */
export function translate(
  { repositories, teams }: FoundOrganisation,
  discovery: GithubDiscovery,
  origin: Origin,
  explicit: readonly Person[],
): CatalogReading {
  const wanted = repositories.filter((one) => isWanted(one, discovery));
  const owners = ownersAmong(teams);
  const people = peopleOf(teams, explicit);
  const sourced = <T>(entry: T) => ({ entry, origin });
  const named = wanted.filter(({ name }) => isId(slug(name)));
  return {
    discovered: true,
    services: named.map((one) => sourced(serviceOf(one, discovery, owners))),
    teams: teams.map((one) => sourced(teamOf(one, people))),
    systems: [],
    people: [...people.values()].map(sourced),
    rejections: wanted.filter((one) => !named.includes(one)).map(({ name }) => nameless(name, origin)),
    skipped: counted({
      'repository that the filters leave out': repositories.length - wanted.length,
      'GitHub login without a visible e-mail (name it in "people" of ready.yml)': unknownLogins(
        teams,
        people,
      ),
    }),
  };
}

function isId(id: string): boolean {
  return id !== '' && id.length <= LONGEST_ID;
}

function serviceOf(one: FoundRepository, { properties }: GithubDiscovery, owners: Owners): DeclaredService {
  const said = (what: string) => [one.custom_properties[properties[what] ?? what] ?? []].flat()[0]?.trim();
  const [team, ...others] = owners.of(one.name);
  const declared = said('owner') ?? (others.length === 0 ? team : undefined);
  const tier = said('tier') ?? one.topics.find((topic) => /^tier-/.test(topic));
  const system = said('system');
  const repository = repositoryAddress(one.html_url);
  return {
    id: slug(one.name),
    name: one.name,
    ...(one.description ? { description: one.description } : {}),
    type: said('type')?.toLowerCase() ?? 'service',
    lifecycle: one.archived ? 'deprecated' : lifecycleOf(said('lifecycle')),
    ...(tier === undefined ? {} : { tier }),
    ...(system === undefined ? {} : { system: slug(system) }),
    ...(declared === undefined
      ? {}
      : { owner: slug(declared.replace(/^@?([^/]+\/)?/, '')), ownerDeclared: declared }),
    // Where several teams administer it, none of them is taken for the one that answers.
    also: said('owner') === undefined && others.length > 0 ? owners.of(one.name).map(slug) : [],
    repos: repository === undefined ? [] : [repository],
    links: [],
    tags: one.topics,
    annotations: {},
    custom: {},
    formerly: [],
  };
}

const LIFECYCLES = ['experimental', 'production', 'deprecated'];

function lifecycleOf(said: string | undefined): string {
  const word = said?.toLowerCase() ?? '';
  return LIFECYCLES.includes(word) ? word : 'production';
}

function teamOf(
  { slug: id, name, parentTeam, members }: FoundTeam,
  people: ReadonlyMap<string, Person>,
): Team {
  const mails = members.flatMap(({ login }) => people.get(login.toLowerCase())?.email ?? []);
  return {
    id: slug(id),
    name,
    members: mails,
    stewards: [],
    nudges: 'dm',
    ...(parentTeam === null ? {} : { parent: slug(parentTeam.slug) }),
  };
}

/** Members whose e-mail is known, by login in lower case. */
function peopleOf(teams: readonly FoundTeam[], explicit: readonly Person[]): ReadonlyMap<string, Person> {
  const mapped = new Map(explicit.flatMap((one) => (one.github ? [[one.github.toLowerCase(), one]] : [])));
  const people = new Map<string, Person>();
  for (const { login, name, email } of teams.flatMap(({ members }) => members)) {
    const known = mapped.get(login.toLowerCase())?.email ?? (email === '' ? undefined : email.toLowerCase());
    if (known === undefined) continue;
    people.set(login.toLowerCase(), { email: known, github: login, ...(name === null ? {} : { name }) });
  }
  return people;
}

function unknownLogins(teams: readonly FoundTeam[], people: ReadonlyMap<string, Person>): number {
  const logins = new Set(teams.flatMap(({ members }) => members.map(({ login }) => login.toLowerCase())));
  return [...logins].filter((login) => !people.has(login)).length;
}

function nameless(name: string, origin: Origin): Rejection {
  const message = `${origin.file}/${name}: nothing of this name can be an id.`;
  const remedy = `An id has letters or digits, at most ${LONGEST_ID}; write the service into a file instead.`;
  return { kind: 'service', id: slug(name), origin, problems: [{ message, remedy }] };
}

function counted(counts: Readonly<Record<string, number>>): readonly Skipped[] {
  return Object.entries(counts).flatMap(([what, count]) => (count === 0 ? [] : [{ what, count }]));
}
