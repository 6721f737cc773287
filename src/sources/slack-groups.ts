import type { CatalogReading, Origin, Person, Team } from '../domain/catalog.ts';
import { ExternalServiceError } from '../domain/errors.ts';
import type { SlackDiscovery } from '../domain/organisation.ts';
import { LONGEST_ID, slug } from '../domain/slug.ts';
import {
  type FoundGroup,
  type FoundPerson,
  type FoundWorkspace,
  readWorkspace,
} from './slack-groups/read-workspace.ts';
import type { AskedSource } from './source.ts';

/** Where its entries come from. */
export const SLACK_GROUPS = 'slack.com/usergroups';

/** User groups of Slack as teams; read with the scopes of manifest.yml. */
export const slackGroups: AskedSource<SlackDiscovery> = {
  name: 'slack-groups',
  summary:
    'User groups of Slack (`catalog: [{slack: {user_groups: ["*-team"]}}]`) as teams with their members; files go before them.',
  async discover(discovery, asking) {
    const origin: Origin = { source: 'slack-groups', file: SLACK_GROUPS };
    try {
      return { reading: translate(await readWorkspace(asking), discovery, origin) };
    } catch (error) {
      if (!(error instanceof ExternalServiceError)) throw error;
      const { notBefore, message } = error;
      return { reading: unanswered(message, origin), ...(notBefore === undefined ? {} : { notBefore }) };
    }
  },
};

const NOTHING = {
  discovered: true,
  services: [],
  teams: [],
  systems: [],
  people: [],
  rejections: [],
  skipped: [],
} as const;

function unanswered(message: string, origin: Origin): CatalogReading {
  const problem = {
    message: `The user groups of Slack could not be read: ${message}.`,
    remedy: 'What was found there before stays.',
  };
  return { ...NOTHING, rejections: [{ origin, problems: [problem] }] };
}

function translate(
  { groups, people }: FoundWorkspace,
  { userGroups }: SlackDiscovery,
  origin: Origin,
): CatalogReading {
  const wanted = groups.filter(
    (one) => isAlive(one) && userGroups.some((pattern) => fits(one.handle, pattern)),
  );
  const named = wanted.filter(({ handle }) => isId(slug(handle)));
  const active = new Map(people.filter(isActive).map((one) => [one.id, one]));
  const members = new Set(named.flatMap(({ users }) => users));
  const sourced = <T>(entry: T) => ({ entry, origin });
  const left = groups.length - named.length;
  return {
    ...NOTHING,
    teams: named.map((one) => sourced(teamOf(one, active))),
    people: [...active.values()].flatMap((one) => (members.has(one.id) ? personOf(one) : [])).map(sourced),
    skipped: left === 0 ? [] : [{ what: 'user group of Slack that the patterns leave out', count: left }],
  };
}

function isAlive({ date_delete, is_external }: FoundGroup): boolean {
  return !(date_delete != null && date_delete > 0) && is_external !== true;
}

function isActive({ deleted, is_bot }: FoundPerson): boolean {
  return deleted !== true && is_bot !== true;
}

function isId(id: string): boolean {
  return id !== '' && id.length <= LONGEST_ID;
}

/** `*-team` */
function fits(handle: string, pattern: string): boolean {
  const parts = pattern.replace(/^@/, '').toLowerCase().split('*');
  const source = parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('.*');
  return new RegExp(`^${source}$`).test(handle.toLowerCase());
}

/** Members by their e-mail, by their id where Slack shows none; without those who left. */
function teamOf({ id, handle, name, users }: FoundGroup, active: ReadonlyMap<string, FoundPerson>): Team {
  const members = users.flatMap((user) => {
    const found = active.get(user);
    return found === undefined ? [] : (emailOf(found) ?? user);
  });
  return { id: slug(handle), name: name || handle, members, stewards: [], nudges: 'dm', slackUsergroup: id };
}

function personOf(found: FoundPerson): readonly Person[] {
  const email = emailOf(found);
  if (email === undefined) return [];
  const { id, real_name: name, tz } = found;
  return [{ email, slack: id, ...(name ? { name } : {}), ...(tz ? { timezone: tz } : {}) }];
}

function emailOf({ profile }: FoundPerson): string | undefined {
  return profile?.email?.toLowerCase() || undefined;
}
