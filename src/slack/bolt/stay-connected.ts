/**
 * Socket Mode's connection, kept up. The library's own reconnecting (3.1.0) leaves a gap of up to 12 seconds, ends
 * in an unhandled rejection when Slack is away at the wrong moment, and goes on after a stop; so each connection here
 * is used once, and its successor is opened as soon as Slack announces the end. Slack allows ten at a time.
 */
import { type Instant, SECOND } from '../../domain/instant.ts';
import type { Log } from '../../use-cases/log.ts';
import type { Clock } from '../../use-cases/ports.ts';
import type { Wait } from './handle.ts';
import { troubleOf } from './slack-error.ts';

/** One connection. */
export interface Link {
  /** Resolves when payloads can come; rejects with Slack's refusal or the network's trouble. */
  readonly open: () => Promise<void>;
  /** Calls back once, when the connection ends or Slack says that it soon will. */
  readonly onEnd: (callback: (reason: string) => void) => void;
  readonly close: () => Promise<void>;
}

export interface Connection {
  /** Opens the first link. Rejects when that fails: whoever starts wants to know. */
  readonly start: () => Promise<void>;
  /** Closes for good, also amid reconnecting. */
  readonly stop: () => Promise<void>;
  readonly connected: () => boolean;
}

const LONGEST_PAUSE = 30 * SECOND;
/** A connection that lived this long was a good one: its successor is opened without a pause. */
const LONG_LIVED = 30 * SECOND;

interface Sources {
  /** A fresh, unopened link; `stopped` aborts whatever it still waits for. */
  readonly newLink: (stopped: AbortSignal) => Link;
  readonly wait: Wait;
  readonly clock: Clock;
  readonly log: Log;
}

export function stayConnected({ newLink, wait, clock, log }: Sources): Connection {
  const stopping = new AbortController();
  const links = new Set<Link>();
  let current: { readonly link: Link; readonly since: Instant } | undefined;
  let failures = 0;

  async function open(): Promise<void> {
    const link = newLink(stopping.signal);
    links.add(link);
    link.onEnd((reason) => void ended(link, reason));
    try {
      await link.open();
    } catch (error) {
      await close(link);
      throw error;
    }
    if (stopping.signal.aborted) await close(link);
    // A link can end while it opens; it is no longer among the links then.
    else if (links.has(link)) current = { link, since: clock.now() };
  }

  async function ended(link: Link, reason: string): Promise<void> {
    if (!links.has(link)) return;
    const closing = close(link);
    if (current?.link === link && !stopping.signal.aborted) {
      failures = clock.now() - current.since >= LONG_LIVED ? 0 : failures + 1;
      current = undefined;
      log.info({ reason }, 'Slack ends this connection, opening another');
      await reconnect();
    }
    await closing;
  }

  async function reconnect(): Promise<void> {
    while (current === undefined && !stopping.signal.aborted) {
      await wait(pause(failures), stopping.signal);
      if (stopping.signal.aborted) return;
      await open().catch((error: unknown) => {
        log.warn({ failures, trouble: troubleOf(error) }, 'Slack could not be reached, trying again');
      });
      failures += 1;
    }
    failures = 0;
  }

  async function close(link: Link): Promise<void> {
    links.delete(link);
    await link.close().catch((error: unknown) => {
      log.warn({ trouble: troubleOf(error) }, 'a connection did not close cleanly');
    });
  }

  return {
    async start() {
      await open();
      if (current === undefined) await reconnect();
    },
    async stop() {
      stopping.abort();
      current = undefined;
      await Promise.all([...links].map(close));
    },
    connected: () => current !== undefined,
  };
}

/** None at first, then half a second, and twice as long each time, up to half a minute. */
function pause(failures: number): number {
  return failures === 0 ? 0 : Math.min(LONGEST_PAUSE, 0.5 * SECOND * 2 ** Math.min(failures - 1, 10));
}
