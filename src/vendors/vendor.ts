/**
 * A local stand-in of a vendor's API: the real client talks HTTP to it, in tests, in benches and in the playground.
 * To add one, say PagerDuty:
 * 1. `pagerduty.ts`: `export const pagerduty: StandIn<PagerDutyContents> = { name: 'pagerduty', api }`, which answers as
 *    the vendor's published API does (paths, fields, paging, errors; say where each was read), from contents in the
 *    vendor's own words;
 * 2. `tests/vendors/pagerduty.test.ts` for what the collector's own test does not reach;
 * 3. one line in `index.ts`.
 * A stand-in knows nothing of readiness. Rates, faults and delays are given here, for all alike; one whose vendor
 * counts otherwise (GitHub's points) keeps its own account and says what each request cost by `env.costs`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type HttpBindings, serve } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { createAccount, limited } from './vendor/account.ts';
import { faultyAnswer } from './vendor/faulty-answer.ts';
import { createPatience } from './vendor/patience.ts';

export interface StandIn<Contents> {
  /** As the collector is called. */
  readonly name: string;
  /** The contents may be altered while it answers: it reads them anew for each request. */
  readonly api: (contents: Contents, clock: VendorOptions['clock']) => VendorApi;
}

/** A Hono app, as a rule. */
export interface VendorApi {
  fetch(request: Request, env: VendorEnv): Response | Promise<Response>;
}

/** What an API finds in Hono's `context.env`. */
export interface VendorEnv {
  /** Says what this request cost, where the API itself counts. */
  readonly costs: (points: number) => void;
}

export interface VendorOptions {
  readonly clock: { readonly now: () => number };
  /** 0 = any free one. */
  readonly port?: number;
  /** Real milliseconds before each answer. */
  readonly latency?: number;
  /** Absent = unlimited. */
  readonly rate?: Rate;
  /** What goes wrong with a request; undefined = nothing. */
  readonly fault?: (request: ReceivedRequest) => Fault | undefined;
  /**
   * Real milliseconds for which a request that follows an answer "wait" may have been on its way already, and is not
   * taken for forbidden. Default: 0, for clients that ask one thing after the other.
   */
  readonly crossing?: number;
}

/** So many requests (or points) in each window, as most vendors count. */
export interface Rate {
  readonly limit: number;
  /** Milliseconds; the first begins with the first request. */
  readonly window: number;
  /** What a request costs. Default: 1; what is answered 304 costs nothing. */
  readonly cost?: (request: ReceivedRequest) => number;
}

export interface ReceivedRequest {
  /** From 0. */
  readonly number: number;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** By the clock that was given. */
  readonly at: number;
  /** As it was sent; empty for none. */
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type Fault =
  /** Another answer; `retryAfter` in seconds. */
  | {
      readonly status: number;
      readonly retryAfter?: number;
      readonly body?: string;
      readonly contentType?: string;
    }
  /** The connection ends without an answer, or in the middle of the right one; or no answer ever comes. */
  | { readonly ends: 'without an answer' | 'in the middle' | 'never' };

export interface AnsweredRequest extends ReceivedRequest {
  /** 0 = none was sent (yet). */
  readonly status: number;
  /** What it cost of the rate. */
  readonly cost: number;
  /** It was sent although an answer had said to wait: `Retry-After`, or that nothing remains until the reset. */
  readonly forbidden: boolean;
}

export interface Vendor {
  /** `http://127.0.0.1:PORT`, without a slash. */
  readonly url: string;
  /** Everything that arrived, in order. */
  readonly requests: readonly AnsweredRequest[];
  /** From now on this goes wrong; undefined = nothing any more. */
  readonly breakWith: (fault: VendorOptions['fault']) => void;
  /** Cuts off what is under way. */
  readonly close: () => Promise<void>;
}

/** Serves the API on 127.0.0.1, with rates and faults in front of it. */
export async function startVendor(api: VendorApi, options: VendorOptions): Promise<Vendor> {
  const requests: AnsweredRequest[] = [];
  const state = { fault: options.fault };
  const patience = createPatience(options);
  const account = options.rate && createAccount(options.rate, options.clock);
  const app = new Hono<{ Bindings: HttpBindings }>();

  async function answer(request: Request, received: ReceivedRequest, env: VendorEnv): Promise<Response> {
    if (account === undefined) return api.fetch(request, env);
    if (account.isSpent()) return limited(account);
    const response = await api.fetch(request, env);
    const cost = response.status === 304 ? 0 : (options.rate?.cost?.(received) ?? 1);
    account.spend(cost);
    env.costs(cost);
    return account.withHeaders(response);
  }

  app.all('*', async (context) => {
    const entry = enter(requests, context.req.raw, options.clock.now());
    const breach = patience.atArrival(entry.at);
    entry.body = await context.req.raw.clone().text();
    if (options.latency !== undefined) await sleep(options.latency);
    const fault = state.fault?.(entry);
    const env: VendorEnv = {
      costs(points) {
        entry.cost = points;
      },
    };
    const right = () => answer(context.req.raw, entry, env);
    const response =
      fault === undefined ? await right() : await faultyAnswer(fault, right, hangingUp(context));
    entry.status = response?.status ?? 0;
    entry.forbidden = breach(response);
    if (response === undefined) return RESPONSE_ALREADY_SENT;
    patience.note(response);
    // In its own time, as all that it says.
    response.headers.set('date', new Date(options.clock.now()).toUTCString());
    return response;
  });
  return {
    ...(await listen(app, options.port ?? 0)),
    requests,
    breakWith(fault) {
      state.fault = fault;
    },
  };
}

type Entry = { -readonly [K in keyof AnsweredRequest]: AnsweredRequest[K] };

/** Its number is its place among all that arrived, whatever is answered first. */
function enter(requests: AnsweredRequest[], request: Request, at: number): Entry {
  const { pathname, search } = new URL(request.url);
  const entry: Entry = {
    number: requests.length,
    method: request.method,
    path: pathname + search,
    at,
    body: '',
    headers: Object.fromEntries(request.headers),
    status: 0,
    cost: 0,
    forbidden: false,
  };
  requests.push(entry);
  return entry;
}

/** Ends the connection, after these words where there are any. */
function hangingUp({ env: { outgoing } }: Context<{ Bindings: HttpBindings }>): (words?: string) => void {
  return (words) => {
    if (words === undefined) outgoing.destroy();
    else {
      outgoing.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(words) + 1,
      });
      outgoing.write(words, () => outgoing.destroy());
    }
  };
}

async function listen(
  app: Hono<{ Bindings: HttpBindings }>,
  port: number,
): Promise<Pick<Vendor, 'url' | 'close'>> {
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port });
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server on TCP has a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
