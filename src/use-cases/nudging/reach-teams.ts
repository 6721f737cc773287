/** Who is told of a team's services: a steward who is there, or the team's channel, in whose working time. */
import { type Person, stewardsOf, type Team } from '../../domain/catalog.ts';
import { fractionOf } from '../../domain/fraction-of.ts';
import { type Instant, MINUTE } from '../../domain/instant.ts';
import { type Preferences, USUAL } from '../../domain/planner/preferences.ts';
import type { WorkingTime } from '../../domain/planner/working-time.ts';
import type { Context } from '../context.ts';
import type { Audience } from '../message-ports.ts';
import { audienceKey } from './audience-key.ts';
import type { IsHoliday, Reachable } from './profiles.ts';

export interface Reached {
  readonly key: string;
  readonly audience: Audience;
  /** Of the person; of a channel as it is written. */
  readonly name: string;
  readonly teams: readonly Team[];
  readonly working: WorkingTime;
  readonly preferences: Preferences;
}

export interface Reach {
  readonly audiences: readonly Reached[];
  /** Why nobody of a team can be told, by its id. */
  readonly unreached: ReadonlyMap<string, string>;
  /** Keys of all who may be told for a team, present or not, by its id. */
  readonly everybody: ReadonlyMap<string, readonly string[]>;
}

type Reaching = Pick<Context, 'store' | 'profiles' | 'policy' | 'holidaysOf'>;

/** Who is told of what, each audience once with all of its teams. Throws where Slack does not say who is there. */
export async function reachTeams(context: Reaching, teams: readonly Team[]): Promise<Reach> {
  const people = await context.store.catalog.people();
  const unreached = new Map<string, string>();
  const everybody = new Map<string, readonly string[]>();
  const found = new Map<string, Found>();
  for (const team of teams) {
    const { target, all, trouble } = await targetOf(context, team);
    everybody.set(team.id, all);
    if (target === null) unreached.set(team.id, trouble);
    else found.set(target.key, withTeam(found.get(target.key) ?? target, team));
  }
  const persons = [...found.values()].flatMap(({ person }) => (person === null ? [] : [person.id]));
  const preferences = await context.store.nudges.preferences(persons);
  const audiences = await Promise.all(
    [...found.values()].map((one) =>
      reached(context, one, {
        person: people.find((known) => isSame(known, one)),
        preferences: preferences.get(one.person?.id ?? '') ?? USUAL,
        owners: found.size,
      }),
    ),
  );
  return { audiences, unreached, everybody };
}

interface Found {
  readonly key: string;
  readonly audience: Audience;
  /** Null = a channel. */
  readonly person: Reachable | null;
  /** As the catalog names them. */
  readonly named: string;
  readonly teams: readonly Team[];
}

function withTeam(found: Found, team: Team): Found {
  return { ...found, teams: [...found.teams, team] };
}

interface Target {
  readonly target: Found | null;
  readonly all: readonly string[];
  readonly trouble: string;
}

/** The channel where the team wants that; else the first steward who is there. */
async function targetOf({ profiles }: Reaching, team: Team): Promise<Target> {
  if (team.nudges === 'channel' && team.channel !== undefined) {
    const audience: Audience = { kind: 'channel', channel: team.channel };
    const key = audienceKey(audience);
    const target = { key, audience, person: null, named: team.channel, teams: [] };
    return { target, all: [key], trouble: '' };
  }
  const named = stewardsOf(team);
  const known = await Promise.all(named.map(async (name) => ({ name, person: await profiles.of(name) })));
  const active = known.flatMap(({ name, person }) => (person?.active === true ? [{ name, person }] : []));
  const all = active.map(({ person }) => audienceKey({ kind: 'person', person: person.id }));
  const present = active.find(({ person }) => !person.away);
  if (present === undefined) {
    const trouble =
      named.length === 0
        ? `${team.name} names nobody.`
        : active.length === 0
          ? `Of ${team.name} nobody who is named is active in Slack.`
          : `Of ${team.name} everybody who is named is away.`;
    return { target: null, all, trouble };
  }
  const audience: Audience = { kind: 'person', person: present.person.id };
  const key = audienceKey(audience);
  return {
    target: { key, audience, person: present.person, named: present.name, teams: [] },
    all,
    trouble: '',
  };
}

function isSame({ email, slack }: Person, { named, person }: Found): boolean {
  return person !== null && (slack === person.id || email.toLowerCase() === named.toLowerCase());
}

/** From so many owners on not all of them are told in the same five minutes of the morning. */
const FEW_OWNERS = 10;
const APART = 2 * MINUTE;
const WIDEST = 240 * MINUTE;

async function reached(
  { policy, holidaysOf }: Reaching,
  found: Found,
  about: {
    readonly person: Person | undefined;
    readonly preferences: Preferences;
    readonly owners: number;
  },
): Promise<Reached> {
  const { key, audience, teams, person } = found;
  const { preferences } = about;
  const [team] = teams;
  const holidays = about.person?.holidays ?? team?.holidays ?? policy.workingHours.holidays;
  const isHoliday: IsHoliday = holidays === undefined ? () => false : await holidaysOf(holidays);
  const { days, from, to } = policy.workingHours;
  const spread = Math.min(WIDEST, Math.max(0, about.owners - FEW_OWNERS) * APART);
  return {
    key,
    audience,
    name: person?.name ?? found.named,
    teams,
    preferences,
    working: {
      timezone:
        [preferences.timezone, person?.timezone, about.person?.timezone, team?.timezone].find(
          (one) => one !== null && one !== undefined,
        ) ?? policy.timezone,
      days,
      from:
        preferences.at === null
          ? shifted(from, to, spread * fractionOf(key))
          : latest(from, preferences.at, to),
      to,
      isHoliday,
    },
  };
}

/** So much later, but in the first half of the day. */
function shifted(from: string, to: string, by: number): string {
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  const minutes = begin + Math.floor(Math.min(by / MINUTE, Math.max(0, end - begin) / 2));
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** What somebody chose, where it lies in working hours; else their beginning. */
function latest(from: string, at: string, to: string): string {
  return at > from && at < to ? at : from;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** So long a look at who is there will do. */
const REACH_FOR = 15 * MINUTE;

/** The same, found out a quarter of an hour ago at most. */
export async function reachLately(
  context: Reaching & Pick<Context, 'planning'>,
  teams: readonly Team[],
  now: Instant,
): Promise<Reach> {
  const of = JSON.stringify([await context.store.catalog.revision(), teams.map(({ id }) => id)]);
  const { reach } = context.planning;
  if (reach !== null && reach.of === of && now >= reach.at && now - reach.at < REACH_FOR) return reach.found;
  const found = await reachTeams(context, teams);
  // Who is told of something else now is looked at anew.
  if (reach === null || reach.of !== of) context.planning.quiet.clear();
  context.planning.reach = { of, at: now, found };
  return found;
}
