/** Whose a service probably is: what CODEOWNERS, recent commits and reviews, and on-call say, each with how much it counts. */
import type { Person, Team } from '../../domain/catalog.ts';
import type { FactDocument } from '../../domain/fact.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import type { Viewer } from '../../domain/rights.ts';
import { slug } from '../../domain/slug.ts';
import type { Context } from '../context.ts';
import type { ServiceRecord } from '../ports.ts';
import { reachableService } from '../reachable-service.ts';
import type { Evidence, OwnerSuggestion, OwnerSuggestions } from '../upkeep-views.ts';

type Around = Pick<Context, 'store'>;

/** What each kind of evidence is worth by itself, of 1. */
const WORTH = { team: 0.7, codeowner: 0.35, 'on-call': 0.5, commits: 0.5, reviews: 0.3 } as const;
/** A smaller share of the authors, or of the reviewers, is no sign. */
const LEAST_SHARE = 0.2;
const NAMESPACES = ['git', 'vcs', 'oncall'];
const MOST = 5;
const SLICE = 50;

interface Sign extends Evidence {
  readonly team: string;
  readonly worth: number;
}

interface Known {
  readonly teams: readonly Team[];
  readonly people: readonly Person[];
}

/** Throws a `UserError` where the service is not there for this viewer. */
export async function suggestOwners(context: Context, viewer: Viewer, id: string): Promise<OwnerSuggestions> {
  const record = await reachableService(context, viewer, id, 'claim-service');
  const one = (await suggestionsFor(context, [record])).get(record.key);
  if (one === undefined) throw new Error(`nothing was said of ${id}`);
  return one;
}

/** The same for however many, by service key, with a few questions to the store for each slice of them. */
export async function suggestionsFor(
  around: Around,
  records: readonly ServiceRecord[],
): Promise<ReadonlyMap<string, OwnerSuggestions>> {
  const found = new Map<string, OwnerSuggestions>();
  for (let start = 0; start < records.length; start += SLICE) {
    const slice = records.slice(start, start + SLICE);
    for (const [key, one] of await suggestionsOfSlice(around, slice)) found.set(key, one);
  }
  return found;
}

async function suggestionsOfSlice(
  { store }: Around,
  records: readonly ServiceRecord[],
): Promise<readonly (readonly [string, OwnerSuggestions])[]> {
  const keys = records.map(({ key }) => key);
  const [facts, teams, people, open] = await Promise.all([
    store.facts.of(keys, NAMESPACES),
    store.catalog.teams(),
    store.catalog.people(),
    store.upkeep.claims(keys),
  ]);
  const named = (id: string) => ({ id, name: teams.find((team) => team.id === id)?.name ?? id });
  return records.map(({ key, service }) => {
    const owner = service.owner === undefined ? null : named(service.owner);
    const asked = open.flatMap((one) =>
      one.serviceKey === key && one.team !== null ? [named(one.team)] : [],
    );
    const suggestions = ranked(signsOf(facts.get(key) ?? [], { teams, people }), named).filter(
      ({ team }) => team.id !== owner?.id,
    );
    const of = { id: service.id, name: service.name };
    return [key, { service: of, owner, suggestions: suggestions.slice(0, MOST), asked }] as const;
  });
}

/** What speaks for this team. */
export async function evidenceFor(
  { store }: Around,
  { key }: ServiceRecord,
  team: string,
): Promise<readonly Evidence[]> {
  const [facts, teams, people] = await Promise.all([
    store.facts.of([key], NAMESPACES),
    store.catalog.teams(),
    store.catalog.people(),
  ]);
  return signsOf(facts.get(key) ?? [], { teams, people })
    .filter((sign) => sign.team === team)
    .map(({ kind, words }) => ({ kind, words }));
}

/** Each sign by itself leaves a doubt, and several leave less: their doubts are multiplied. */
function ranked(
  signs: readonly Sign[],
  named: (id: string) => OwnerSuggestion['team'],
): readonly OwnerSuggestion[] {
  return [...Map.groupBy(signs, ({ team }) => team)]
    .map(([team, some]): OwnerSuggestion => {
      const doubt = some.reduce((left, { worth }) => left * (1 - worth), 1);
      const confidence = Math.min(99, Math.max(1, Math.round(100 * (1 - doubt))));
      return { team: named(team), confidence, evidence: some.map(({ kind, words }) => ({ kind, words })) };
    })
    .toSorted((a, b) => b.confidence - a.confidence || (a.team.id < b.team.id ? -1 : 1));
}

function signsOf(documents: readonly FactDocument[], known: Known): readonly Sign[] {
  return [
    ...codeownerSigns(documents, known),
    ...commitSigns(documents, known),
    ...reviewSigns(documents, known),
    ...onCallSigns(documents, known),
  ];
}

function codeownerSigns(documents: readonly FactDocument[], { teams, people }: Known): readonly Sign[] {
  const owners = texts(factOf(documents, 'git', ['codeowners', 'owners']));
  const direct = owners.flatMap((owner) =>
    teams.filter((team) => isTeam(team, owner)).map((team) => ({ team: team.id, owner })),
  );
  const told = new Set(direct.map(({ team }) => team));
  const persons = owners.flatMap((owner) => {
    const mail = mailOf(owner, people);
    return mail === undefined ? [] : teamsOf(mail, teams).map((team) => ({ team, owner }));
  });
  return [
    ...direct.map(({ team, owner }) => sign('codeowners', team, WORTH.team, `CODEOWNERS names ${owner}`)),
    ...[...Map.groupBy(persons, ({ team }) => team)]
      .filter(([team]) => !told.has(team))
      .map(([team, some]) => {
        const names = [...new Set(some.map(({ owner }) => owner))].slice(0, 3).join(', ');
        return sign('codeowners', team, WORTH.codeowner, `CODEOWNERS names ${names}`);
      }),
  ];
}

/** `@acme/payments` */
function isTeam({ id, name, slackUsergroup }: Team, owner: string): boolean {
  const match = /^@[^/]+\/(.+)$/.exec(owner);
  const word = slug(match?.[1] ?? '');
  return word !== '' && [id, slug(name), slug(slackUsergroup ?? '')].includes(word);
}

function mailOf(owner: string, people: readonly Person[]): string | undefined {
  if (!owner.startsWith('@')) return owner.includes('@') ? owner.toLowerCase() : undefined;
  const login = owner.slice(1).toLowerCase();
  return people.find(({ github }) => github?.toLowerCase() === login)?.email.toLowerCase();
}

function commitSigns(documents: readonly FactDocument[], { teams }: Known): readonly Sign[] {
  const authors = [...new Set(texts(factOf(documents, 'git', ['authors'])).map((one) => one.toLowerCase()))];
  return shareSigns(authors, teams, 'commits', 'who committed in the last 90 days');
}

/** Who looks after a service reads what others would change in it. */
function reviewSigns(documents: readonly FactDocument[], { teams, people }: Known): readonly Sign[] {
  const logins = texts(factOf(documents, 'vcs', ['pull_requests', 'reviewers']));
  // A login that is nobody's counts as one more reviewer, of no team.
  const reviewers = logins.map((login) => mailOf(`@${login}`, people) ?? login);
  return shareSigns(reviewers, teams, 'reviews', 'who reviewed open pull requests');
}

/** By how large a share of these people is of a team. */
function shareSigns(
  people: readonly string[],
  teams: readonly Team[],
  kind: 'commits' | 'reviews',
  who: string,
): readonly Sign[] {
  const theirs = Map.groupBy(
    people.flatMap((person) => teamsOf(person, teams)),
    (team) => team,
  );
  return [...theirs].flatMap(([team, some]) => {
    const share = some.length / people.length;
    if (share < LEAST_SHARE) return [];
    return [sign(kind, team, WORTH[kind] * share, `${some.length} of ${people.length} ${who}`)];
  });
}

function onCallSigns(documents: readonly FactDocument[], { teams }: Known): readonly Sign[] {
  const now = factOf(documents, 'oncall', ['now']);
  const mails = (Array.isArray(now) ? now : []).flatMap((one) => {
    const email = isObject(one) ? one.email : undefined;
    return typeof email === 'string' ? [email.toLowerCase()] : [];
  });
  const found = new Set(mails.flatMap((mail) => teamsOf(mail, teams)));
  return [...found].map((team) => sign('on-call', team, WORTH['on-call'], 'on call for it now'));
}

function teamsOf(mail: string, teams: readonly Team[]): readonly string[] {
  const isOne = (name: string) => name.toLowerCase() === mail;
  return teams.filter(({ members, stewards }) => [...members, ...stewards].some(isOne)).map(({ id }) => id);
}

function sign(kind: Evidence['kind'], team: string, worth: number, words: string): Sign {
  return { kind, team, worth, words };
}

function factOf(
  documents: readonly FactDocument[],
  namespace: string,
  path: readonly string[],
): Json | undefined {
  for (const { value, ...document } of documents) {
    if (document.namespace !== namespace || value === null) continue;
    const found = path.reduce<Json | undefined>(
      (inner, key) => (isObject(inner) ? inner[key] : undefined),
      value,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
