import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signature } from '../../../src/workspace/delivery/http.ts';
import { startWorkspace, type Workspace } from '../../../src/workspace/workspace.ts';

type Received = { headers: IncomingHttpHeaders; body: string };

let workspace: Workspace;
let server: Server;
let received: Received[];
let answer: { status: number; headers: Record<string, string>; body: string };

beforeEach(async () => {
  received = [];
  answer = { status: 200, headers: {}, body: '' };
  server = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await text(request) });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  workspace = await startWorkspace({ transport: 'http', patience: 2_000 });
});
afterEach(async () => {
  await workspace.close();
  server.close();
});

const connect = () =>
  workspace.sendTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);

test('cannot be delivered before the request URL is known', async () => {
  expect(await workspace.command('ana', '')).toMatchObject({
    error: 'dispatch_failed',
    detail: 'no request URL is set',
  });
  connect();
  expect(await workspace.command('ana', '')).toMatchObject({ ok: true });
});

test('is signed over the exact body, with the real time', async () => {
  connect();
  await workspace.command('ana', 'a b&c');
  const [{ headers, body } = { headers: {}, body: '' }] = received;
  const at = Number(headers['x-slack-request-timestamp']) * 1000;
  expect(Math.abs(Date.now() - at)).toBeLessThan(5_000);
  expect(headers).toMatchObject(signature(workspace.credentials.signingSecret, body, at));
  expect(headers).not.toMatchObject(signature('another secret', body, at));
  expect(new URLSearchParams(body).get('text')).toBe('a b&c');
});

test('matches the signature of the example in the documentation of Slack', () => {
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
  expect(signature('8f742231b10e8888abcd99yyyzzz85a5', body, 1_531_420_618_000)).toEqual({
    'x-slack-request-timestamp': '1531420618',
    'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  });
});

test('says that an event comes again, and why', async () => {
  connect();
  answer.status = 500;
  await workspace.mention('ana', 'general', 'x');
  await workspace.until(() => workspace.deliveries.length === 2);
  expect(received[0]?.headers['x-slack-retry-num']).toBeUndefined();
  expect(received[1]?.headers).toMatchObject({
    'x-slack-retry-num': '1',
    'x-slack-retry-reason': 'http_error',
  });
});

test('does not come again with x-slack-no-retry', async () => {
  connect();
  answer = { status: 500, headers: { 'x-slack-no-retry': '1' }, body: '' };
  await workspace.mention('ana', 'general', 'x');
  await workspace.command('ana', '');
  expect(received).toHaveLength(2);
});

test('takes plain text and JSON as the acknowledgement of a command', async () => {
  connect();
  answer.body = '{braces} are text';
  await workspace.command('ana', '');
  answer = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"text":"from JSON"}' };
  await workspace.command('ana', '');
  expect(workspace.visibleTo('ana', 'general').map((message) => message.text)).toEqual([
    '{braces} are text',
    'from JSON',
  ]);
});
