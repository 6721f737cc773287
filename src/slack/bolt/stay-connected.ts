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
  /** Calls back when Slack announces the end, with its reason, and with `CLOSED` when it has come. */
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

/** The reason of a link that is no more. */
export const CLOSED = 'closed';

/** What Slack gives for an acknowledgement. */
const GRACE = 3 * SECOND;
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
  let renewing = false;

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
    // It ended, or everything was stopped, while it opened.
    if (!links.has(link)) throw new Error('the connection closed as soon as it was open');
    current = { link, since: clock.now() };
  }

  async function ended(link: Link, reason: string): Promise<void> {
    if (!links.has(link)) return;
    const successorNeeded = current?.link === link && !renewing;
    if (reason === CLOSED) void close(link);
    if (!successorNeeded || stopping.signal.aborted) return;
    log.info({ reason }, 'Slack ends this connection, opening another');
    await renew(link);
    // What came in on the old one may still be acknowledged there.
    await wait(links.has(link) ? GRACE : 0, stopping.signal);
    await close(link);
  }

  async function renew(old: Link): Promise<void> {
    renewing = true;
    failures = clock.now() - (current?.since ?? 0) >= LONG_LIVED ? 0 : failures + 1;
    if (!links.has(old)) current = undefined;
    while ((current === undefined || current.link === old) && !stopping.signal.aborted) {
      await wait(pause(failures), stopping.signal);
      if (stopping.signal.aborted) break;
      await open().catch((error: unknown) => {
        failures += 1;
        log.warn({ failures, trouble: troubleOf(error) }, 'Slack could not be reached, trying again');
      });
    }
    renewing = false;
  }

  async function close(link: Link): Promise<void> {
    if (!links.delete(link)) return;
    if (current?.link === link) current = undefined;
    await link.close().catch((error: unknown) => {
      log.warn({ trouble: troubleOf(error) }, 'a connection did not close cleanly');
    });
  }

  return {
    start: open,
    async stop() {
      stopping.abort();
      await Promise.all([...links].map(close));
    },
    connected: () => current !== undefined,
  };
}

/** None at first, then half a second, and twice as long each time, up to half a minute. */
function pause(failures: number): number {
  return failures === 0 ? 0 : Math.min(LONGEST_PAUSE, 0.5 * SECOND * 2 ** Math.min(failures - 1, 10));
}
