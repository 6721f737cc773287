/** What a workspace starts with. Everything has a default; ids follow from names where none are given. */
import type { App, Conversation, Group, Person, Shortcut, SlashCommand, Team } from './slack.ts';

export type Seed = {
  team?: Partial<Team>;
  app?: AppSeed;
  people?: PersonSeed[];
  channels?: ChannelSeed[];
  groups?: GroupSeed[];
};

type AppSeed = {
  name?: string;
  botToken?: string;
  appToken?: string;
  signingSecret?: string;
  scopes?: string[];
  events?: string[];
  commands?: CommandSeed[];
  shortcuts?: (Pick<Shortcut, 'type' | 'callbackId' | 'name'> & { description?: string })[];
};

type CommandSeed = Pick<SlashCommand, 'command'> & Partial<SlashCommand>;

export type PersonSeed = {
  /** Handle. */
  name: string;
  id?: string;
  realName?: string;
  displayName?: string;
  email?: string | null;
  title?: string;
  tz?: string;
  /** Another workspace's, for somebody met in a shared channel. */
  teamId?: string;
  isBot?: boolean;
  isAdmin?: boolean;
  isRestricted?: boolean;
  isUltraRestricted?: boolean;
  deleted?: boolean;
};

export type ChannelSeed = {
  name: string;
  id?: string;
  topic?: string;
  /** Handles or ids; default: every full member of the workspace. */
  members?: string[];
  /** Whether the bot is in it; default yes. */
  bot?: boolean;
  isPrivate?: boolean;
  isArchived?: boolean;
  isShared?: boolean;
};

export type GroupSeed = { handle: string; id?: string; name?: string; members?: string[] };

/** Scopes of a modest app; enough for commands, messages, Home, people and groups. */
const DEFAULT_SCOPES = [
  'app_mentions:read',
  'channels:read',
  'chat:write',
  'chat:write.public',
  'commands',
  'files:write',
  'im:history',
  'im:write',
  'usergroups:read',
  'users:read',
  'users:read.email',
];

const DEFAULT_EVENTS = ['app_home_opened', 'app_mention', 'app_uninstalled', 'message.im', 'tokens_revoked'];
const DEFAULT_PEOPLE: PersonSeed[] = [{ name: 'ana' }, { name: 'bo' }, { name: 'cy' }];
const DEFAULT_CHANNELS: ChannelSeed[] = [{ name: 'general' }];

/** What `createSlack` fills its maps from. */
export type Seeded = {
  team: Team;
  app: App;
  people: Person[];
  groups: Group[];
  conversations: Conversation[];
};

/** Fills in the defaults. `created` is the instant (seconds) that channels claim to be made at. */
export function readSeed(seed: Seed, created: number): Seeded {
  const team = { id: 'T0LOCAL', name: 'Local', domain: 'local', ...seed.team };
  const app = readApp(seed.app ?? {});
  const people = [
    ...(seed.people ?? DEFAULT_PEOPLE).map((person) => readPerson(person, team)),
    botUser(app, team),
  ];
  const idOf = (member: string) =>
    people.find(({ id, name }) => id === member || name === member)?.id ?? member;
  const membersByDefault = people.filter((person) => isFullMember(person, team)).map(({ id }) => id);
  return {
    team,
    app,
    people,
    groups: (seed.groups ?? []).map((group) => readGroup(group, idOf)),
    conversations: (seed.channels ?? DEFAULT_CHANNELS).map((channel) => ({
      ...readChannel(channel, membersByDefault, idOf, app.botUserId),
      created,
    })),
  };
}

function readApp(seed: AppSeed): App {
  return {
    id: 'A0APP',
    name: seed.name ?? 'Ready',
    botId: 'B0BOT',
    botUserId: 'U0BOT',
    botToken: seed.botToken ?? 'xoxb-local',
    appToken: seed.appToken ?? 'xapp-local',
    signingSecret: seed.signingSecret ?? 'local-signing-secret',
    scopes: new Set(seed.scopes ?? DEFAULT_SCOPES),
    events: new Set(seed.events ?? DEFAULT_EVENTS),
    commands: (seed.commands ?? [{ command: '/ready' }]).map((command) => ({
      description: '',
      usageHint: '',
      hints: [],
      ...command,
    })),
    shortcuts: (seed.shortcuts ?? []).map((shortcut) => ({ description: '', ...shortcut })),
  };
}

function readPerson(seed: PersonSeed, team: Team): Person {
  const realName = seed.realName ?? capitalised(seed.name);
  return {
    id: idFrom('U', seed.name),
    realName,
    displayName: realName,
    email: `${seed.name}@${team.domain}.test`,
    title: '',
    tz: 'Europe/London',
    teamId: team.id,
    isBot: false,
    isAdmin: false,
    isRestricted: seed.isUltraRestricted === true,
    isUltraRestricted: false,
    deleted: false,
    ...seed,
  };
}

function botUser(app: App, team: Team): Person {
  const seed = {
    id: app.botUserId,
    name: app.name.toLowerCase(),
    realName: app.name,
    email: null,
    isBot: true,
  };
  return readPerson(seed, team);
}

/** Neither bot, nor guest, nor of another workspace, and still there. */
const isFullMember = ({ isBot, isRestricted, deleted, teamId }: Person, team: Team): boolean =>
  !isBot && !isRestricted && !deleted && teamId === team.id;

function readChannel(
  seed: ChannelSeed,
  byDefault: string[],
  idOf: (member: string) => string,
  bot: string,
): Omit<Conversation, 'created'> {
  const members = seed.members?.map(idOf) ?? byDefault;
  return {
    id: seed.id ?? idFrom('C', seed.name),
    kind: seed.isPrivate ? 'private' : 'public',
    name: seed.name,
    topic: seed.topic ?? '',
    members: new Set(seed.bot === false ? members : [...members, bot]),
    isArchived: seed.isArchived ?? false,
    isShared: seed.isShared ?? false,
  };
}

function readGroup(seed: GroupSeed, idOf: (member: string) => string): Group {
  return {
    id: seed.id ?? idFrom('S', seed.handle),
    handle: seed.handle,
    name: seed.name ?? capitalised(seed.handle),
    members: (seed.members ?? []).map(idOf),
  };
}

/** `UANA` for ana: readable in tests, and shaped as Slack's. */
const idFrom = (prefix: string, name: string): string =>
  `${prefix}${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`;

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
