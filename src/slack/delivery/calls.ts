import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { type Instant, SECOND } from '../../domain/instant.ts';
import type { Clock } from '../../use-cases/ports.ts';

/** What became of one question to Slack. */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  /** Slack's own name of the reason. */
  | { readonly kind: 'refused'; readonly error: string }
  /** Slack wants no call of this method before. */
  | { readonly kind: 'wait'; readonly until: Instant }
  /** No connection came about: Slack has not got it. */
  | { readonly kind: 'unreachable'; readonly trouble: string }
  /** No usable answer: Slack may have done it or not. */
  | { readonly kind: 'lost'; readonly trouble: string };

export type Trouble = Exclude<Answer<unknown>, { kind: 'ok' }>;

export interface Calls {
  /** Makes the call, unless Slack asked to wait with this method: then nothing is sent. */
  readonly ask: <T>(method: string, call: () => Promise<T>) => Promise<Answer<T>>;
  /** Until when this method is not to be called; null = it may be now. */
  readonly waitsUntil: (method: string) => Instant | null;
}

export interface Windows {
  /** By method, as far as they are remembered from before a restart. */
  readonly read: () => Promise<ReadonlyMap<string, Instant>>;
  readonly write: (windows: ReadonlyMap<string, Instant>) => Promise<void>;
}

/** Slack's "ratelimited" without a time. */
const SOME_TIME = 30 * SECOND;

/** Honours Retry-After by method, as Slack counts it: https://docs.slack.dev/apis/web-api/rate-limits */
export async function createCalls(clock: Clock, kept: Windows): Promise<Calls> {
  const windows = new Map(await kept.read());

  function waitsUntil(method: string): Instant | null {
    const until = windows.get(method) ?? 0;
    return until > clock.now() ? until : null;
  }

  return {
    waitsUntil,
    async ask(method, call) {
      const forbidden = waitsUntil(method);
      if (forbidden !== null) return { kind: 'wait', until: forbidden };
      try {
        return { kind: 'ok', value: await call() };
      } catch (error) {
        const trouble = troubleOf(error, clock.now());
        if (trouble.kind === 'wait') {
          windows.set(method, trouble.until);
          await kept.write(windows);
        }
        return trouble;
      }
    },
  };
}

/** Refusals after which part of the work may be done: https://docs.slack.dev/reference/methods/chat.postMessage */
const HALF_DONE = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);
const LIMITED = new Set(['ratelimited', 'rate_limited']);
/** Errors of a connection that never was. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

function troubleOf(error: unknown, now: Instant): Trouble {
  if (error instanceof WebAPIRateLimitedError)
    return { kind: 'wait', until: now + Math.max(1, error.retryAfter) * SECOND };
  if (error instanceof WebAPIPlatformError) {
    const { error: name } = error.data;
    if (LIMITED.has(name)) return { kind: 'wait', until: now + SOME_TIME };
    return HALF_DONE.has(name) ? { kind: 'lost', trouble: name } : { kind: 'refused', error: name };
  }
  if (error instanceof WebAPIHTTPError) return { kind: 'lost', trouble: `HTTP ${error.statusCode}` };
  if (error instanceof WebAPIRequestError) return requestTrouble(error.original);
  const message = error instanceof Error ? error.message : String(error);
  // A 429 without a usable Retry-After is a bare Error of the library's.
  if (message.startsWith('Retry header')) return { kind: 'wait', until: now + SOME_TIME };
  return { kind: 'lost', trouble: message };
}

function requestTrouble(original: Error): Trouble {
  const code: unknown = Object(original.cause).code ?? Object(original).code;
  const trouble = typeof code === 'string' ? code : original.message;
  return NEVER_CONNECTED.has(trouble) ? { kind: 'unreachable', trouble } : { kind: 'lost', trouble };
}
