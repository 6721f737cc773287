/**
 * What stands between Octokit and the network: nothing is sent before GitHub wants to be asked again, nothing larger
 * than can be held is read, and what is left of the rates is known. Octokit's own plugins retry a request that was
 * refused, but do not keep back the others.
 */

import { ExternalServiceError } from '../../domain/errors.ts';
import { type Duration, type Instant, MINUTE, SECOND } from '../../domain/instant.ts';
import { deadlineAfter } from '../calling/deadline.ts';
import { askedToWait, LONGEST_PAUSE } from '../calling/rates.ts';
import type { Budget, Surroundings } from '../running/surroundings.ts';

export interface Gate {
  /** In the place of `fetch`. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Waits until GitHub wants to be asked again; throws with `notBefore` where that is too far away. */
  readonly untilAllowed: (resource: Resource, signal: AbortSignal) => Promise<void>;
  /** Of the rate of which the smaller share is left. */
  readonly budget: () => Budget;
}

/** GitHub counts them apart. */
export type Resource = 'core' | 'graphql';

export const VENDOR = 'GitHub';
/** Shorter waits are waited for; longer ones are told, and the work is put off. */
const WAITED_FOR: Duration = 5 * SECOND;
const REQUEST_TIMEOUT: Duration = 20 * SECOND;
/** 40 repositories with many pull requests have about 2 MB. */
const MOST_BYTES = 20 * 1024 * 1024;
/**
 * At most 900 points a minute for REST, of which a question is one.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
const BETWEEN_REST: Duration = Math.ceil(MINUTE / 850);

export function createGate({ clock, wait }: Pick<Surroundings, 'clock' | 'wait'>): Gate {
  const budgets = new Map<string, Budget>();
  const pauses = new Map<Resource, Instant>();
  let nextRest: Instant = 0;
  let lastSeen: Instant = 0;

  /** Where the clock was set back, what is waited for moves back with it: it costs no more than what was left to wait. */
  function timeNow(): Instant {
    const now = clock.now();
    const setBack = Math.max(0, lastSeen - now);
    lastSeen = now;
    if (setBack === 0) return now;
    nextRest -= setBack;
    for (const [resource, until] of pauses) pauses.set(resource, until - setBack);
    return now;
  }

  async function untilAllowed(resource: Resource, signal: AbortSignal): Promise<void> {
    // While one waits, another may be told to wait longer.
    for (;;) {
      signal.throwIfAborted();
      const now = timeNow();
      const until = pauses.get(resource) ?? 0;
      const pause = until - now;
      if (pause > WAITED_FOR) throw askedToWait(VENDOR, until);
      if (pause <= 0) return;
      await wait(pause, signal);
    }
  }

  async function pace(signal: AbortSignal): Promise<void> {
    const now = timeNow();
    const turn = Math.max(now, nextRest);
    nextRest = turn + BETWEEN_REST;
    if (turn > now) await wait(turn - now, signal);
  }

  function note(response: Response, text: string, resource: Resource): void {
    const now = timeNow();
    const said = readHeaders(response.headers, now);
    const { limit, remaining, resetsAt } = said;
    if (limit !== undefined && remaining !== undefined && resetsAt !== undefined)
      budgets.set(resource, { limit, remaining, resetsAt });
    for (const [paused, until] of pausesAfter({ status: response.status, text, ...said }, resource, now))
      pauses.set(paused, Math.max(Math.min(until, now + LONGEST_PAUSE), pauses.get(paused) ?? 0));
  }

  return {
    untilAllowed,
    async fetch(url, init) {
      const signal = init.signal ?? new AbortController().signal;
      const resource = resourceOf(url);
      if (resource === 'core') await pace(signal);
      await untilAllowed(resource, signal);
      const deadline = deadlineAfter(REQUEST_TIMEOUT, signal);
      try {
        const response = await fetch(url, { ...init, signal: deadline.signal });
        const text = await readText(response);
        note(response, text, resource);
        const { status, headers } = response;
        return new Response(hasNoBody(status) ? null : text, { status, headers });
      } finally {
        deadline.end();
      }
    },
    budget() {
      const now = timeNow();
      // Of REST only the lists are read: without them there is enough to ask.
      const pausedUntil = pauses.get('graphql') ?? 0;
      const told = [...budgets.values()].toSorted((a, b) => share(a) - share(b))[0] ?? {};
      return pausedUntil > now ? { ...told, pausedUntil } : told;
    },
  };
}

/** `/graphql`, on an Enterprise Server `/api/graphql`. */
function resourceOf(url: string): Resource {
  return new URL(url).pathname.endsWith('/graphql') ? 'graphql' : 'core';
}

function share({ limit = 1, remaining = 0 }: Budget): number {
  return remaining / limit;
}

function hasNoBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}

interface Said {
  readonly limit: number | undefined;
  readonly remaining: number | undefined;
  /** By our clock. */
  readonly resetsAt: Instant | undefined;
  /** Seconds. */
  readonly retryAfter: number | undefined;
}

/** The reset is a moment of GitHub's clock, which the same answer tells: ours may be hours off. */
function readHeaders(headers: Headers, now: Instant): Said {
  const number = (name: string) => {
    const said = Number.parseFloat(headers.get(name) ?? '');
    return Number.isNaN(said) ? undefined : said;
  };
  const reset = number('x-ratelimit-reset');
  const theirNow = Date.parse(headers.get('date') ?? '');
  const ahead = Number.isNaN(theirNow) ? 0 : now - theirNow;
  return {
    limit: number('x-ratelimit-limit'),
    remaining: number('x-ratelimit-remaining'),
    resetsAt: reset === undefined ? undefined : reset * SECOND + ahead,
    retryAfter: number('retry-after'),
  };
}

/** A spent rate silences its own resource; a secondary limit, which says for how long or means a minute, all. */
function pausesAfter(
  {
    status,
    text,
    remaining,
    resetsAt,
    retryAfter,
  }: Said & { readonly status: number; readonly text: string },
  resource: Resource,
  now: Instant,
): readonly (readonly [Resource, Instant])[] {
  const all = (until: Instant) => [['core', until] as const, ['graphql', until] as const];
  const isRefusal = status === 403 || status === 429;
  if ((isRefusal || status === 503) && retryAfter !== undefined) return all(now + retryAfter * SECOND);
  const isSpent = remaining === 0 || (resource === 'graphql' && /"type":\s*"RATE_LIMITED"/.test(text));
  if (isSpent && resetsAt !== undefined) return [[resource, resetsAt]];
  const isSecondary = isRefusal && /secondary rate|abuse detection/i.test(text);
  return isSecondary || status === 429 ? all(now + MINUTE) : [];
}

async function readText(response: Response): Promise<string> {
  const kind = response.headers.get('content-type') ?? 'nothing said';
  if (response.status === 200 && !/\bjson\b/i.test(kind)) {
    await response.body?.cancel();
    throw new ExternalServiceError(
      VENDOR,
      `${VENDOR} answers something that is not JSON (${kind.slice(0, 100)})`,
    );
  }
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES)
      throw new ExternalServiceError(VENDOR, `${VENDOR} answers more than ${MOST_BYTES / 1024 / 1024} MB`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
