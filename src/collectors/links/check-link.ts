import { type Duration, SECOND } from '../../domain/instant.ts';
import { deadlineAfter } from '../calling/deadline.ts';
import { isHostAmong, type SafeFetch } from '../calling/safe-fetch.ts';
import type { Surroundings } from '../running/surroundings.ts';
import { judgeFailure, judgeResponse, type Verdict } from './verdict.ts';

export interface Checking extends Pick<Surroundings, 'clock' | 'wait'> {
  readonly fetch: SafeFetch;
  /** Hosts that answer 404 for what they do not show to strangers. */
  readonly hidesPrivate: readonly string[];
  /** For one try, redirects included. */
  readonly timeout: Duration;
}

const MOST_REDIRECTS = 3;
const BEFORE_RETRY: Duration = 2 * SECOND;

/**
 * Whether an address answers. HEAD first; whoever does not take it is asked by GET, of which only the status is
 * read. What may pass is tried once more.
 */
export async function checkLink(address: string, checking: Checking, signal: AbortSignal): Promise<Verdict> {
  const head = await attempt('HEAD', address, checking, signal);
  if (isSettled(head)) return head;
  if (isLost(head)) {
    await checking.wait(BEFORE_RETRY, signal);
    return attempt('GET', address, checking, signal);
  }
  const got = await attempt('GET', address, checking, signal);
  if (got.kind !== 'unknown' || got.passing === undefined) return got;
  await checking.wait(BEFORE_RETRY, signal);
  return attempt('GET', address, checking, signal);
}

/** Some hosts know no HEAD and say 404 or 500 to it, so only what GET would not alter counts. */
function isSettled(head: Verdict): boolean {
  return head.kind === 'answers' || (head.kind === 'unknown' && head.passing === undefined);
}

function isLost(verdict: Verdict): boolean {
  return verdict.kind === 'unknown' && verdict.lost === true;
}

/** Follows redirects; each hop is an address like the first, and is refused like it. */
async function attempt(
  method: 'HEAD' | 'GET',
  address: string,
  { fetch, hidesPrivate, timeout, clock }: Checking,
  stop: AbortSignal,
): Promise<Verdict> {
  const { signal, end } = deadlineAfter(timeout, stop);
  let url = new URL(address);
  try {
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      const response = await fetch(url, { method, signal, headers: { 'user-agent': 'readybot' } });
      await response.body?.cancel();
      const next = redirectOf(response, url);
      if (next === undefined) {
        const hides = isHostAmong(url, hidesPrivate);
        return judgeResponse(response, url.host, { hidesPrivate: hides, now: clock.now() });
      }
      url = next;
    }
    return { kind: 'unknown', reason: `it redirects more than ${MOST_REDIRECTS} times` };
  } catch (error) {
    stop.throwIfAborted();
    return judgeFailure(error, url.host, timeout);
  } finally {
    end();
  }
}

function redirectOf({ status, headers }: Response, from: URL): URL | undefined {
  const location = headers.get('location');
  if (![301, 302, 303, 307, 308].includes(status) || location === null) return undefined;
  return URL.parse(location, from.href) ?? undefined;
}
