import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HTTPReceiver } from '@slack/bolt';
import { afterEach, describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/domain/errors.ts';
import { defineRoute, type Route } from '../../src/http/route.ts';
import { createHttpApp, type Mount } from '../../src/http/server/create-http-app.ts';
import { type RunningServer, startServer } from '../../src/http/server/start-server.ts';
import { HTTP_DEPS } from '../support/http-deps.ts';
import { recordingLog } from '../support/recording-log.ts';

const deps = HTTP_DEPS;
const running: RunningServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close(0)));
});

async function start(routes: readonly Route[], mounts: readonly Mount[] = []): Promise<RunningServer> {
  const server = await startServer(createHttpApp(routes, deps, recordingLog(), mounts), {
    host: '127.0.0.1',
    port: 0,
  });
  running.push(server);
  return server;
}

/** A route that answers when it is told to. */
function slowRoute() {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  const route = defineRoute({
    name: 'slow',
    method: 'GET',
    path: '/slow',
    summary: 'slow',
    answer: async (context) => {
      asked.resolve();
      await answer.promise;
      return context.text('done');
    },
  });
  return { route, asked: asked.promise, finish: () => answer.resolve() };
}

describe('closing', () => {
  test('finishes what is being answered and takes nothing new', async () => {
    const slow = slowRoute();
    const server = await start([slow.route]);
    const answer = fetch(`${server.url}/slow`);
    await slow.asked;
    const closed = server.close(10_000);
    await expect(fetch(`${server.url}/slow`)).rejects.toThrow();
    slow.finish();
    const answered = await answer;
    expect([await answered.text(), answered.headers.get('connection')]).toEqual(['done', 'close']);
    await closed;
  });

  test('does not wait for connections that are merely kept open', async () => {
    const slow = slowRoute();
    const server = await start([slow.route]);
    slow.finish();
    await (await fetch(`${server.url}/slow`)).text();
    await server.close(60_000);
  });

  test('cuts off what takes longer than it was given', async () => {
    const slow = slowRoute();
    const server = await start([slow.route]);
    const answer = fetch(`${server.url}/slow`).then(
      () => 'answered',
      () => 'cut off',
    );
    await slow.asked;
    await server.close(20);
    expect(await answer).toBe('cut off');
  });

  test('may be asked for twice', async () => {
    const slow = slowRoute();
    const server = await start([slow.route]);
    const answer = fetch(`${server.url}/slow`);
    await slow.asked;
    const [first, second] = [server.close(10_000), server.close(0)];
    slow.finish();
    expect(await (await answer).text()).toBe('done');
    await Promise.all([first, second]);
  });
});

describe('listening', () => {
  test('refuses a port in use with one sentence that says what to do', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const attempt = startServer(createHttpApp([], deps, recordingLog()), { host: '127.0.0.1', port });
    await expect(attempt).rejects.toThrow(ConfigError);
    await expect(attempt).rejects.toThrow(
      `Cannot start: port ${port} on 127.0.0.1 is in use by another program. Stop it, or set PORT to a free one.`,
    );
    await new Promise((resolve) => other.close(resolve));
  });

  test('refuses an address that this machine does not have', async () => {
    const attempt = startServer(createHttpApp([], deps, recordingLog()), { host: '192.0.2.1', port: 0 });
    await expect(attempt).rejects.toThrow('Cannot start: this machine has no address 192.0.2.1. Set HOST to');
  });
});

describe('mounting', () => {
  test("hands Bolt's receiver the untouched request, signature and body", async () => {
    const receiver = new HTTPReceiver({ signingSecret: 'secret', signatureVerification: false });
    const bodies: unknown[] = [];
    // What of Bolt's App the receiver uses.
    const bolt = {
      processEvent: async (event: { body: unknown; ack: () => Promise<void> }) => {
        bodies.push(event.body);
        await event.ack();
      },
    };
    receiver.init(bolt as unknown as Parameters<HTTPReceiver['init']>[0]);
    const server = await start(
      [],
      [{ method: 'POST', path: '/slack/events', listener: receiver.requestListener }],
    );
    const response = await fetch(`${server.url}/slack/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'event_callback', text: 'naïve 🛡️' }),
    });
    expect(response.status).toBe(200);
    expect(bodies).toEqual([{ type: 'event_callback', text: 'naïve 🛡️' }]);
    expect((await fetch(`${server.url}/slack/events`)).status).toBe(405);
  });

  test('answers in JSON when a mounted listener throws', async () => {
    const listener = () => {
      throw new Error('not mine');
    };
    const server = await start([], [{ method: 'POST', path: '/x', listener }]);
    const response = await fetch(`${server.url}/x`, { method: 'POST' });
    expect([response.status, await response.json()]).toMatchObject([500, { error: { code: 'internal' } }]);
  });

  test('survives a caller that hangs up in the middle of its body', async () => {
    const server = await start([
      defineRoute({
        name: 'x',
        method: 'POST',
        path: '/x',
        summary: 'x',
        answer: async (context) => context.text(await context.req.text()),
      }),
    ]);
    await new Promise<void>((resolve) => {
      const sending = request(`${server.url}/x`, { method: 'POST', headers: { 'content-length': '100' } });
      sending.on('error', () => resolve());
      sending.write('half', () => sending.destroy());
      sending.on('close', () => resolve());
    });
    const whole = await fetch(`${server.url}/x`, { method: 'POST', body: 'whole' });
    expect(await whole.text()).toBe('whole');
  });
});
