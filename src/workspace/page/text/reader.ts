import type { PageConversation, PageGroup, PagePerson, PageState } from '../../page-protocol.ts';
import { type DateReader, dateReader } from './slack-date.ts';

/** Who reads, and what the ids in a text mean to them. */
export type Reader = DateReader & {
  me: string;
  person: (id: string) => PagePerson | undefined;
  channel: (id: string) => PageConversation | undefined;
  group: (id: string) => PageGroup | undefined;
};

/** The acting person as a reader; `now` in milliseconds. */
export function readerOf(page: PageState, now: number): Reader {
  const people = new Map(page.people.map((person) => [person.id, person]));
  const channels = new Map(page.conversations.map((channel) => [channel.id, channel]));
  const groups = new Map(page.groups.map((group) => [group.id, group]));
  return {
    me: page.me,
    ...dateReader(now, people.get(page.me)?.tz ?? 'UTC'),
    person: (id) => people.get(id),
    channel: (id) => channels.get(id),
    group: (id) => groups.get(id),
  };
}

/** The name that Slack shows for a person. */
export function nameOf(person: PagePerson | undefined, fallback: string): string {
  return person?.displayName || person?.realName || person?.name || fallback;
}
