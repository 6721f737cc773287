import type { WebClient } from '@slack/web-api';
import { type Duration, type Instant, MINUTE } from '../../domain/instant.ts';
import type { Audience } from '../../use-cases/message-ports.ts';
import type { Clock, Ports, Workspace } from '../../use-cases/ports.ts';
import { isForeign } from '../bolt/people.ts';
import type { Answer, Calls, Trouble } from './calls.ts';

/** Where an audience is written to. */
export type Address =
  | {
      readonly kind: 'place';
      /** Where to post: a conversation, or a person whose conversation with the bot cannot be asked for. */
      readonly channel: string;
      /** Whether what stands there may be looked at: its id is a conversation's. */
      readonly isConversation: boolean;
    }
  /** There is no such place, or nothing of ours may be told there; Slack's word, or ours. */
  | { readonly kind: 'nowhere'; readonly reason: string }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

export interface Addresses {
  readonly find: (audience: Audience) => Promise<Address>;
  /** Slack did not take what was found: it is looked up anew. */
  readonly forget: (audience: Audience) => void;
}

export interface AddressSources {
  readonly client: Pick<WebClient, 'conversations' | 'users'>;
  readonly calls: Calls;
  readonly store: Pick<Ports, 'catalog'>;
  readonly workspace: Workspace | null;
  readonly clock: Clock;
}

/** People leave and channels become shared while the bot runs. */
const FRESH = MINUTE;
const MOST_KNOWN = 5_000;

export function createAddresses(sources: AddressSources): Addresses {
  const known = new Map<string, { readonly address: Address; readonly at: Instant }>();
  const names = channelNames(sources);
  const open = conversationOpener(sources);
  return {
    async find(audience) {
      const key = audienceKey(audience);
      const now = sources.clock.now();
      const before = known.get(key);
      if (before !== undefined && now - before.at < FRESH) return before.address;
      const address =
        audience.kind === 'person'
          ? await findPerson(sources, audience.person, open)
          : await findChannel(sources, audience.channel, names);
      known.delete(key);
      if (address.kind === 'place') known.set(key, { address, at: now });
      for (const oldest of known.keys()) if (known.size > MOST_KNOWN) known.delete(oldest);
      return address;
    },
    forget: (audience) => void known.delete(audienceKey(audience)),
  };
}

export function audienceKey(audience: Audience): string {
  return audience.kind === 'person' ? `person ${audience.person}` : `channel ${audience.channel}`;
}

const USER_ID = /^[UW][A-Z0-9]+$/;
const CHANNEL_ID = /^[CGD][A-Z0-9]{2,}$/;

async function findPerson(
  sources: AddressSources,
  person: string,
  open: (user: string) => Promise<Address>,
): Promise<Address> {
  const { client, calls, workspace } = sources;
  const id = USER_ID.test(person) ? person : await catalogId(sources, person);
  const found =
    id === undefined
      ? await calls.ask('users.lookupByEmail', () => client.users.lookupByEmail({ email: person }))
      : await calls.ask('users.info', () => client.users.info({ user: id }));
  if (found.kind !== 'ok') return orNowhere(found);
  const { user } = found.value;
  if (user?.id === undefined) return { kind: 'nowhere', reason: 'user_not_found' };
  if (user.deleted === true) return { kind: 'nowhere', reason: 'user_disabled' };
  if (user.is_bot === true) return { kind: 'nowhere', reason: 'cannot_dm_bot' };
  if (workspace !== null && isForeign(user, workspace)) return { kind: 'nowhere', reason: 'stranger' };
  return open(user.id);
}

/** The catalog may know a person's account where the address is another one than Slack's. */
async function catalogId({ store }: AddressSources, email: string): Promise<string | undefined> {
  const people = await store.catalog.people();
  return people.find((one) => one.email.toLowerCase() === email.toLowerCase())?.slack;
}

/** Without `im:write` a message finds its way by the person's id, but nobody can look whether it stands there. */
function conversationOpener({ client, calls }: AddressSources): (user: string) => Promise<Address> {
  let mayOpen = true;
  return async (user) => {
    const unopened = { kind: 'place', channel: user, isConversation: false } as const;
    if (!mayOpen) return unopened;
    const opened = await calls.ask('conversations.open', () => client.conversations.open({ users: user }));
    if (opened.kind === 'refused' && opened.error === 'missing_scope') {
      mayOpen = false;
      return unopened;
    }
    if (opened.kind !== 'ok') return orNowhere(opened);
    const id = opened.value.channel?.id;
    return id === undefined ? unopened : { kind: 'place', channel: id, isConversation: true };
  };
}

async function findChannel(
  { client, calls }: AddressSources,
  channel: string,
  names: ChannelNames,
): Promise<Address> {
  const id = await channelId(channel, names);
  if (typeof id !== 'string') return orNowhere(id);
  const found = await calls.ask('conversations.info', () => client.conversations.info({ channel: id }));
  if (found.kind !== 'ok') return orNowhere(found);
  const {
    is_archived: isArchived,
    is_ext_shared: isShared,
    is_pending_ext_shared: isInvited,
  } = found.value.channel ?? {};
  if (isArchived === true) return { kind: 'nowhere', reason: 'is_archived' };
  // What teams are told of their services is no other organisation's business.
  if (isShared === true || isInvited === true) return { kind: 'nowhere', reason: 'shared' };
  return { kind: 'place', channel: id, isConversation: true };
}

/** A name that was not there may be new. */
async function channelId(channel: string, names: ChannelNames): Promise<string | Trouble> {
  if (CHANNEL_ID.test(channel)) return channel;
  const name = channel.replace(/^#/, '').toLowerCase();
  for (const age of [10 * FRESH, FRESH]) {
    const listed = await names(age);
    if (listed.kind !== 'ok') return listed;
    const id = listed.value.get(name);
    if (id !== undefined) return id;
  }
  return { kind: 'refused', error: 'channel_not_found' };
}

type ChannelNames = (age: Duration) => Promise<Answer<ReadonlyMap<string, string>>>;

const PAGE = 1000;
const MOST_PAGES = 50;

/** Ids of channels by name, all of them read at once: the method allows 20 calls a minute. */
function channelNames({ client, calls, clock }: AddressSources): ChannelNames {
  let kept: { readonly names: ReadonlyMap<string, string>; readonly at: Instant } | undefined;
  return async (age) => {
    if (kept !== undefined && clock.now() - kept.at < age) return { kind: 'ok', value: kept.names };
    const names = new Map<string, string>();
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await calls.ask('conversations.list', () =>
        client.conversations.list({
          types: 'public_channel,private_channel',
          limit: PAGE,
          ...(cursor === undefined ? {} : { cursor }),
        }),
      );
      if (answer.kind !== 'ok') return answer;
      for (const { name, id } of answer.value.channels ?? [])
        if (name !== undefined && id !== undefined) names.set(name.toLowerCase(), id);
      cursor = answer.value.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) break;
    }
    kept = { names, at: clock.now() };
    return { kind: 'ok', value: names };
  };
}

/** Refusals that say something of our token or scopes, and nothing of the place. */
function orNowhere(trouble: Trouble): Address {
  return trouble.kind === 'refused' && !isOurs(trouble.error)
    ? { kind: 'nowhere', reason: trouble.error }
    : { kind: 'trouble', trouble };
}

const OURS = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'access_denied',
  'team_access_not_granted',
]);

/** Whether Slack refuses us rather than what was asked: then nothing at all can be sent. */
export function isOurs(error: string): boolean {
  return OURS.has(error);
}
