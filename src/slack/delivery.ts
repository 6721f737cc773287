/**
 * The outbox's sender. It takes from the database what is due, one message for each audience at a time, and brings it
 * to Slack with a client of its own, so that a refused rate or a silent Slack never holds up an answer to a person.
 * Nothing is kept in memory alone: what a dead process was sending is found by the next one.
 */
import { type Logger, type LogLevel, WebClient } from '@slack/web-api';
import type { Failpoint } from '../domain/failpoint.ts';
import { DAY, type Duration, HOUR, type Instant, MINUTE, SECOND } from '../domain/instant.ts';
import type { Log } from '../use-cases/log.ts';
import type { ClaimedIntent } from '../use-cases/message-ports.ts';
import type { Clock, StorePort } from '../use-cases/ports.ts';
import type { SlackCredentials } from './bolt/credentials.ts';
import type { Wait } from './bolt/handle.ts';
import { realWait } from './bolt/real-wait.ts';
import { audienceKey, createAddresses } from './delivery/addresses.ts';
import { type Calls, createCalls, type Windows } from './delivery/calls.ts';
import type { Desk } from './delivery/errand.ts';
import { createHomeLink } from './delivery/home-link.ts';
import { createPace } from './delivery/pace.ts';
import { send } from './delivery/send.ts';
import type { MessageDeps, MessageKind } from './messages/message.ts';

export interface DeliveryOptions {
  readonly credentials: Pick<SlackCredentials, 'botToken' | 'apiUrl'>;
  readonly kinds: readonly MessageKind[];
  readonly store: StorePort;
  /** What the kinds render from, beside the store, the time and what Slack itself says. */
  readonly deps: Omit<MessageDeps, 'store' | 'now' | 'home'>;
  /** No other process sends from this database: what is being sent at the start was left by a dead one. */
  readonly alone: boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** Real time by default. */
  readonly wait?: Wait;
  /** Nothing by default. */
  readonly reached?: Failpoint;
  /** For an answer of Slack's; ten seconds by default. */
  readonly timeout?: Duration;
}

export interface Delivery {
  readonly start: () => Promise<void>;
  /** Looks now for what is due: to be called after something was queued. */
  readonly kick: () => void;
  /** Ends what is under way, for at most four seconds. */
  readonly stop: () => Promise<void>;
  readonly state: () => DeliveryState;
}

export interface DeliveryState {
  /** Slack's word for why it takes nothing from us; null = it does. */
  readonly refused: string | null;
  /** Messages that are on their way. */
  readonly underWay: number;
}

/** Messages at a time, each to another audience. */
const AT_ONCE = 8;
/** Whoever queues in a transaction of their own, or in another process, need not know of the sender. */
const LOOK_EVERY: Duration = SECOND;
/** A database that is away is not asked every second. */
const AFTER_ERROR: Duration = 10 * SECOND;
/** A claim of this age was left behind: no message takes so long. */
const STALE: Duration = 2 * MINUTE;
/** Longer than any message is repeated after or updated. */
const KEPT: Duration = 400 * DAY;
const PROBE_EVERY: Duration = MINUTE;
const LAST_WORDS: Duration = 4 * SECOND;

/** Nothing happens before `start`. */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { store, clock, log, wait = realWait, reached = () => {} } = options;
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  const client = clientOf(options);
  const pace = createPace(clock);
  let refused: string | null = null;
  let probeAt: Instant = 0;
  let tidyAt: Instant = 0;
  let clearAt: Instant = 0;
  let kicked = Promise.withResolvers<void>();
  let ended: Promise<void> | undefined;

  async function run(calls: Calls): Promise<void> {
    const desk = await openDesk(options, client, calls, {
      pace,
      reached,
      pause: async (ms) => {
        if (ms > 0) await wait(ms, stopping.signal);
        return !stopping.signal.aborted;
      },
      onRefused(error) {
        if (refused !== null) return;
        log.error({ error }, 'Slack takes nothing from us; what is to be said waits');
        refused = error;
        probeAt = clock.now() + PROBE_EVERY;
      },
    });
    while (!stopping.signal.aborted) {
      kicked = Promise.withResolvers<void>();
      const next = await round(desk).catch((error: unknown) => {
        log.error({ err: error }, 'the outbox could not be read');
        return clock.now() + AFTER_ERROR;
      });
      await until(next);
    }
  }

  async function until(next: Instant): Promise<void> {
    const woken = new AbortController();
    const signal = AbortSignal.any([stopping.signal, woken.signal]);
    await Promise.race([kicked.promise, wait(Math.max(0, next - clock.now()), signal)]);
    // With a reason of ours Node need not make an error, with a stack, for every look.
    woken.abort('woken');
  }

  /** Takes what can be sent now; when to look again. */
  async function round(desk: Desk): Promise<Instant> {
    const now = clock.now();
    await tidy(now);
    if (refused !== null) {
      if (now < probeAt) return probeAt;
      probeAt = now + PROBE_EVERY;
      if (!(await isTaken(desk))) return probeAt;
    }
    const forbidden = desk.calls.waitsUntil('chat.postMessage');
    if (forbidden !== null) return forbidden;
    const due = (await store.messages.nextDue()) ?? Number.POSITIVE_INFINITY;
    if (due > now) return Math.min(now + LOOK_EVERY, due);
    const busy = pace.busy();
    const claims = await store.messages.claim(now, AT_ONCE - underWay.size, busy.audiences);
    if (claims.length > 0) reached('outbox.claimed');
    for (const message of messagesOf(claims)) take(desk, message);
    return Math.min(now + LOOK_EVERY, busy.until);
  }

  /** Every minute what another process left; every hour what nobody will ask for again. */
  async function tidy(now: Instant): Promise<void> {
    if (now < tidyAt) return;
    tidyAt = now + MINUTE;
    await store.messages.release(now - STALE);
    if (now < clearAt) return;
    clearAt = now + HOUR;
    await store.messages.clear(now - KEPT);
  }

  function take(desk: Desk, claims: readonly ClaimedIntent[]): void {
    const sending = send(desk, claims)
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) log.error({ err: error }, 'a message could not be sent');
      })
      .finally(() => {
        underWay.delete(sending);
        kicked.resolve();
      });
    underWay.add(sending);
  }

  /** A token may be exchanged under the same name: Slack is asked now and then. */
  async function isTaken(desk: Desk): Promise<boolean> {
    const answer = await desk.calls.ask('auth.test', () => client.auth.test());
    if (answer.kind === 'ok') refused = null;
    return refused === null;
  }

  return {
    async start() {
      const released = await store.messages.release(options.alone ? clock.now() : clock.now() - STALE);
      if (released > 0) log.info({ released }, 'what the last process was sending is looked at again');
      ended = run(await createCalls(clock, keptWindows(store)));
    },
    kick: () => kicked.resolve(),
    async stop() {
      stopping.abort();
      const enough = new AbortController();
      const over = Promise.allSettled([ended, ...underWay]);
      await Promise.race([over, realWait(LAST_WORDS, enough.signal)]);
      enough.abort();
    },
    state: () => ({ refused, underWay: underWay.size }),
  };
}

/** One try, and ours to repeat: the library's own would send again what may stand there already. */
function clientOf({ credentials, log, timeout = 10 * SECOND }: DeliveryOptions): WebClient {
  const { botToken, apiUrl } = credentials;
  return new WebClient(botToken, {
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: quiet(log),
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  });
}

/** Its debug lines hold whole payloads, and what it warns of is told by whoever asked. */
function quiet(log: Log): Logger {
  return {
    debug() {},
    info() {},
    warn() {},
    error: (...parts) => log.warn({ slack: parts.map(String).join(' ') }, 'the Slack client complains'),
    setLevel() {},
    setName() {},
    // The value of the library's enum, without an import for one word.
    getLevel: () => 'info' as LogLevel,
  };
}

async function openDesk(
  { kinds, store, deps, clock, log }: DeliveryOptions,
  client: WebClient,
  calls: Calls,
  more: Pick<Desk, 'pace' | 'pause' | 'reached' | 'onRefused'>,
): Promise<Desk> {
  const workspace = await store.workspace.stamped();
  const home = createHomeLink(client, calls);
  return {
    ...more,
    client,
    calls,
    kinds: new Map(kinds.map((kind) => [kind.name, kind])),
    store,
    deps: () => ({ ...deps, store, home, now: clock.now() }),
    addresses: createAddresses({ client, calls, store, workspace, clock }),
    clock,
    log,
  };
}

/** Of each audience one message was claimed. */
function messagesOf(claims: readonly ClaimedIntent[]): readonly (readonly ClaimedIntent[])[] {
  return [...Map.groupBy(claims, ({ audience }) => audienceKey(audience)).values()];
}

const WINDOWS = 'slack asks to wait';

/** Retry-After outlives a restart. */
function keptWindows({ marks }: StorePort): Windows {
  return {
    async read() {
      const kept = await marks.read(WINDOWS);
      return new Map(kept === undefined ? [] : (JSON.parse(kept) as [string, Instant][]));
    },
    write: (windows) => marks.write(WINDOWS, JSON.stringify([...windows])),
  };
}
