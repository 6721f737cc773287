import type { WebClient } from '@slack/web-api';
import { type Instant, MINUTE, SECOND } from '../../domain/instant.ts';
import type { ClaimedIntent } from '../../use-cases/message-ports.ts';
import type { Calls, Trouble } from './calls.ts';

/** Says in a message of which intent it is, and what it showed. Members of the workspace can read it: no prose. */
export interface Stamp {
  readonly event_type: typeof EVENT_TYPE;
  readonly event_payload: { readonly id: string; readonly version: string };
}

const EVENT_TYPE = 'readybot_intent';

export function stampOf({ id }: ClaimedIntent, version: string): Stamp {
  return { event_type: EVENT_TYPE, event_payload: { id, version } };
}

export type Look =
  | { readonly kind: 'found'; readonly ts: string; readonly version: string }
  | { readonly kind: 'absent' }
  /** Nobody lets us look, or there is too much to look through. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

const PAGE = 200;
const MOST_PAGES = 5;
/** Slack's clock and ours. */
const SKEW = 5 * MINUTE;

/** A conversation, or the thread below one of its messages. */
export interface Where {
  readonly channel: string;
  readonly thread: string | null;
}

/** Looks in the newest of a conversation for the message of one of these intents, whose answer was lost. */
export async function findSent(
  { client, calls }: { readonly client: Pick<WebClient, 'conversations'>; readonly calls: Calls },
  { channel, thread }: Where,
  claims: readonly ClaimedIntent[],
): Promise<Look> {
  const ids = new Set(claims.map(({ id }) => id));
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const page = {
      channel,
      oldest: oldestOf(claims),
      limit: PAGE,
      include_all_metadata: true,
      ...(cursor === undefined ? {} : { cursor }),
    };
    const answer = await (thread === null
      ? calls.ask('conversations.history', () => client.conversations.history(page))
      : calls.ask('conversations.replies', () => client.conversations.replies({ ...page, ts: thread })));
    if (answer.kind === 'refused') return { kind: 'unreadable' };
    if (answer.kind !== 'ok') return { kind: 'trouble', trouble: answer };
    for (const message of answer.value.messages ?? []) {
      const stamp = readStamp(message);
      if (stamp !== undefined && ids.has(stamp.id) && message.ts !== undefined)
        return { kind: 'found', ts: message.ts, version: stamp.version };
    }
    cursor = answer.value.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return { kind: 'absent' };
  }
  return { kind: 'unreadable' };
}

function oldestOf(claims: readonly ClaimedIntent[]): string {
  const queued: Instant = Math.min(...claims.map(({ createdAt }) => createdAt));
  return ((queued - SKEW) / SECOND).toFixed(6);
}

/** The library's types of a message in a history do not know its metadata. */
function readStamp(message: object): { readonly id: string; readonly version: string } | undefined {
  const { metadata } = message as { readonly metadata?: unknown };
  const { event_type: type, event_payload: payload } = Object(metadata) as Record<string, unknown>;
  const { id, version } = Object(payload) as Record<string, unknown>;
  if (type !== EVENT_TYPE || typeof id !== 'string') return undefined;
  return { id, version: String(version) };
}
