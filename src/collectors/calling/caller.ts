/**
 * How collectors ask a vendor's JSON API: one at a time or a few, within its rates, never before it wants to be asked
 * again, and never more than can be held. Whatever goes wrong is an `ExternalServiceError` whose message is a sentence
 * for people; nothing half-read is ever returned.
 */
import pLimit from 'p-limit';
import type { z } from 'zod';
import { ExternalServiceError } from '../../domain/errors.ts';
import { type Duration, SECOND } from '../../domain/instant.ts';
import type { Budget, Surroundings } from '../running/surroundings.ts';
import { askedToWait, budgetAfter, mayPass } from './rates.ts';
import { type Limits, readJson } from './read-json.ts';
import { refusal, unreachable } from './refusals.ts';
import { AddressRefused, type SafeFetch } from './safe-fetch.ts';
import { send } from './send.ts';

export interface CallerOptions extends Pick<Surroundings, 'clock' | 'wait'> {
  /** As people call it. */
  readonly vendor: string;
  /** Paths are appended to it; a trailing slash does not matter. */
  readonly baseUrl: string;
  /** Sent with each request: credentials, `Accept`. Never shown in an error. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Requests under way at the same time. Default: 4. */
  readonly concurrency?: number;
  /** Tries in all, for what may pass. Default: 3. */
  readonly tries?: number;
  /** Default: 10 MB, 15 seconds for each request. */
  readonly limits?: Partial<Limits>;
  /** Said behind a refusal: what the token needs ("a token with the scope read:monitors"). */
  readonly needs?: string;
  /** How it is sent. Default: the machine's `fetch`. */
  readonly fetch?: SafeFetch;
  /** Between 0 and 1, for the jitter. Default: `Math.random`. */
  readonly random?: () => number;
}

export interface Question<T> {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  /** Undefined values are left out; a list repeats its key. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the answer has to look like; unknown keys are ignored unless it is strict. */
  readonly schema: z.ZodType<T>;
  readonly signal: AbortSignal;
}

export interface Reply<T> {
  readonly value: T;
  readonly headers: Headers;
  readonly status: number;
}

export interface Caller {
  /** Throws an `ExternalServiceError`, also for 404; with `notBefore` when the vendor asks to wait for long. */
  readonly ask: <T>(question: Question<T>) => Promise<Reply<T>>;
  /** The same, where 404 is an answer: undefined. */
  readonly find: <T>(question: Question<T>) => Promise<Reply<T> | undefined>;
  readonly budget: () => Budget;
}

/** Shorter waits are waited for; longer ones are told, and the work is put off. */
const WAITED_FOR: Duration = 5 * SECOND;
const TRIES = 3;

type Attempt =
  | { readonly response: Response; readonly lost?: undefined }
  | { readonly response?: undefined; readonly lost: ExternalServiceError };

/** A caller to be shared by all services, so that rates and pauses are the vendor's and not each service's. */
export function createCaller(options: CallerOptions): Caller {
  const { vendor, clock, wait, tries = TRIES, random = Math.random } = options;
  const queue = pLimit(options.concurrency ?? 4);
  let budget: Budget = {};

  /** Never sends before the vendor wants to be asked; throws where that is too far away. */
  async function untilAllowed(signal: AbortSignal): Promise<void> {
    // While one waits, another may be told to wait longer.
    for (;;) {
      signal.throwIfAborted();
      const pause = (budget.pausedUntil ?? 0) - clock.now();
      if (pause > WAITED_FOR) throw askedToWait(vendor, budget.pausedUntil ?? 0);
      if (pause <= 0) return;
      await wait(pause, signal);
    }
  }

  /** One request, with what its answer says of the rates; a lost connection is a value, as it may pass. */
  async function attempt<T>(question: Question<T>): Promise<Attempt> {
    await untilAllowed(question.signal);
    try {
      const response = await send(options, question);
      budget = budgetAfter(response, clock.now(), budget);
      return { response };
    } catch (cause) {
      question.signal.throwIfAborted();
      // It must not be asked at all.
      if (cause instanceof AddressRefused)
        throw new ExternalServiceError(vendor, `${vendor} is not asked: ${cause.message}`);
      return { lost: unreachable(vendor, cause) };
    }
  }

  async function answered<T>(question: Question<T>): Promise<Response> {
    for (let tried = 1; ; tried++) {
      const { response, lost } = await attempt(question);
      if (response !== undefined && !mayPass(response, budget, clock.now())) return response;
      if (tried >= tries) throw lost ?? (await refusal(options, response));
      await response?.body?.cancel();
      await wait(backoff(tried, random), question.signal);
    }
  }

  const find: Caller['find'] = (question) =>
    queue(async () => {
      const response = await answered(question);
      if (response.ok) {
        const value = await readJson(vendor, response, question.schema, options.limits);
        return { value, headers: response.headers, status: response.status };
      }
      if (response.status !== 404) throw await refusal(options, response);
      await response.body?.cancel();
      return undefined;
    });

  return {
    find,
    async ask(question) {
      const found = await find(question);
      if (found === undefined) throw new ExternalServiceError(vendor, `${vendor} answers 404`);
      return found;
    },
    budget: () => budget,
  };
}

/** Full jitter over a doubling second: callers that failed together do not come back together. */
function backoff(tried: number, random: () => number): Duration {
  return random() * SECOND * 2 ** (tried - 1);
}
