import type { PageMessage } from '../../page-protocol.ts';
import { type DateReader, dayDivider, localDay } from '../text/slack-date.ts';
import { messageKey, type Notice } from './model.ts';

/** The rows of a conversation, from top to bottom. */
export type Row =
  | { kind: 'day'; key: string; label: string }
  /** The red line above what has not been read. */
  | { kind: 'new'; key: string }
  /** `continued`: right below another message of its author, so without name and avatar. */
  | { kind: 'message'; key: string; message: PageMessage; continued: boolean }
  | { kind: 'notice'; key: string; notice: Notice };

export type TimelineInput = {
  messages: PageMessage[];
  notices: Notice[];
  reader: DateReader & { me: string };
  /** Slack's timestamp of the last message that was read; null to draw no line. */
  readUpTo: string | null;
  /** Milliseconds of what stands above the rows, which need no line for its day. */
  after: number | null;
};

type Entry = { at: number; message: PageMessage } | { at: number; notice: Notice };

const CONTINUES_WITHIN = 5 * 60_000;

/** Messages of a conversation that stand in it, and not in a thread only. */
export function mainMessages(messages: PageMessage[]): PageMessage[] {
  return messages.filter(({ ts, threadTs }) => threadTs === null || threadTs === ts);
}

/** The replies of a thread, without its parent. */
export function threadReplies(messages: PageMessage[], threadTs: string): PageMessage[] {
  return messages.filter((message) => message.threadTs === threadTs && message.ts !== threadTs);
}

/** Milliseconds of a Slack timestamp. */
export function instantOf(ts: string): number {
  return Number(ts) * 1000;
}

/** Puts messages and notices in order of time, with a line between days and one above the first unread message. */
export function timeline({ messages, notices, reader, readUpTo, after }: TimelineInput): Row[] {
  const entries: Entry[] = [
    ...messages.map((message) => ({ at: instantOf(message.ts), message })),
    ...notices.map((notice) => ({ at: notice.at, notice })),
  ].sort((a, b) => a.at - b.at);
  const rows: Row[] = [];
  let lineDrawn = readUpTo === null;
  let day = after === null ? '' : localDay(after, reader);
  for (const [index, entry] of entries.entries()) {
    const today = localDay(entry.at, reader);
    const isUnread = !lineDrawn && 'message' in entry && isAfter(entry.message, readUpTo, reader.me);
    if (today !== day) rows.push({ kind: 'day', key: `day-${today}`, label: dayDivider(entry.at, reader) });
    if (isUnread) rows.push({ kind: 'new', key: 'new' });
    const alone = today !== day || isUnread;
    rows.push(rowOf(entry, !alone && continues(entries[index - 1], entry)));
    lineDrawn ||= isUnread;
    day = today;
  }
  return rows;
}

function isAfter(message: PageMessage, readUpTo: string | null, me: string): boolean {
  return message.user !== me && !message.ephemeral && Number(message.ts) > Number(readUpTo);
}

function rowOf(entry: Entry, continued: boolean): Row {
  return 'message' in entry
    ? { kind: 'message', key: messageKey(entry.message), message: entry.message, continued }
    : { kind: 'notice', key: entry.notice.id, notice: entry.notice };
}

function continues(before: Entry | undefined, entry: Entry): boolean {
  if (!before || !('message' in before) || !('message' in entry)) return false;
  const [earlier, later] = [before.message, entry.message];
  const plain = !earlier.ephemeral && !later.ephemeral && earlier.replies === 0;
  return plain && earlier.user === later.user && entry.at - before.at < CONTINUES_WITHIN;
}
