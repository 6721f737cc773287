import type { Team } from '../../domain/catalog.ts';
import { withDescendants } from '../../domain/hierarchy.ts';
import type { DigestTiming } from '../../domain/planner/digest-slot.ts';
import { type Policy, USUAL_DIGEST } from '../../domain/policy.ts';
import { mayBeNudged, type Rollout } from '../../domain/rollout.ts';
import type { DigestSettings } from '../digest-ports.ts';
import type { ServiceFilter } from '../service-rows.ts';

/** Where a digest is posted, and of whom it tells. */
export interface DigestChannel {
  readonly channel: string;
  /** Of the organisation, the team, or the teams that share it. */
  readonly name: string;
  /** The first team's id; null = the organisation. */
  readonly team: string | null;
  readonly filter: ServiceFilter;
  /** IANA. */
  readonly timezone: string;
  /** Whose public holidays it has; undefined = nobody's. */
  readonly holidays: string | undefined;
}

/** All channels that could get one, however far the rollout is. The organisation's is not a team's besides. */
export function digestChannels(policy: Policy, teams: readonly Team[]): readonly DigestChannel[] {
  return [...organisationChannel(policy), ...teamChannels(policy, teams, organisationChannel(policy))];
}

/** Those that the rollout has reached, each with the teams that it has. */
export function reachedChannels(
  policy: Policy,
  teams: readonly Team[],
  rollout: Rollout,
): readonly DigestChannel[] {
  const organisation = rollout.mode === 'on' ? organisationChannel(policy) : [];
  const reached = teams.filter(({ id }) => mayBeNudged(rollout, id));
  return [...organisation, ...teamChannels(policy, teams, organisation, reached)];
}

function organisationChannel({
  organisation,
  timezone,
  workingHours: { holidays },
  digest,
}: Policy): readonly DigestChannel[] {
  if (digest === undefined) return [];
  return [{ channel: digest.channel, name: organisation, team: null, filter: {}, timezone, holidays }];
}

function teamChannels(
  policy: Policy,
  all: readonly Team[],
  taken: readonly DigestChannel[],
  some: readonly Team[] = all,
): readonly DigestChannel[] {
  const byChannel = Map.groupBy(some, ({ channel }) => channel);
  return [...byChannel].flatMap(([channel, teams]) => {
    const [first] = teams;
    if (channel === undefined || first === undefined) return [];
    if (taken.some((one) => one.channel === channel)) return [];
    return [
      {
        channel,
        name: teams.map(({ name }) => name).join(', '),
        team: first.id,
        filter: { teams: [...new Set(teams.flatMap(({ id }) => [...withDescendants(id, all)]))] },
        timezone: first.timezone ?? policy.timezone,
        holidays: first.holidays ?? policy.workingHours.holidays,
      },
    ];
  });
}

/** As its people chose, else as the organisation has it, else as usual. */
export function timingOf(
  { timezone }: Pick<DigestChannel, 'timezone'>,
  settings: DigestSettings | undefined,
  { digest }: Pick<Policy, 'digest'>,
): DigestTiming {
  return {
    day: settings?.day ?? digest?.day ?? USUAL_DIGEST.day,
    at: settings?.at ?? digest?.at ?? USUAL_DIGEST.at,
    timezone,
  };
}
