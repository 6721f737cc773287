/**
 * A local stand-in of a vendor's API: the real client talks HTTP to it, in tests, in benches and in the playground.
 * To add one, say PagerDuty:
 * 1. `pagerduty.ts`: `export const pagerduty: StandIn<PagerDutyContents> = { name: 'pagerduty', api }`, which answers as
 *    the vendor's published API does (paths, fields, paging, errors; say where each was read), from contents in the
 *    vendor's own words;
 * 2. `tests/vendors/pagerduty.test.ts` for what the collector's own test does not reach;
 * 3. one line in `index.ts`.
 * A stand-in knows nothing of readiness. Rates, faults and delays are given here, for all alike.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

export interface StandIn<Contents> {
  /** As the collector is called. */
  readonly name: string;
  /** The contents may be altered while it answers: it reads them anew for each request. */
  readonly api: (contents: Contents, clock: VendorOptions['clock']) => Hono;
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
}

/** So many requests (or points) in each window, as most vendors count. */
export interface Rate {
  readonly limit: number;
  /** Milliseconds. */
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
  /** The connection ends without an answer. */
  | { readonly ends: 'without an answer' }
  /** No answer ever comes. */
  | { readonly ends: 'never' };

export interface AnsweredRequest extends ReceivedRequest {
  /** 0 = none was sent. */
  readonly status: number;
  /** What it cost of the rate. */
  readonly cost: number;
  /** It was sent although we had said to wait. */
  readonly forbidden: boolean;
}

export interface Vendor {
  /** `http://127.0.0.1:PORT`, without a slash. */
  readonly url: string;
  /** Everything that arrived, in order. */
  readonly requests: readonly AnsweredRequest[];
  /** From now on this goes wrong; undefined = nothing any more. */
  readonly breakWith: (fault: VendorOptions['fault']) => void;
  readonly close: () => Promise<void>;
}

/** Serves the API on 127.0.0.1, with rates and faults in front of it. */
export async function startVendor(api: Hono, options: VendorOptions): Promise<Vendor> {
  const requests: AnsweredRequest[] = [];
  const account = createAccount(options);
  let { fault } = options;
  const app = new Hono();
  app.all('*', async (context) => {
    const received = await receive(context.req.raw, requests.length, options.clock.now());
    const note = (status: number, cost: number, forbidden: boolean) =>
      requests.push({ ...received, status, cost, forbidden });
    if (options.latency !== undefined) await sleep(options.latency);
    const refused = account.refusal(received);
    if (refused !== undefined) {
      note(429, 0, refused.forbidden);
      return refused.response;
    }
    const wrong = fault?.(received);
    if (wrong !== undefined) {
      const forbidden = account.isForbidden(received.at);
      note('status' in wrong ? wrong.status : 0, 0, forbidden);
      return faultyAnswer(wrong, received, account);
    }
    const forbidden = account.isForbidden(received.at);
    const response = await api.fetch(context.req.raw);
    const cost = account.spend(received, response.status);
    note(response.status, cost, forbidden);
    return account.withHeaders(response);
  });
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: options.port ?? 0 });
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server on TCP has a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    breakWith(next) {
      fault = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

async function receive(request: Request, number: number, at: number): Promise<ReceivedRequest> {
  const { pathname, search } = new URL(request.url);
  return {
    number,
    method: request.method,
    path: pathname + search,
    at,
    body: await request.clone().text(),
    headers: Object.fromEntries(request.headers),
  };
}

type Account = ReturnType<typeof createAccount>;

/** Counts what was asked in the window, and remembers when we asked to be left alone. */
function createAccount({ clock, rate }: VendorOptions) {
  const state = { windowEnds: 0, spent: 0, silentUntil: 0 };
  const current = () => {
    if (rate !== undefined && clock.now() >= state.windowEnds) {
      state.windowEnds = clock.now() + rate.window;
      state.spent = 0;
    }
    return state;
  };
  return {
    isForbidden: (at: number) => at < state.silentUntil,
    askForSilence(seconds: number) {
      state.silentUntil = Math.max(state.silentUntil, clock.now() + seconds * 1000);
    },
    refusal(
      received: ReceivedRequest,
    ): { readonly response: Response; readonly forbidden: boolean } | undefined {
      if (rate === undefined || current().spent < rate.limit) return undefined;
      const forbidden = received.at < state.silentUntil;
      state.silentUntil = state.windowEnds;
      return { response: this.withHeaders(json(429, { message: 'rate limit exceeded' })), forbidden };
    },
    spend(received: ReceivedRequest, status: number): number {
      const cost = status === 304 ? 0 : (rate?.cost?.(received) ?? 1);
      if (rate !== undefined) current().spent += cost;
      return cost;
    },
    withHeaders(response: Response): Response {
      if (rate === undefined) return response;
      const headers = new Headers(response.headers);
      headers.set('x-ratelimit-limit', String(rate.limit));
      headers.set('x-ratelimit-remaining', String(Math.max(0, rate.limit - state.spent)));
      headers.set('x-ratelimit-reset', String(Math.ceil(state.windowEnds / 1000)));
      return new Response(response.body, { status: response.status, headers });
    },
  };
}

async function faultyAnswer(fault: Fault, _received: ReceivedRequest, account: Account): Promise<Response> {
  if ('ends' in fault) {
    if (fault.ends === 'never') await new Promise(() => {});
    return Response.error();
  }
  if (fault.retryAfter !== undefined) account.askForSilence(fault.retryAfter);
  return new Response(fault.body ?? '{"message":"broken on purpose"}', {
    status: fault.status,
    headers: {
      'content-type': fault.contentType ?? 'application/json',
      ...(fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }),
    },
  });
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}
