import { ExternalServiceError } from '../../domain/errors.ts';
import { type Instant, MINUTE, SECOND } from '../../domain/instant.ts';
import type { Budget } from '../running/surroundings.ts';

/** Where a vendor refuses without saying for how long. */
const UNSAID_PAUSE = MINUTE;

/** What the vendor still allows, by the headers that most of them send, and until when it wants silence. */
export function budgetAfter({ status, headers }: Response, now: Instant, before: Budget): Budget {
  const limit = numberOf(headers, 'x-ratelimit-limit', 'ratelimit-limit');
  const remaining = numberOf(headers, 'x-ratelimit-remaining', 'ratelimit-remaining');
  const resetsAt = resetOf(headers, now);
  const pausedUntil = pauseAfter({ status, headers, remaining, resetsAt }, now) ?? before.pausedUntil;
  return {
    ...(limit === undefined ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(resetsAt === undefined ? {} : { resetsAt }),
    ...(pausedUntil === undefined || pausedUntil <= now ? {} : { pausedUntil }),
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

/** Some count the seconds that are left (RateLimit header drafts, Datadog), others name the moment (GitHub). */
function resetOf(headers: Headers, now: Instant): Instant | undefined {
  const said = numberOf(headers, 'x-ratelimit-reset', 'ratelimit-reset');
  if (said === undefined) return undefined;
  const isMoment = said > 1_000_000_000;
  return isMoment ? said * SECOND : now + said * SECOND;
}

function numberOf(headers: Headers, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const said = Number.parseFloat(headers.get(name) ?? '');
    if (!Number.isNaN(said)) return said;
  }
  return undefined;
}
