/**
 * What is said because of an exception. Kinds and subjects, which `slack/messages` renders:
 * - `exception-request` `{ exception }`: to everybody who was asked; follows the state until the end;
 * - `exception-heard` `{ exception }`: to the owners, once, when it is asked;
 * - `exception-told` `{ exception, what }`: to the requester. `what`: `approved`, `denied`, `revoked`, `expired`,
 *   `cancelled`, `voided` or `asked-admins` (with `version`), or `question` (with `talk`, its place in the talk), which
 *   follows what is answered and decided;
 * - `exception-outcome` `{ exception }`: in the service's channel and that of exceptions; follows the state;
 * - `exception-reminder` `{ exception, revision, why }`: to who was asked and has not decided; `why`: `waiting`, when
 *   it was changed since `again`, or to who had a question `answered` (with `talk`, the answer's place). The request's
 *   own message has the buttons;
 * - `exception-stuck` `{ exception, revision, able }`: to admins and requester, where fewer people than must agree are
 *   left who may (`able`);
 * - `exception-ending` `{ exception, days }`: to the requester, 7 days and 1 day before; owners find it in their reminder.
 * The last two are changed where they stand once they are overtaken, and never sent then.
 */
import { v7 as uuidv7 } from 'uuid';
import { stewardsOf, type Team } from '../../domain/catalog.ts';
import type { Became } from '../../domain/exceptions/decide.ts';
import type { Actor, Asking, Exception } from '../../domain/exceptions/exception.ts';
import { questionsOf } from '../../domain/exceptions/talk.ts';
import { DAY, HOUR, type Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Audience, Intent } from '../message-ports.ts';
import type { ServiceRecord } from '../ports.ts';
import { subjectKey } from '../subject-key.ts';

/** What became of an exception, and who did it (null: the bot, as time went by). */
export interface Change {
  /** Null: it was just asked. */
  readonly before: Exception | null;
  readonly after: Exception;
  readonly became: Became;
  readonly by: Actor | null;
}

/** Where the service's people are told. */
export interface Places {
  readonly owners: readonly Audience[];
  readonly channels: readonly Audience[];
}

export function placesOf(
  { service }: Pick<ServiceRecord, 'service'>,
  teams: readonly Team[],
  { exceptions }: Pick<Policy, 'exceptions'>,
): Places {
  const team = teams.find(({ id }) => id === service.owner);
  const channels = [service.channel ?? team?.channel, exceptions?.channel].filter((one) => one !== undefined);
  return {
    owners: team === undefined ? [] : ownersOf(team),
    channels: [...new Set(channels)].map(channelOf),
  };
}

/** Those whom the team wants told: its channel, or its stewards. */
function ownersOf(team: Team): readonly Audience[] {
  const { nudges, channel } = team;
  const named = stewardsOf(team);
  if (channel !== undefined && (nudges === 'channel' || named.length === 0)) return [channelOf(channel)];
  return named.map(personOf);
}

/** What a change makes to be said; written in its transaction. */
export function intentsOf(change: Change, places: Places, now: Instant): readonly Intent[] {
  const { after, became, by } = change;
  const { id, version, requester } = after;
  const about = { exception: id };
  const say = intentsAt(now);
  const toRequester = (what: string, more: JsonObject) =>
    by?.id === requester.id
      ? []
      : say('exception-told', { ...about, what, ...more }, [personOf(requester.id)], `${what} v${version}`);
  return [
    ...say('exception-request', about, askedAudiences(after.asked), `v${version}`),
    ...(change.before === null ? say('exception-heard', about, places.owners, 'asked') : []),
    ...(isAskedAgain(became) ? remind(after, 'again', now) : []),
    ...(newlyAsksAdmins(change)
      ? say(
          'exception-told',
          { ...about, what: 'asked-admins', version },
          [personOf(requester.id)],
          `admins v${version}`,
        )
      : []),
    ...(isPublic(change) ? say('exception-outcome', about, places.channels, `v${version}`) : []),
    ...(TOLD.includes(became) ? toRequester(became, { version }) : []),
    ...questionsToTell(change).flatMap((talk) =>
      say('exception-told', { ...about, what: 'question', talk }, [personOf(requester.id)], `v${version}`),
    ),
    ...(became === 'said' ? answersTold(after, 'answered', now).slice(-1) : []),
    ...overtaken(change, now),
  ];
}

/** Places of the questions whose message to the requester says something else now. */
function questionsToTell({ before, after, became, by }: Change): readonly number[] {
  const asked = questionsOf(after);
  if (before !== null && before.state !== after.state) return asked;
  if (became !== 'said') return [];
  const { answers } = after.talk.at(-1) ?? {};
  return by?.id !== after.requester.id ? asked.slice(-1) : answers === undefined ? asked : [answers];
}

/** To whoever asked, that the requester answered; oldest first. */
function answersTold({ id, revision, talk }: Exception, occasion: string, now: Instant): readonly Intent[] {
  return talk.flatMap(({ answers }, place) => {
    const asker = answers === undefined ? undefined : talk[answers]?.by.id;
    const subject = { exception: id, revision, why: 'answered', talk: place };
    return asker === undefined
      ? []
      : intentsAt(now)('exception-reminder', subject, [personOf(asker)], occasion);
  });
}

const TOLD: readonly Became[] = ['approved', 'denied', 'revoked', 'expired', 'cancelled', 'voided'];

function isAskedAgain(became: Became): boolean {
  return became === 'edited' || became === 'voided';
}

/** A reminder may stand from here on: a working day is hardly ever shorter. */
const SOONEST_REMINDER = 20 * HOUR;
/** Days before the end when it is announced, furthest first. */
export const TOLD_BEFORE = [7, 1] as const;

/** What said that it waits, or is about to end, where that is over: to be redrawn, not to be sent. */
function overtaken({ before, after }: Change, now: Instant): readonly Intent[] {
  if (before === null || before.state === after.state) return [];
  const { id, version, asked, requester } = after;
  const say = intentsAt(now);
  if (before.state === 'pending') {
    const wasLong = now - before.requestedAt >= SOONEST_REMINDER;
    const reminded = Array.from({ length: before.revision }, (_, nth) => nth + 1).flatMap((revision) => [
      ...(wasLong ? [{ exception: id, revision, why: 'waiting' }] : []),
      ...(revision > 1 ? [{ exception: id, revision, why: 'again' }] : []),
    ]);
    return [
      ...reminded.flatMap((one) => say('exception-reminder', one, askedAudiences(asked), `v${version}`)),
      ...answersTold(before, `answered v${version}`, now),
    ];
  }
  const told = TOLD_BEFORE.filter((days) => before.until - days * DAY <= now);
  const audiences = [personOf(requester.id)];
  return told.flatMap((days) => say('exception-ending', { exception: id, days }, audiences, `v${version}`));
}

function newlyAsksAdmins({ before, after }: Change): boolean {
  return after.state === 'pending' && after.asked.admins && before?.asked.admins !== true;
}

/** Decisions, and whatever becomes of what was in force. */
function isPublic({ before, after }: Change): boolean {
  return (
    after.state !== before?.state &&
    (['approved', 'denied'].includes(after.state) || before?.state === 'approved')
  );
}

/** To whoever was asked and has not agreed. */
export function remind(exception: Exception, why: 'waiting' | 'again', now: Instant): readonly Intent[] {
  const { id, revision, asked, approvals } = exception;
  const silent = asked.people.filter((person) => !approvals.some(({ by }) => by.id === person));
  const audiences = askedAudiences({ ...asked, people: silent });
  return intentsAt(now)('exception-reminder', { exception: id, revision, why }, audiences, why);
}

/** To admins and requester: it cannot be agreed to any more. `able`: how many are left who may. */
export function stuckIntents(
  { id, revision, requester }: Exception,
  { able, admins }: { readonly able: number; readonly admins: readonly string[] },
  now: Instant,
): readonly Intent[] {
  const audiences = [...new Set([requester.id, ...admins])].map(personOf);
  return intentsAt(now)('exception-stuck', { exception: id, revision, able }, audiences, 'stuck');
}

/** To the requester, so many days before it ends. */
export function endingIntents(
  { id, revision, requester }: Exception,
  days: number,
  now: Instant,
): readonly Intent[] {
  return intentsAt(now)(
    'exception-ending',
    { exception: id, days },
    [personOf(requester.id)],
    `r${revision}`,
  );
}

function askedAudiences({ people, channel }: Asking): readonly Audience[] {
  return channel === null ? people.map(personOf) : [channelOf(channel)];
}

function intentsAt(now: Instant) {
  return (
    kind: string,
    subject: JsonObject,
    audiences: readonly Audience[],
    occasion: string,
  ): readonly Intent[] =>
    audiences.map((audience) => ({
      id: uuidv7(),
      kind,
      audience,
      subject,
      dedupeKey: `${kind}:${subjectKey(subject)}:${occasion}:${audience.kind === 'person' ? audience.person : audience.channel}`,
      createdAt: now,
      notBefore: now,
    }));
}

function personOf(person: string): Audience {
  return { kind: 'person', person };
}

function channelOf(channel: string): Audience {
  return { kind: 'channel', channel };
}
