/**
 * The playground: the local workspace filled with the people and channels of a catalog, so that anybody
 * can use the bot in a browser without a Slack account.
 */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Config } from './config.ts';
import type { Team } from './domain/catalog.ts';
import type { Policy } from './domain/policy.ts';
import type { OnSlack } from './playground/outside/world.ts';
import type { CatalogState } from './use-cases/ports.ts';
import type { Clock } from './workspace/clock.ts';
import type { ChannelSeed, GroupSeed, PersonSeed, Seed } from './workspace/seed.ts';
import { startWorkspace, type Workspace, type WorkspaceOptions } from './workspace/workspace.ts';

/** More would only lengthen the list on the left; every service answers by name anyway. */
const MOST_CHANNELS = 40;
const MOST_PEOPLE = 60;

export interface PlaygroundOptions {
  readonly catalog: CatalogState;
  readonly config: Pick<Config, 'organisation' | 'port'>;
  readonly clock: Clock;
  /** The verbs that typing `/` offers. */
  readonly commands: readonly { readonly usage: string; readonly summary: string }[];
  /** How it differs from what the catalog says. Default: not at all. */
  readonly unlike?: OnSlack | undefined;
  /** Whoever else answers on the page's port. */
  readonly beside?: WorkspaceOptions['beside'];
}

/** Starts the local workspace on PORT, with the app installed as `manifest.yml` describes it. */
export async function openPlayground({
  catalog,
  config,
  clock,
  commands,
  unlike,
  beside,
}: PlaygroundOptions): Promise<Workspace> {
  const manifest = await readFile(new URL('../manifest.yml', import.meta.url), 'utf8');
  const seed = seedFromCatalog(catalog, config.organisation, appSeed(manifest, commands), unlike);
  return startWorkspace({ ...seed, clock, beside, port: config.port });
}

type AppSeed = NonNullable<Seed['app']>;

/** The parts of a Slack manifest that a workspace needs to know. */
const Manifest = z.object({
  display_information: z.object({ name: z.string() }),
  features: z.object({
    shortcuts: z.array(
      z.object({
        type: z.enum(['global', 'message']),
        callback_id: z.string(),
        name: z.string(),
        description: z.string(),
      }),
    ),
    slash_commands: z.array(
      z.object({ command: z.string(), description: z.string(), usage_hint: z.string().default('') }),
    ),
  }),
  oauth_config: z.object({
    scopes: z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()).default([]) }),
  }),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }) }),
});

function appSeed(manifest: string, hints: PlaygroundOptions['commands']): AppSeed {
  const { display_information, features, oauth_config, settings } = Manifest.parse(parse(manifest));
  return {
    name: display_information.name,
    scopes: [...oauth_config.scopes.bot, ...oauth_config.scopes.bot_optional],
    events: settings.event_subscriptions.bot_events,
    commands: features.slash_commands.map(({ command, description, usage_hint }) => ({
      command,
      description,
      usageHint: usage_hint,
      hints: hints.map(({ usage, summary }) => ({ usage, summary })),
    })),
    shortcuts: features.shortcuts.map(({ callback_id, ...shortcut }) => ({
      ...shortcut,
      callbackId: callback_id,
    })),
  };
}

/** People, channels and groups as Slack would have them, from what the catalog says. */
function seedFromCatalog(
  catalog: CatalogState,
  policy: Policy,
  app: AppSeed,
  unlike: OnSlack = { archived: [], missing: [], left: [] },
): Seed {
  const people = peopleOf(catalog, policy);
  return {
    team: {
      name: policy.organisation,
      domain: policy.organisation.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    },
    app,
    people: people.map((person) => ({ ...person, deleted: isOf(unlike.left, person.email ?? '') })),
    channels: channelsOf(catalog, people, policy, unlike),
    groups: groupsOf(catalog.teams),
  };
}

function peopleOf(catalog: CatalogState, policy: Policy): PersonSeed[] {
  const known = new Map(catalog.people.map((person) => [person.email.toLowerCase(), person]));
  const emails = [
    // Who comes first is whom a newcomer acts as: somebody with services of their own.
    ...mostCriticalFirst(catalog, policy).flatMap((team) => [...team.stewards, ...team.members]),
    ...policy.tiers.flatMap((tier) => [...tier.approvers, ...tier.fallbackApprovers]),
    ...policy.admins,
    ...known.keys(),
  ].filter((name) => name.includes('@') && !name.startsWith('@'));
  const all = [...new Set(emails.map((email) => email.toLowerCase()))];
  const person = (email: string): PersonSeed => {
    const entry = known.get(email);
    return {
      name: handle(email),
      ...(entry?.slack === undefined ? {} : { id: entry.slack }),
      realName: entry?.name ?? nameFromEmail(email),
      email,
      title: titleOf(email, catalog.teams, policy),
      tz: entry?.timezone ?? policy.timezone,
      isAdmin: policy.admins.includes(email),
    };
  };
  const guest = all.find((email) => handle(email) === GUEST.name);
  const members = all.filter((email) => email !== guest).slice(0, MOST_PEOPLE);
  const visitors = [
    NEWCOMER,
    { ...GUEST, ...(guest === undefined ? {} : person(guest)), title: GUEST.title },
  ];
  return [...members.map(person), ...visitors.map((visitor) => ({ tz: policy.timezone, ...visitor }))];
}

/** Two whom it is worth being for once: who is in no team, and a guest (of the team that lists such a member). */
const NEWCOMER: PersonSeed = {
  name: 'nia-newcomer',
  realName: 'Nia Newcomer',
  title: 'Joined today, in no team yet',
};
const GUEST = {
  name: 'gil-guest',
  realName: 'Gil Guest',
  title: 'Guest: sees their own team only',
  isRestricted: true,
};

/** By how many services of the first tier a team answers for. */
function mostCriticalFirst({ teams, services }: CatalogState, policy: Policy): readonly Team[] {
  const critical = services.filter(({ service }) => service.tier === policy.tiers[0]?.id);
  const answersFor = (team: Team) => critical.filter(({ service }) => service.owner === team.id).length;
  return teams.toSorted((a, b) => answersFor(b) - answersFor(a));
}

function titleOf(email: string, teams: readonly Team[], policy: Policy): string {
  const steward = teams.filter((team) => isOf(team.stewards, email)).map((team) => `steward of ${team.name}`);
  const member = teams
    .filter((team) => isOf(team.members, email) && !isOf(team.stewards, email))
    .map((team) => team.name);
  const tiers = policy.tiers.filter((tier) => isOf(tier.approvers, email)).map((tier) => tier.id);
  const titles = [
    ...(isOf(policy.admins, email) ? ['admin'] : []),
    ...steward,
    ...member,
    ...(tiers.length > 0 ? [`approver of ${tiers.join(', ')}`] : []),
  ];
  const text = titles.join(', ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function isOf(names: readonly string[], email: string): boolean {
  return names.some((name) => name.toLowerCase() === email);
}

/** Full members are in every channel; a guest is in those of their own team only. */
function channelsOf(
  catalog: CatalogState,
  people: readonly PersonSeed[],
  { exceptions }: Pick<Policy, 'exceptions'>,
  { archived, missing, left }: OnSlack,
): ChannelSeed[] {
  const everybody = people
    .filter(({ isRestricted, email }) => isRestricted !== true && !isOf(left, email ?? ''))
    .map(({ name }) => name);
  const guest = people.find(({ name }) => name === GUEST.name);
  const guests = catalog.teams
    .filter(({ members }) => isOf(members, guest?.email ?? ''))
    .map(({ channel }) => channel);
  const channels = [
    '#general',
    exceptions?.channel,
    ...catalog.teams.map((team) => team.channel),
    ...catalog.services.map(({ service }) => service.channel),
  ].filter((channel) => channel?.startsWith('#') === true && !missing.includes(channel));
  return [...new Set(channels)].slice(0, MOST_CHANNELS).map((channel) => ({
    name: String(channel).slice(1),
    isArchived: archived.includes(String(channel)),
    members: guests.includes(channel) ? [...everybody, GUEST.name] : everybody,
  }));
}

function groupsOf(teams: readonly Team[]): GroupSeed[] {
  return teams.flatMap((team) =>
    team.slackUsergroup === undefined
      ? []
      : [
          {
            handle: team.slackUsergroup.replace(/^@/, ''),
            name: team.name,
            members: team.members.map(handle),
          },
        ],
  );
}

function handle(email: string): string {
  return (email.split('@')[0] ?? email).replaceAll('.', '-');
}

function nameFromEmail(email: string): string {
  return handle(email)
    .split(/[-_]/)
    .map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`)
    .join(' ');
}
