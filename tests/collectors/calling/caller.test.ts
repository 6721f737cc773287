import { Hono } from 'hono';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type CallerOptions, createCaller } from '../../../src/collectors/calling/caller.ts';
import { budgetAfter } from '../../../src/collectors/calling/rates.ts';
import { ExternalServiceError } from '../../../src/domain/errors.ts';
import { MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { startVendor, type Vendor, type VendorOptions } from '../../../src/vendors/vendor.ts';

const START = Date.parse('2026-03-12T09:41:00Z');
const Policy = z.object({ levels: z.int() });

const running: Vendor[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((vendor) => vendor.close()));
});

/** A vendor with one good answer, a caller over it, and a clock that moves only by waiting. */
async function world(faults: Partial<VendorOptions> = {}, options: Partial<CallerOptions> = {}) {
  const time = { now: START };
  const clock = { now: () => time.now };
  const api = new Hono()
    .get('/v1/policies/1', (context) => context.json({ levels: 2, more: 'ignored' }))
    .get('/v1/huge', (context) => context.json({ levels: 2, padding: 'x'.repeat(2_000) }))
    .get('/v1/login', (context) => context.html('<html>Please sign in</html>'))
    .get('/v1/broken', (context) => context.body('{"levels": ', 200, { 'content-type': 'application/json' }))
    .get('/v1/moved', (context) => context.redirect('http://example.test/elsewhere'))
    .get('/v1/echo', (context) => context.json({ levels: 1, seen: context.req.queries() }));
  const vendor = await startVendor(api, { clock, ...faults });
  running.push(vendor);
  const waits: number[] = [];
  const caller = createCaller({
    vendor: 'Pager',
    baseUrl: `${vendor.url}/v1/`,
    headers: { authorization: 'Token hunter2' },
    clock,
    wait: async (ms) => {
      waits.push(ms);
      time.now += ms;
    },
    random: () => 1,
    ...options,
  });
  const ask = (path = 'policies/1', signal = new AbortController().signal) =>
    caller.ask({ path, schema: Policy, signal });
  return { vendor, caller, ask, waits, time };
}

/** The first so many requests go wrong. */
function first(count: number, fault: Exclude<ReturnType<NonNullable<VendorOptions['fault']>>, undefined>) {
  return { fault: ({ number }: { number: number }) => (number < count ? fault : undefined) };
}

async function failure(asking: Promise<unknown>): Promise<ExternalServiceError> {
  const error = await asking.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ExternalServiceError)) throw error ?? new Error('nothing failed');
  return error;
}

describe('an answer', () => {
  test('that fits its schema comes back, with what is asked for in the address', async () => {
    const { caller, ask } = await world();
    expect((await ask()).value).toEqual({ levels: 2 });
    const reply = await caller.ask({
      path: '/echo',
      query: { ids: ['a', 'b'], since: undefined, limit: 100 },
      schema: z.object({ seen: z.record(z.string(), z.array(z.string())) }),
      signal: new AbortController().signal,
    });
    expect(reply.value.seen).toEqual({ ids: ['a', 'b'], limit: ['100'] });
  });

  test.each([
    ['policies/9', 'Pager answers 404'],
    ['login', 'Pager answers something that is not JSON (text/html; charset=UTF-8)'],
    ['broken', 'Pager answers JSON that is broken'],
    ['moved', 'Pager cannot be reached'],
  ])('of another kind fails in words: %s', async (path, words) => {
    const { ask } = await world();
    expect((await failure(ask(path))).message).toBe(words);
  });

  test('of another shape names the field', async () => {
    const { caller } = await world();
    const asking = caller.ask({
      path: 'policies/1',
      schema: z.object({ levels: z.string() }),
      signal: new AbortController().signal,
    });
    expect((await failure(asking)).message).toMatch(/^Pager answers what we cannot read: levels: /);
  });

  test('that is larger than it may be is not read to its end', async () => {
    const { ask } = await world({}, { limits: { size: (1024 * 1024) / 1024 } });
    expect((await failure(ask('huge'))).message).toMatch(/^Pager answers more than/);
  });

  test('of 404 is an answer to whoever looks for something', async () => {
    const { caller } = await world();
    const found = await caller.find({
      path: 'policies/9',
      schema: Policy,
      signal: new AbortController().signal,
    });
    expect(found).toBeUndefined();
  });
});

describe('what may pass', () => {
  test.each([
    ['a broken vendor', { status: 500 }],
    ['a gateway', { status: 502 }],
    ['a lost connection', { ends: 'without an answer' }],
  ] as const)('is tried again, a little later each time: %s', async (_name, fault) => {
    const { ask, waits, vendor } = await world(first(2, fault));
    expect((await ask()).value).toEqual({ levels: 2 });
    expect(waits).toEqual([SECOND, 2 * SECOND]);
    expect(vendor.requests).toHaveLength(3);
  });

  test('is given up after the third try', async () => {
    const { ask, vendor } = await world(first(9, { status: 503 }));
    expect((await failure(ask())).message).toBe('Pager answers 503 (it is not available)');
    expect(vendor.requests).toHaveLength(3);
  });

  test('is told from what does not: a refusal is not tried again, and says what the token needs', async () => {
    const { ask, vendor } = await world(first(1, { status: 403 }), { needs: 'a read-only key' });
    const refused = await failure(ask());
    expect(refused).toMatchObject({
      message: 'Pager answers 403 (the credentials do not allow it)',
      remedy: 'it needs a read-only key',
    });
    expect(JSON.stringify(refused)).not.toContain('hunter2');
    expect(vendor.requests).toHaveLength(1);
  });
});

describe('a vendor that wants to be left alone', () => {
  test('for a moment is waited for', async () => {
    const { ask, waits, vendor } = await world(first(1, { status: 429, retryAfter: 4 }));
    expect((await ask()).value).toEqual({ levels: 2 });
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(4 * SECOND);
    expect(vendor.requests.map(({ forbidden }) => forbidden)).toEqual([false, false]);
  });

  test.each([429, 403, 503])(
    'for long (%i) is not asked by anybody before, and that is said',
    async (status) => {
      const { ask, caller, time, vendor } = await world(first(1, { status, retryAfter: 600 }));
      expect(await failure(ask())).toMatchObject({
        message: 'Pager asks us to wait until 2026-03-12 09:51 UTC',
        notBefore: START + 10 * MINUTE,
      });
      expect((await failure(ask())).notBefore).toBe(START + 10 * MINUTE);
      expect(caller.budget().pausedUntil).toBe(START + 10 * MINUTE);
      expect(vendor.requests).toHaveLength(1);
      time.now = START + 10 * MINUTE;
      expect((await ask()).value).toEqual({ levels: 2 });
    },
  );

  test('says how much is left, and is not asked for more than that', async () => {
    const { ask, caller, vendor } = await world({ rate: { limit: 2, window: 10 * MINUTE } });
    await ask();
    expect(caller.budget()).toEqual({ limit: 2, remaining: 1, resetsAt: START + 10 * MINUTE });
    await ask();
    expect((await failure(ask())).notBefore).toBe(START + 10 * MINUTE);
    expect(vendor.requests).toHaveLength(2);
  });
});

describe('a vendor that says when in nonsense', () => {
  const DAY_ON = START + 24 * 60 * MINUTE;
  test.each([
    ['more seconds than there are', { 'retry-after': '1e300' }, DAY_ON],
    ['the end of time', { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' }, DAY_ON],
    [
      'a reset in no calendar',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1e300' },
      START + MINUTE,
    ],
    [
      'a reset in milliseconds',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(START + 10 * MINUTE) },
      START + 10 * MINUTE,
    ],
    ['the past', { 'retry-after': '-600' }, undefined],
    ['a word', { 'retry-after': 'soon' }, START + MINUTE],
  ])('is asked again within a day, and after what can be read: %s', async (_name, headers, until) => {
    const answer = { status: 429, headers: { ...headers, 'content-type': 'application/json' } };
    const { ask, caller } = await world({}, { fetch: async () => new Response('{}', answer) });
    expect((await failure(ask())).notBefore).toBe(until);
    expect(caller.budget().pausedUntil).toBe(until);
  });

  test('keeps the longer of two pauses, though the shorter was said last', () => {
    const told = (seconds: string) => new Response('', { status: 429, headers: { 'retry-after': seconds } });
    const { pausedUntil } = budgetAfter(told('1'), START, budgetAfter(told('60'), START, {}));
    expect(pausedUntil).toBe(START + MINUTE);
  });

  test('is not asked too early where the clock was set back meanwhile', async () => {
    const time = { now: START };
    const { ask, vendor } = await world(
      { clock: { now: () => time.now }, ...first(1, { status: 429, retryAfter: 4 }) },
      {
        clock: { now: () => time.now },
        wait: async (ms) => {
          time.now += Math.ceil(ms / 2);
        },
      },
    );
    expect((await ask()).value).toEqual({ levels: 2 });
    expect(vendor.requests.map(({ forbidden }) => forbidden)).toEqual([false, false]);
  });
});

test('no more requests are under way than the vendor is to bear', async () => {
  let under = 0;
  let most = 0;
  const { ask } = await world(
    {
      latency: 1,
      fault() {
        under += 1;
        most = Math.max(most, under);
        queueMicrotask(() => {
          under -= 1;
        });
        return undefined;
      },
    },
    { concurrency: 2 },
  );
  await Promise.all(Array.from({ length: 10 }, () => ask()));
  expect(most).toBeLessThanOrEqual(2);
});

test('whoever stops waiting is let go with their own reason', async () => {
  const { ask } = await world(first(9, { ends: 'never' }));
  const stop = new AbortController();
  const asking = ask('policies/1', stop.signal);
  stop.abort(new Error('stopping'));
  await expect(asking).rejects.toThrow('stopping');
});
