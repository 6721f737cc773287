import { ExternalServiceError } from '../../domain/errors.ts';
import { DAY, type Duration, type Instant, MINUTE, SECOND } from '../../domain/instant.ts';
import type { Budget } from '../running/surroundings.ts';

/** Where a vendor refuses without saying for how long. */
const UNSAID_PAUSE: Duration = MINUTE;
/** Nobody means more; a slip of a vendor's must not silence us until the next start. */
export const LONGEST_PAUSE: Duration = DAY;
/** Some count by the month, nobody by more: a later reset is none. */
const LONGEST_WINDOW: Duration = 32 * DAY;

/** What the vendor still allows, by the headers that most of them send, and until when it wants silence. */
export function budgetAfter({ status, headers }: Response, now: Instant, before: Budget): Budget {
  const limit = numberOf(headers, 'x-ratelimit-limit', 'ratelimit-limit');
  const remaining = numberOf(headers, 'x-ratelimit-remaining', 'ratelimit-remaining');
  const resetsAt = resetOf(headers, now);
  const wished = pauseAfter({ status, headers, remaining, resetsAt }, now) ?? now;
  // Of requests under way together each brings its own; the longest counts, whichever came last.
  const pausedUntil = Math.max(Math.min(wished, now + LONGEST_PAUSE), before.pausedUntil ?? 0);
  return {
    ...(limit === undefined ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(resetsAt === undefined ? {} : { resetsAt }),
    ...(pausedUntil <= now ? {} : { pausedUntil }),
  };
}

interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly remaining: number | undefined;
  readonly resetsAt: Instant | undefined;
}

/** 429, 503 with `Retry-After`, and 403 with an empty budget mean "later"; a plain 403 means "not you". */
function pauseAfter({ status, headers, remaining, resetsAt }: Said, now: Instant): Instant | undefined {
  const retryAt = retryAfter(headers, now);
  const isRefusal = status === 429 || status === 403 || status === 503;
  if (isRefusal && retryAt !== undefined) return retryAt;
  if (remaining === 0 && resetsAt !== undefined && status !== 404) return resetsAt;
  return status === 429 ? (resetsAt ?? now + UNSAID_PAUSE) : undefined;
}

/** Whether the same request may be answered otherwise a little later. */
export function mayPass({ status, ok }: Response, { pausedUntil }: Budget, now: Instant): boolean {
  if (ok) return false;
  if (status === 429 || (status === 403 && pausedUntil !== undefined && pausedUntil > now)) return true;
  return status === 408 || status >= 500;
}

export function askedToWait(vendor: string, until: Instant): ExternalServiceError {
  const time = new Date(until).toISOString().slice(0, 16).replace('T', ' ');
  return new ExternalServiceError(vendor, `${vendor} asks us to wait until ${time} UTC`, {
    notBefore: until,
  });
}

/** Seconds from now, or a date (RFC 9110 §10.2.3). */
export function retryAfter(headers: Headers, now: Instant): Instant | undefined {
  const said = headers.get('retry-after');
  if (said === null) return undefined;
  const seconds = Number(said);
  const at = Number.isFinite(seconds) ? now + seconds * SECOND : Date.parse(said);
  return Number.isNaN(at) ? undefined : at;
}

/** Some count the seconds that are left (RateLimit header drafts, Datadog), others name the moment (GitHub), a few in milliseconds. */
function resetOf(headers: Headers, now: Instant): Instant | undefined {
  const said = numberOf(headers, 'x-ratelimit-reset', 'ratelimit-reset');
  if (said === undefined) return undefined;
  const at = said > 1e12 ? said : said > 1e9 ? said * SECOND : now + said * SECOND;
  return at > now + LONGEST_WINDOW ? undefined : at;
}

function numberOf(headers: Headers, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const said = Number.parseFloat(headers.get(name) ?? '');
    if (Number.isFinite(said)) return said;
  }
  return undefined;
}
