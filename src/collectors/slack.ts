import { z } from 'zod';
import { ExternalServiceError } from '../domain/errors.ts';
import { DAY, type Duration, HOUR, type Instant, MINUTE } from '../domain/instant.ts';
import type { Reading } from './calling/shared-reading.ts';
import { type Answer, type Answers, type Asked, defineCollector } from './collector.ts';
import { createAskSlack } from './slack/ask-slack.ts';
import { createDirectory, type Directory } from './slack/directory.ts';
import {
  channelFacts,
  channelWithout,
  groupFacts,
  groupWithout,
  memberFacts,
  membersWithout,
  type Part,
} from './slack/ownership-facts.ts';

/** Whether the people and the channel that the catalog names are there. Reads with the scopes of manifest.yml. */
export const slack = defineCollector({
  name: 'slack',
  vendor: 'Slack',
  summary:
    'Whether the channel of a service exists, is archived or shared outside, and which members of its owning team ' +
    'still have an account.',
  fills: ['ownership'],
  interval: 6 * HOUR,
  maxAge: 2 * DAY,
  // Twenty pages a minute, for as many people as there may be.
  timeout: 15 * MINUTE,
  settings: z.strictObject({
    /** What to say of a channel that the app does not see: it may be private, or not be there. */
    unseen_channels: z.enum(['unknown', 'gone']).default('unknown'),
  }),
  secrets: z.object({ SLACK_BOT_TOKEN: z.string(), SLACK_API_URL: z.url().optional() }),
  open: ({ secrets, clock, wait }) => {
    const ask = createAskSlack({
      token: secrets.SLACK_BOT_TOKEN,
      apiUrl: secrets.SLACK_API_URL,
      clock,
      wait,
    });
    return { ask, directory: createDirectory(ask, clock) };
  },
  budget: ({ ask }) => ask.budget(),
  collect: {
    most: 200,
    ask: async (asked, { shared: { directory }, settings, signal, waiting }) => {
      const youngFor = waiting === true ? YOUNG_FOR_WHO_WAITS : undefined;
      const seen = await lookUp(asked, directory, signal, youngFor);
      return new Map(
        asked.map((one) => [one.service.id, answersFor(one, seen, settings.unseen_channels)] as const),
      );
    },
  },
});

/** Who has just brought a channel back and presses Check again wants to see it; all of them together, once a minute. */
const YOUNG_FOR_WHO_WAITS: Duration = MINUTE;

/** What Slack told, or the failure in its place; undefined = no service of these needs it. */
interface Seen {
  readonly people: Seeing<Directory['people']>;
  readonly channels: Seeing<Directory['channels']>;
  readonly groups: Seeing<Directory['groups']>;
}

type Seeing<List extends Directory[keyof Directory]> =
  | Awaited<ReturnType<List>>
  | ExternalServiceError
  | undefined;

async function lookUp(
  asked: readonly Asked[],
  { people, channels, groups }: Directory,
  signal: AbortSignal,
  youngFor: Duration | undefined,
): Promise<Seen> {
  const isWanted = {
    people: asked.some(({ owner }) => owner !== undefined),
    channels: asked.some((one) => channelOf(one) !== undefined),
    groups: asked.some(({ owner }) => owner?.team.slackUsergroup !== undefined),
  };
  const [everybody, everywhere, all] = await Promise.all([
    isWanted.people ? orFailure(people(signal, youngFor)) : undefined,
    isWanted.channels ? orFailure(channels(signal, youngFor)) : undefined,
    isWanted.groups ? orFailure(groups(signal, youngFor)) : undefined,
  ]);
  return { people: everybody, channels: everywhere, groups: all };
}

async function orFailure<T>(looking: Promise<T>): Promise<T | ExternalServiceError> {
  try {
    return await looking;
  } catch (error) {
    if (error instanceof ExternalServiceError) return error;
    throw error;
  }
}

/** The catalog's channel: of the service, or else of its team. */
function channelOf({ service, owner }: Asked): string | undefined {
  return service.channel ?? owner?.team.channel;
}

/** What could not be looked up leaves its own fields unknown; when nothing could be, Slack failed. */
function answersFor(asked: Asked, seen: Seen, unseen: 'unknown' | 'gone'): Answers | ExternalServiceError {
  const { service, owner } = asked;
  const channel = channelOf(asked);
  const { owner: id } = service;
  if (id === undefined && channel === undefined) return { ownership: unnamed(service.id) };
  const needed = [
    ...(owner === undefined ? [] : [seen.people]),
    ...(channel === undefined ? [] : [seen.channels]),
  ];
  const failures = needed.filter((one) => one instanceof ExternalServiceError);
  const [failed] = failures;
  if (failed !== undefined && failures.length === needed.length) return failed;
  const parts = [
    ...ownerParts(asked, seen),
    channel === undefined
      ? channelWithout(`no channel is named: add \`channel\` to ${service.id}`, 'absent')
      : resolved(
          seen.channels,
          (channels) => channelFacts(channel, channels, unseen),
          (reason) => channelWithout(reason, 'unreadable'),
        ),
  ];
  return { ownership: together(parts, [seen.people, seen.channels, seen.groups]) };
}

function ownerParts({ service, owner }: Asked, { people, groups }: Seen): readonly Part[] {
  if (owner === undefined) {
    if (service.owner === undefined)
      return [
        membersWithout(`no owner is named: add \`owner\` to ${service.id}`, 'absent'),
        groupWithout('no owner is named'),
      ];
    const reason = 'its owning team was not looked up';
    return [membersWithout(reason, 'unreadable'), groupWithout(reason)];
  }
  return [
    resolved(
      people,
      (all) => memberFacts(service, owner, all),
      (reason) => membersWithout(reason, 'unreadable'),
    ),
    // Nobody named a group where none was asked for.
    groups === undefined
      ? groupFacts(owner, [])
      : resolved(groups, (all) => groupFacts(owner, all), groupWithout),
  ];
}

function resolved<T>(
  seen: Reading<T> | ExternalServiceError | undefined,
  say: (value: T) => Part,
  without: (reason: string) => Part,
): Part {
  if (seen === undefined) return without('not looked up');
  return seen instanceof ExternalServiceError ? without(seen.message) : say(seen.value);
}

function unnamed(id: string): Answer {
  const reason = `neither owner nor channel is named: add \`owner\` and \`channel\` to ${id}`;
  return { value: {}, absent: [{ path: '', reason }] };
}

function together(
  parts: readonly Part[],
  read: readonly (Reading<unknown> | ExternalServiceError | undefined)[],
): Answer {
  const times = read.flatMap((one): Instant[] =>
    one === undefined || one instanceof ExternalServiceError ? [] : [one.readAt],
  );
  return {
    value: Object.assign({}, ...parts.map(({ value }) => value)),
    absent: parts.flatMap(({ absent = [] }) => absent),
    unreadable: parts.flatMap(({ unreadable = [] }) => unreadable),
    ...(times.length === 0 ? {} : { collectedAt: Math.min(...times) }),
  };
}
