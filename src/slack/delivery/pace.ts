import { type Duration, type Instant, SECOND } from '../../domain/instant.ts';
import type { Audience } from '../../use-cases/message-ports.ts';
import type { Clock } from '../../use-cases/ports.ts';
import { audienceKey } from './addresses.ts';

/** Slack takes one message a second in a conversation: https://docs.slack.dev/apis/web-api/rate-limits */
const APART: Duration = SECOND;

/** Turns in each conversation, one second apart. */
export interface Pace {
  /** Takes the next turn in the conversation for this audience; how long to wait for it. */
  readonly take: (channel: string, audience: Audience) => Duration;
  /** Audiences whose conversation has no turn yet, and when the first of them has. */
  readonly busy: () => { readonly audiences: readonly Audience[]; readonly until: Instant };
}

export function createPace(clock: Clock): Pace {
  const turns = new Map<string, Instant>();
  const readers = new Map<string, { readonly audience: Audience; readonly channel: string }>();
  const nextTurn = (channel: string) => (turns.get(channel) ?? Number.NEGATIVE_INFINITY) + APART;
  return {
    take(channel, audience) {
      const now = clock.now();
      const turn = Math.max(now, nextTurn(channel));
      turns.set(channel, turn);
      readers.set(audienceKey(audience), { audience, channel });
      return turn - now;
    },
    busy() {
      const now = clock.now();
      for (const [key, { channel }] of readers) if (nextTurn(channel) <= now) readers.delete(key);
      for (const channel of turns.keys()) if (nextTurn(channel) <= now) turns.delete(channel);
      return {
        audiences: Array.from(readers.values(), ({ audience }) => audience),
        until: Math.min(...Array.from(readers.values(), ({ channel }) => nextTurn(channel))),
      };
    },
  };
}
