import type { SocketModeReceiver } from '@slack/bolt';
import { SECOND } from '../../domain/instant.ts';
import type { Wait } from './handle.ts';
import { CLOSED, type Link } from './stay-connected.ts';

const OPENING = 10 * SECOND;
/** How long the other side may take to answer a goodbye. */
const PARTING = 0.5 * SECOND;

/** One Socket Mode connection; `receiver` must not reconnect by itself. */
export function socketLink({ client }: SocketModeReceiver, wait: Wait, stopped: AbortSignal): Link {
  return {
    async open() {
      const opening = new AbortController();
      const tooLong = wait(OPENING, AbortSignal.any([opening.signal, stopped])).then(() => {
        if (!opening.signal.aborted) throw new Error('Slack did not say hello');
      });
      try {
        await Promise.race([client.start(), tooLong]);
      } finally {
        opening.abort();
      }
    },
    onEnd(callback) {
      client.on('disconnected', () => callback(CLOSED));
      // The library hangs up at Slack's first word of an end that is ten seconds ahead; our successor is not open yet.
      const usual = client.listeners('ws_message');
      client.removeAllListeners('ws_message');
      client.on('ws_message', (data: unknown, isBinary: boolean) => {
        const reason = goodbye(data);
        if (reason !== undefined) callback(reason);
        else for (const listener of usual) listener(data, isBinary);
      });
    },
    async close() {
      const parting = new AbortController();
      await Promise.race([client.disconnect(), wait(PARTING, parting.signal)]);
      parting.abort();
      // The second time it hangs up, whether or not the other side has answered.
      await client.disconnect();
    },
  };
}

/** Slack's reason for ending the connection, which it gives some seconds ahead. */
function goodbye(data: unknown): string | undefined {
  if (typeof data !== 'string' || !data.includes('"disconnect"')) return undefined;
  try {
    const { type, reason } = Object(JSON.parse(data)) as { type?: unknown; reason?: unknown };
    return type === 'disconnect' ? String(reason) : undefined;
  } catch {
    return undefined;
  }
}
