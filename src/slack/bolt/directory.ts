import type { WebClient } from '@slack/web-api';
import { ExternalServiceError } from '../../domain/errors.ts';
import type { Actor } from '../../domain/exceptions/exception.ts';
import { type Instant, MINUTE } from '../../domain/instant.ts';
import type { Directory } from '../../use-cases/exception-views.ts';
import type { Clock, Workspace } from '../../use-cases/ports.ts';
import { isForeign } from './people.ts';
import { refusalOf, troubleOf } from './slack-error.ts';

/** What is asked of Slack about people. */
export type DirectoryClient = Pick<WebClient, 'users' | 'usergroups'>;

export interface DirectorySources {
  readonly client: DirectoryClient;
  readonly clock: Clock;
  /** Ours; somebody of another one decides nothing here. */
  readonly workspace: Workspace;
  /** The Slack user id that the catalog gives for an address, where matching by e-mail is not enough. */
  readonly accountOf: (email: string) => Promise<string | undefined>;
}

/** Questions at a time: a large group is no burst. */
const AT_ONCE = 8;
/** For whoever only looks; and for handles of groups, which hardly ever change: their members are asked each time. */
const FRESH = MINUTE;
/** Of names that are asked for together: one for each tier, category and system that has approvers. */
const MOST_ANSWERS = 200;

const USER_ID = /^[UW][A-Z0-9]{2,}$/;

/**
 * Who the names of ready.yml are in Slack at this moment: what decides who may decide is asked anew each time. Full members of this workspace only: no guests, bots, strangers or deactivated accounts.
 */
export function createDirectory(sources: DirectorySources): Directory {
  const handles = groupIds(sources);
  const answers = new Map<string, { readonly at: Instant; readonly found: Found }>();
  return {
    async resolve(names, lately = false) {
      const key = JSON.stringify(names);
      const now = sources.clock.now();
      const before = answers.get(key);
      if (lately && before !== undefined && now - before.at < FRESH) return before.found;
      const found = await findAll(names, sources, handles);
      answers.delete(key);
      answers.set(key, { at: now, found });
      for (const oldest of answers.keys()) if (answers.size > MOST_ANSWERS) answers.delete(oldest);
      return found;
    },
  };
}

type Found = Awaited<ReturnType<Directory['resolve']>>;

async function findAll(
  names: readonly string[],
  sources: DirectorySources,
  handles: Handles,
): Promise<Found> {
  const people = new Map<string, Actor>();
  const unresolved: string[] = [];
  const seen = new Map<string, Promise<Actor | null>>();
  const memberOf = (id: string) => {
    const asked = seen.get(id) ?? member(sources, id);
    seen.set(id, asked);
    return asked;
  };
  await inTurns([...new Set(names)], async (name) => {
    const found = await meantBy(name, sources, handles, memberOf);
    for (const person of found) people.set(person.id, person);
    if (found.length === 0) unresolved.push(name);
  });
  return { people: inOrder(people), unresolved };
}

/** The order in which Slack answers is of no meaning. */
function inOrder(people: ReadonlyMap<string, Actor>): readonly Actor[] {
  return [...people.values()].toSorted((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
}

type Handles = () => Promise<ReadonlyMap<string, string>>;

async function meantBy(
  name: string,
  sources: DirectorySources,
  handles: Handles,
  memberOf: (id: string) => Promise<Actor | null>,
): Promise<readonly Actor[]> {
  if (name.startsWith('@')) {
    const group = (await handles()).get(name.slice(1).toLowerCase());
    return group === undefined ? [] : membersOf(sources, group, memberOf);
  }
  if (USER_ID.test(name)) return present([await memberOf(name)]);
  const id = await sources.accountOf(name);
  return present([id === undefined ? await memberByEmail(sources, name) : await memberOf(id)]);
}

async function membersOf(
  { client }: DirectorySources,
  group: string,
  memberOf: (id: string) => Promise<Actor | null>,
): Promise<readonly Actor[]> {
  const found = await ask(() => client.usergroups.users.list({ usergroup: group }), ['no_such_subteam']);
  const members: (Actor | null)[] = [];
  await inTurns(found?.users ?? [], async (id) => {
    members.push(await memberOf(id));
  });
  return present(members);
}

async function member({ client, workspace }: DirectorySources, id: string): Promise<Actor | null> {
  const found = await ask(() => client.users.info({ user: id }), NOBODY);
  return asMember(found?.user, workspace);
}

async function memberByEmail({ client, workspace }: DirectorySources, email: string): Promise<Actor | null> {
  const found = await ask(() => client.users.lookupByEmail({ email }), NOBODY);
  return asMember(found?.user, workspace);
}

/** Slack's words for an account that is not there for us. */
const NOBODY = ['users_not_found', 'user_not_found', 'user_not_visible'];

type User = NonNullable<Awaited<ReturnType<DirectoryClient['users']['info']>>['user']>;

function asMember(user: User | undefined, workspace: Workspace): Actor | null {
  if (user?.id === undefined) return null;
  const { deleted, is_bot: bot, is_restricted: guest, is_ultra_restricted: narrow } = user;
  if (deleted || bot || guest || narrow || user.id === 'USLACKBOT' || isForeign(user, workspace)) return null;
  const name = user.profile?.display_name || user.profile?.real_name || user.real_name || user.name;
  return { id: user.id, name: name || user.id };
}

/** Ids of the groups that are not disabled, by handle. */
function groupIds({ client, clock }: DirectorySources): Handles {
  let known: { readonly at: Instant; readonly ids: ReadonlyMap<string, string> } | undefined;
  return async () => {
    if (known !== undefined && clock.now() - known.at < FRESH) return known.ids;
    const found = await ask(() => client.usergroups.list({ include_disabled: false }), []);
    const pairs = (found?.usergroups ?? []).flatMap(({ id, handle }) =>
      id === undefined || handle === undefined ? [] : [[handle.toLowerCase(), id] as const],
    );
    known = { at: clock.now(), ids: new Map(pairs) };
    return known.ids;
  };
}

/** The answer, or undefined where Slack says that there is nobody; whatever else goes wrong is Slack's trouble. */
async function ask<T>(call: () => Promise<T>, nobody: readonly string[]): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal !== undefined && nobody.includes(refusal)) return undefined;
    throw trouble(error, refusal);
  }
}

function trouble(error: unknown, refusal: string | undefined): Error {
  if (refusal === 'missing_scope')
    return new Error('asking Slack who decides lacks a scope: install the manifest again', { cause: error });
  return new ExternalServiceError(
    'Slack',
    `It did not say who decides, so nothing was done: ${troubleOf(error)}.`,
    { cause: error },
  );
}

function present(found: readonly (Actor | null)[]): readonly Actor[] {
  return found.filter((one) => one !== null);
}

async function inTurns<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += AT_ONCE) await Promise.all(all.slice(at, at + AT_ONCE).map(work));
}
