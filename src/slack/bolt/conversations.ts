import type { WebClient } from '@slack/web-api';
import { type Instant, MINUTE } from '../../domain/instant.ts';
import type { Clock } from '../../use-cases/ports.ts';

/** Channels become shared or private while the bot runs. */
const FRESH = MINUTE;
const MOST_KNOWN = 5_000;

/**
 * Who listens in a conversation: only this organisation, another one too, or nobody can tell (a direct message of
 * others, a private channel that the bot is not in).
 */
export type Listeners = 'own' | 'others-too' | 'unknown';

export interface Conversations {
  readonly listeners: (channel: string) => Promise<Listeners>;
  /** `payments`, or undefined where the bot cannot see it. */
  readonly nameOf: (channel: string) => Promise<string | undefined>;
}

interface Known {
  readonly listeners: Listeners;
  readonly name: string | undefined;
  readonly at: Instant;
}

export function createConversations(client: Pick<WebClient, 'conversations'>, clock: Clock): Conversations {
  const known = new Map<string, Known>();

  async function look(channel: string): Promise<Known> {
    const before = known.get(channel);
    if (before !== undefined && clock.now() - before.at < FRESH) return before;
    const found = { ...(await read(client, channel)), at: clock.now() };
    known.delete(channel);
    // Not knowing may end with the next call: an invitation, an answer in time.
    if (found.listeners === 'unknown') return found;
    known.set(channel, found);
    for (const oldest of known.keys()) if (known.size > MOST_KNOWN) known.delete(oldest);
    return found;
  }

  return {
    listeners: async (channel) => (await look(channel)).listeners,
    nameOf: async (channel) => (await look(channel)).name,
  };
}

/** Whatever keeps us from knowing (no membership, no scope, no answer) counts as not knowing. */
async function read(
  client: Pick<WebClient, 'conversations'>,
  channel: string,
): Promise<Pick<Known, 'listeners' | 'name'>> {
  const unknown = { listeners: 'unknown', name: undefined } as const;
  // Direct messages: reading them takes scopes that nothing else needs.
  if (channel.startsWith('D')) return unknown;
  try {
    const { channel: info } = await client.conversations.info({ channel });
    if (info === undefined) return unknown;
    const shared = info.is_ext_shared === true || info.is_pending_ext_shared === true;
    return { listeners: shared ? 'others-too' : 'own', name: info.name };
  } catch {
    return unknown;
  }
}
