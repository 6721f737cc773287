import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { afterEach, describe, expect, test } from 'vitest';
import { startVendor, type Vendor, type VendorApi, type VendorOptions } from '../../src/vendors/vendor.ts';

const running: Vendor[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((vendor) => vendor.close()));
});

const greeting = new Hono()
  .get('/hello', (context) => context.json({ hello: 'you' }))
  .get('/same', (context) => context.body(null, 304))
  .post('/echo', async (context) => context.text(await context.req.text()));

function settableClock(at = Date.parse('2026-03-12T09:41:00Z')) {
  const state = { at };
  return {
    now: () => state.at,
    pass(ms: number) {
      state.at += ms;
    },
  };
}

async function start(options: Partial<VendorOptions> = {}, api: VendorApi = greeting): Promise<Vendor> {
  const vendor = await startVendor(api, { clock: settableClock(), ...options });
  running.push(vendor);
  return vendor;
}

async function statuses(vendor: Vendor, ...paths: readonly string[]): Promise<number[]> {
  const answered: number[] = [];
  for (const path of paths) answered.push((await fetch(vendor.url + path)).status);
  return answered;
}

describe('requests', () => {
  test('are kept as they arrived, with what they were answered', async () => {
    const clock = settableClock(1_000);
    const vendor = await start({ clock });
    await fetch(`${vendor.url}/echo?loud=1`, { method: 'POST', body: 'ping', headers: { 'x-who': 'me' } });
    expect(vendor.requests).toMatchObject([
      {
        number: 0,
        method: 'POST',
        path: '/echo?loud=1',
        at: 1_000,
        body: 'ping',
        headers: { 'x-who': 'me' },
        status: 200,
        cost: 0,
        forbidden: false,
      },
    ]);
  });

  test('are numbered in the order of their arrival, also when several are under way', async () => {
    const vendor = await start({ latency: 5 });
    await Promise.all(['/hello', '/nothing', '/same'].map((path) => fetch(vendor.url + path)));
    expect(vendor.requests.map(({ number }) => number)).toEqual([0, 1, 2]);
    expect(vendor.requests.map(({ status }) => status).toSorted()).toEqual([200, 304, 404]);
  });
});

describe('a rate', () => {
  const rate = { limit: 2, window: 60_000 };

  test('refuses what exceeds it until its window ends, and says when that is', async () => {
    const clock = settableClock(Date.parse('2026-03-12T09:41:00Z'));
    const vendor = await start({ clock, rate });
    expect(await statuses(vendor, '/hello', '/hello')).toEqual([200, 200]);
    clock.pass(10_500);
    const refused = await fetch(`${vendor.url}/hello`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '50']);
    expect(refused.headers.get('x-ratelimit-reset')).toBe(String(Date.parse('2026-03-12T09:42:00Z') / 1000));
    clock.pass(50_000);
    const again = await fetch(`${vendor.url}/hello`);
    expect([again.status, again.headers.get('x-ratelimit-remaining')]).toEqual([200, '1']);
    expect(vendor.requests.map(({ forbidden }) => forbidden)).toEqual([false, false, true, false]);
  });

  test('is not touched by what is answered 304, and by what is refused', async () => {
    const vendor = await start({ rate });
    expect(await statuses(vendor, '/same', '/same', '/same', '/hello', '/hello', '/hello')).toEqual([
      304, 304, 304, 200, 200, 429,
    ]);
    expect(vendor.requests.map(({ cost }) => cost)).toEqual([0, 0, 0, 1, 1, 0]);
  });

  test('may count in points', async () => {
    const cost = ({ path }: { path: string }) => (path === '/hello' ? 2 : 1);
    const vendor = await start({ rate: { ...rate, cost } });
    expect(await statuses(vendor, '/hello', '/nothing')).toEqual([200, 429]);
    expect(vendor.requests.map((request) => request.cost)).toEqual([2, 0]);
  });

  test('may be kept by the API itself, which says what a request cost', async () => {
    const vendor = await start(
      {},
      {
        fetch(_request, env) {
          env.costs(7);
          return new Response('ok');
        },
      },
    );
    await statuses(vendor, '/');
    expect(vendor.requests).toMatchObject([{ cost: 7 }]);
  });
});

describe('a request that was sent although we had said to wait', () => {
  test('is forbidden, until the wait is over', async () => {
    const clock = settableClock();
    const fault: VendorOptions['fault'] = ({ number }) =>
      number === 0 ? { status: 503, retryAfter: 30 } : undefined;
    const vendor = await start({ clock, fault });
    await statuses(vendor, '/hello', '/hello');
    clock.pass(29_999);
    await statuses(vendor, '/hello');
    clock.pass(1);
    await statuses(vendor, '/hello');
    expect(vendor.requests.map(({ forbidden }) => forbidden)).toEqual([false, true, true, false]);
  });

  test('is not one that was under way when we said so', async () => {
    const fault: VendorOptions['fault'] = ({ path }) =>
      path === '/hello' ? { status: 429, retryAfter: 30 } : undefined;
    const vendor = await start({ fault, latency: 50 });
    await Promise.all([statuses(vendor, '/hello'), statuses(vendor, '/same')]);
    expect(vendor.requests.map(({ forbidden }) => forbidden)).toEqual([false, false]);
  });

  test('is not one that may have crossed our answer on its way', async () => {
    const vendor = await start({ fault: () => ({ status: 429, retryAfter: 30 }), crossing: 60_000 });
    await statuses(vendor, '/hello', '/hello');
    expect(vendor.requests.map(({ forbidden }) => forbidden)).toEqual([false, false]);
  });

  test('is only one that draws on the limit that was reached, where there are several', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9999999999' };
    const api = new Hono()
      .get('/a', (context) => context.json({}, 403, { ...headers, 'x-ratelimit-resource': 'a' }))
      .get('/b', (context) => context.json({}, 200, { 'x-ratelimit-resource': 'b' }));
    const vendor = await start({}, api);
    await statuses(vendor, '/a', '/b', '/a');
    expect(vendor.requests.map(({ forbidden }) => forbidden)).toEqual([false, false, true]);
  });
});

describe('a fault', () => {
  test('may be another answer', async () => {
    const vendor = await start({
      fault: () => ({ status: 200, body: '<html>Sign in</html>', contentType: 'text/html' }),
    });
    const response = await fetch(`${vendor.url}/hello`);
    expect([response.headers.get('content-type'), await response.text()]).toEqual([
      'text/html',
      '<html>Sign in</html>',
    ]);
  });

  test('may be a connection that ends without an answer', async () => {
    const vendor = await start({ fault: () => ({ ends: 'without an answer' }) });
    await expect(fetch(`${vendor.url}/hello`)).rejects.toThrow('fetch failed');
    expect(vendor.requests).toMatchObject([{ status: 0 }]);
  });

  test('may be an answer that breaks off', async () => {
    const vendor = await start({ fault: () => ({ ends: 'in the middle' }) });
    const response = await fetch(`${vendor.url}/hello`);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  test('may be silence, which the closing of the vendor ends', async () => {
    const vendor = await start({ fault: () => ({ ends: 'never' }) });
    const asked = fetch(`${vendor.url}/hello`).then(
      () => 'answered',
      () => 'cut off',
    );
    await expect.poll(() => vendor.requests.length).toBe(1);
    await vendor.close();
    expect(await asked).toBe('cut off');
  });

  test('begins and ends while the vendor runs', async () => {
    const vendor = await start();
    vendor.breakWith(() => ({ status: 500 }));
    expect(await statuses(vendor, '/hello')).toEqual([500]);
    vendor.breakWith(undefined);
    expect(await statuses(vendor, '/hello')).toEqual([200]);
  });
});

test('a port in use is an error', async () => {
  const other: Server = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo; // a server on TCP
  await expect(start({ port })).rejects.toThrow('EADDRINUSE');
  await new Promise((resolve) => other.close(resolve));
});
