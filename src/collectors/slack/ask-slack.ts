import {
  type Logger,
  type LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebClient,
} from '@slack/web-api';
import { z } from 'zod';
import { ExternalServiceError } from '../../domain/errors.ts';
import { type Duration, type Instant, SECOND } from '../../domain/instant.ts';
import { askedToWait } from '../calling/rates.ts';
import type { Budget, Surroundings } from '../running/surroundings.ts';

export interface AskSlack {
  /**
   * All entries of a list, over all its pages. A page that fails discards them all: throws an
   * `ExternalServiceError`, with `notBefore` when Slack asks to wait for long.
   */
  readonly list: <T>(question: ListQuestion<T>, signal: AbortSignal) => Promise<readonly T[]>;
  readonly budget: () => Budget;
}

export interface ListQuestion<T> {
  /** `users.list` */
  readonly method: string;
  /** The key of its list: `members`. */
  readonly key: string;
  readonly entry: z.ZodType<T>;
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

export interface SlackOptions extends Pick<Surroundings, 'clock' | 'wait'> {
  readonly token: string;
  readonly apiUrl: string | undefined;
}

/** Shorter waits are waited for; Slack's windows last a minute: https://docs.slack.dev/apis/web-api/rate-limits */
const WAITED_FOR: Duration = 70 * SECOND;
const TRIES = 3;
const MOST_PAGES = 1_000;

/** A client of its own, so that a list of everybody never holds up an answer to a person. */
export function createAskSlack({ token, apiUrl, clock, wait }: SlackOptions): AskSlack {
  // One try, and ours to repeat: the library's own pauses ignore who is waiting.
  const client = new WebClient(token, {
    timeout: 10 * SECOND,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: SILENT,
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  });
  /** By method, as Slack counts. */
  const windows = new Map<string, Instant>();

  async function once(
    method: string,
    options: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<unknown> {
    const pause = (windows.get(method) ?? 0) - clock.now();
    if (pause > WAITED_FOR) throw askedToWait('Slack', windows.get(method) ?? 0);
    if (pause > 0) await wait(pause, signal);
    return client.apiCall(method, options);
  }

  async function page(
    method: string,
    options: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<unknown> {
    for (let tried = 1; ; tried++) {
      signal.throwIfAborted();
      try {
        return await once(method, options, signal);
      } catch (error) {
        if (error instanceof ExternalServiceError) throw error;
        const window = windowAfter(error);
        if (window !== undefined) windows.set(method, clock.now() + window);
        if (tried >= TRIES || !mayPass(error)) throw failure(error);
        if (window === undefined) await wait(tried * SECOND, signal);
      }
    }
  }

  return {
    async list({ method, key, entry, options }, signal) {
      const entries: z.infer<typeof entry>[] = [];
      const shape = z.object({
        [key]: z.array(entry),
        response_metadata: z.object({ next_cursor: z.string().nullish() }).nullish(),
      });
      let cursor = '';
      for (let pages = 0; pages < MOST_PAGES; pages++) {
        const told = await page(method, { ...options, ...(cursor === '' ? {} : { cursor }) }, signal);
        const parsed = shape.safeParse(told);
        if (!parsed.success) throw unreadable(method, parsed.error);
        // The schema says so; its computed key is lost on the types.
        entries.push(...(parsed.data[key] as z.infer<typeof entry>[]));
        const metadata = parsed.data.response_metadata as { next_cursor?: string | null } | null | undefined;
        const next = metadata?.next_cursor ?? '';
        if (next === '') return entries;
        if (next === cursor) break;
        cursor = next;
      }
      throw new ExternalServiceError('Slack', `Slack has no end to ${method}`);
    },
    budget: () => {
      const pausedUntil = Math.max(0, ...windows.values());
      return pausedUntil > clock.now() ? { pausedUntil } : {};
    },
  };
}

/** For how long Slack wants no call of this method; undefined = it did not say so. */
function windowAfter(error: unknown): Duration | undefined {
  if (error instanceof WebAPIRateLimitedError) return Math.max(1, error.retryAfter) * SECOND;
  const isLimited = error instanceof WebAPIPlatformError && /^rate_?limited$/.test(error.data.error);
  return isLimited ? 30 * SECOND : undefined;
}

const PASSING = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
]);

function mayPass(error: unknown): boolean {
  if (error instanceof WebAPIPlatformError) return PASSING.has(error.data.error);
  if (error instanceof WebAPIHTTPError) return error.statusCode >= 500;
  return true;
}

function failure(error: unknown): ExternalServiceError {
  return new ExternalServiceError('Slack', wordsOf(error), { cause: error });
}

function wordsOf(error: unknown): string {
  if (error instanceof WebAPIRateLimitedError) return 'Slack answers 429 (too many requests)';
  if (error instanceof WebAPIHTTPError) return `Slack answers ${error.statusCode}`;
  if (!(error instanceof WebAPIPlatformError)) return 'Slack cannot be reached';
  const { error: name, needed } = error.data as { error: string; needed?: string };
  if (name === 'missing_scope')
    return `Slack does not allow it: the app needs the scope ${needed ?? '(unsaid)'}; install it again from manifest.yml`;
  return `Slack answers ${name}`;
}

function unreadable(method: string, { issues: [issue] }: z.ZodError): ExternalServiceError {
  const place = issue === undefined ? '' : `${issue.path.join('.')}: ${issue.message}`;
  return new ExternalServiceError('Slack', `Slack answers what we cannot read: ${method} ${place}`);
}

/** What it warns of is told by what is thrown; its debug lines hold whole payloads. */
const SILENT: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  // The value of the library's enum, without an import for one word.
  getLevel: () => 'error' as LogLevel,
};
