import { z } from 'zod';
import { type Duration, MINUTE } from '../../domain/instant.ts';
import { createSharedReading, type SharedReading } from '../calling/shared-reading.ts';
import type { Surroundings } from '../running/surroundings.ts';
import type { AskSlack } from './ask-slack.ts';

const person = z.object({
  id: z.string(),
  deleted: z.boolean().nullish(),
  profile: z.object({ email: z.string().nullish() }).nullish(),
});
export type SlackPerson = z.infer<typeof person>;

const channel = z.object({
  id: z.string(),
  name: z.string().nullish(),
  is_archived: z.boolean().nullish(),
  is_ext_shared: z.boolean().nullish(),
});
export type SlackChannel = z.infer<typeof channel>;

const group = z.object({ id: z.string(), handle: z.string().nullish(), date_delete: z.number().nullish() });
export type SlackGroup = z.infer<typeof group>;

/** Everybody and everything that the app sees; each listed once for all services that are asked about together. */
export interface Directory {
  readonly people: SharedReading<People>;
  readonly channels: SharedReading<Channels>;
  readonly groups: SharedReading<readonly SlackGroup[]>;
}

export interface People {
  readonly byId: ReadonlyMap<string, SlackPerson>;
  /** Lower case; of two accounts with one address the active one. */
  readonly byEmail: ReadonlyMap<string, SlackPerson>;
}

export interface Channels {
  readonly byId: ReadonlyMap<string, SlackChannel>;
  readonly byName: ReadonlyMap<string, SlackChannel>;
}

const YOUNG: Duration = 15 * MINUTE;
/** Slack advises 200 and takes up to 1,000; with 20 calls a minute, fewer pages are kinder. */
const PER_PAGE = 500;

export function createDirectory(slack: AskSlack, clock: Surroundings['clock']): Directory {
  const shared = <T>(read: (signal: AbortSignal) => Promise<T>) =>
    createSharedReading({ clock, youngFor: YOUNG, read });
  return {
    people: shared(async (signal) => {
      const options = { limit: PER_PAGE };
      return peopleOf(
        await slack.list({ method: 'users.list', key: 'members', entry: person, options }, signal),
      );
    }),
    channels: shared(async (signal) => {
      const options = { types: 'public_channel,private_channel', exclude_archived: false, limit: PER_PAGE };
      const all = await slack.list(
        { method: 'conversations.list', key: 'channels', entry: channel, options },
        signal,
      );
      return channelsOf(all);
    }),
    groups: shared((signal) =>
      slack.list(
        { method: 'usergroups.list', key: 'usergroups', entry: group, options: { include_disabled: true } },
        signal,
      ),
    ),
  };
}

function peopleOf(all: readonly SlackPerson[]): People {
  const leaversFirst = all.toSorted((a, b) => Number(b.deleted ?? false) - Number(a.deleted ?? false));
  const withEmail = leaversFirst.flatMap((one): [string, SlackPerson][] => {
    const email = one.profile?.email;
    return email == null ? [] : [[email.toLowerCase(), one]];
  });
  return { byId: new Map(all.map((one) => [one.id, one])), byEmail: new Map(withEmail) };
}

function channelsOf(all: readonly SlackChannel[]): Channels {
  const archivedFirst = all.toSorted(
    (a, b) => Number(b.is_archived ?? false) - Number(a.is_archived ?? false),
  );
  const withName = archivedFirst.flatMap((one): [string, SlackChannel][] =>
    one.name == null ? [] : [[one.name.toLowerCase(), one]],
  );
  return { byId: new Map(all.map((one) => [one.id, one])), byName: new Map(withName) };
}
