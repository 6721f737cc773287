import { expect, onTestFinished, test } from 'vitest';
import { createGate } from '../../../src/collectors/github/gate.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { type Fault, type ReceivedRequest, startVendor } from '../../../src/vendors/vendor.ts';
import { NOW } from '../../support/collecting.ts';

/** A gate before a server that answers `[]` to all; waits pass at once. */
async function gateBefore(
  fault: (request: ReceivedRequest) => Fault | undefined,
  headers: Record<string, string> = {},
  vendorIsAhead = 0,
) {
  const time = { now: NOW };
  const clock = { now: () => time.now };
  const waits: number[] = [];
  const wait = async (ms: number) => {
    waits.push(ms);
    time.now += ms;
  };
  const vendor = await startVendor(
    { fetch: () => Response.json([], { headers }) },
    { clock: { now: () => time.now + vendorIsAhead }, fault },
  );
  onTestFinished(() => vendor.close());
  const gate = createGate({ clock, wait });
  return { gate, vendor, time, waits, ask: (path: string) => gate.fetch(vendor.url + path, {}) };
}

test('what is already on its way through Octokit is kept back too', async () => {
  const { ask, vendor, time } = await gateBefore(({ number }) =>
    number === 0 ? { status: 403, retryAfter: 120 } : undefined,
  );
  expect((await ask('/a')).status).toBe(403);
  await expect(ask('/b')).rejects.toMatchObject({ notBefore: NOW + 2 * MINUTE });
  await expect(ask('/graphql')).rejects.toMatchObject({ notBefore: NOW + 2 * MINUTE });
  expect(vendor.requests).toHaveLength(1);
  time.now += 2 * MINUTE;
  expect((await ask('/b')).status).toBe(200);
});

test('a refusal of the secondary limit that does not say for how long means a minute', async () => {
  const body = '{"message":"You have exceeded a secondary rate limit."}';
  const { ask } = await gateBefore(() => ({ status: 403, body }));
  await ask('/a');
  await expect(ask('/a')).rejects.toMatchObject({ notBefore: NOW + MINUTE });
});

test('a plain 403 keeps back nothing', async () => {
  const { ask, vendor } = await gateBefore(() => ({ status: 403, body: '{"message":"Forbidden"}' }));
  await ask('/a');
  await ask('/a');
  expect(vendor.requests).toHaveLength(2);
});

test('a spent rate keeps back what is counted with it, and nothing else', async () => {
  const reset = String((NOW + 10 * MINUTE) / 1000);
  const spent = { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
  const { ask, gate } = await gateBefore(() => undefined, spent);
  await ask('/graphql');
  await expect(ask('/graphql')).rejects.toMatchObject({ notBefore: NOW + 10 * MINUTE });
  expect((await ask('/a')).status).toBe(200);
  expect(gate.budget()).toMatchObject({ limit: 60, remaining: 0, pausedUntil: NOW + 10 * MINUTE });
});

test('a spent rate of REST does not silence all: what GraphQL tells goes on', async () => {
  const reset = String((NOW + 10 * MINUTE) / 1000);
  const spent = { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
  const { ask, gate } = await gateBefore(() => undefined, spent);
  await ask('/a');
  await expect(ask('/a')).rejects.toMatchObject({ notBefore: NOW + 10 * MINUTE });
  expect(gate.budget()).toEqual({ limit: 60, remaining: 0, resetsAt: NOW + 10 * MINUTE });
});

test('questions to REST are spaced, so that the limit of a minute is never met', async () => {
  const { ask, waits } = await gateBefore(() => undefined);
  for (let count = 0; count < 450; count++) await ask('/a');
  expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(MINUTE / 2);
});

test('an answer that is no JSON, or more than can be held, is none', async () => {
  const html = await gateBefore(() => ({ status: 200, body: '<html>', contentType: 'text/html' }));
  await expect(html.ask('/a')).rejects.toThrow('GitHub answers something that is not JSON (text/html)');
  const huge = await gateBefore(() => ({ status: 200, body: `"${'x'.repeat(21 * 1024 * 1024)}"` }));
  await expect(huge.ask('/a')).rejects.toThrow('GitHub answers more than 20 MB');
});

test('a wait of seconds is waited for', async () => {
  const { ask, waits } = await gateBefore(({ number }) =>
    number === 0 ? { status: 429, retryAfter: 2 } : undefined,
  );
  await ask('/graphql');
  expect((await ask('/graphql')).status).toBe(200);
  expect(waits).toEqual([2 * SECOND]);
});

test('a pause that nobody can mean ends after a day', async () => {
  const { ask } = await gateBefore(() => undefined, {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': '9e15',
  });
  await ask('/graphql');
  await expect(ask('/graphql')).rejects.toMatchObject({ notBefore: NOW + 24 * 60 * MINUTE });
});

test('a clock that is set back by hours costs no more than what was left to wait', async () => {
  const { ask, time, waits } = await gateBefore(({ number }) =>
    number === 1 ? { status: 429, retryAfter: 120 } : undefined,
  );
  await ask('/a');
  time.now -= 3 * HOUR;
  await ask('/a');
  expect(Math.max(...waits)).toBeLessThan(SECOND);
  const left = 2 * MINUTE;
  time.now -= 3 * HOUR;
  const refused: unknown = await ask('/a').catch((error: unknown) => error);
  // Waiting for its turn has taken some of it.
  expect(refused).toMatchObject({ notBefore: expect.toSatisfy((at) => at - time.now <= left) });
  time.now += left;
  expect((await ask('/a')).status).toBe(200);
});

test('a clock that is hours slow does not take the reset for hours away', async () => {
  const reset = String((NOW + 10 * MINUTE) / 1000);
  const spent = { 'x-ratelimit-remaining': '0', 'x-ratelimit-limit': '60', 'x-ratelimit-reset': reset };
  const { gate, ask, time } = await gateBefore(() => undefined, spent, 3 * HOUR);
  time.now -= 3 * HOUR;
  await ask('/graphql');
  await expect(ask('/graphql')).rejects.toMatchObject({ notBefore: time.now + 10 * MINUTE });
  expect(gate.budget()).toMatchObject({ resetsAt: time.now + 10 * MINUTE });
});
