import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { respondWithin } from '../../../src/slack/bolt/respond.ts';

let close = () => {};
afterEach(() => close());

/** A response URL that behaves so. */
async function responseUrl(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/actions/T1`;
}

test('posts the body as JSON, whatever its letters', async () => {
  const posts: unknown[] = [];
  const url = await responseUrl(async (request, response) => {
    const text = (await request.setEncoding('utf8').toArray()).join('');
    posts.push([request.method, request.headers['content-type'], JSON.parse(text)]);
    response.end('ok');
  });
  await respondWithin(1_000)(url, { text: '🥉 Zahlungen – ß' });
  expect(posts).toEqual([['POST', 'application/json; charset=utf-8', { text: '🥉 Zahlungen – ß' }]]);
});

test('many answers share a connection', async () => {
  const ports = new Set<number | undefined>();
  const url = await responseUrl((request, response) => {
    ports.add(request.socket.remotePort);
    request.resume().once('end', () => response.end('ok'));
  });
  const respond = respondWithin(1_000);
  await respond(url, {});
  await respond(url, {});
  expect(ports.size).toBe(1);
});

test.each([
  ['a used-up address', 404, 'used_url', 'answers 404 used_url'],
  ['an answer that Slack does not take', 200, '{"ok": false,"error":"invalid_blocks"}', 'invalid_blocks'],
  ['a redirection', 302, '', 'answers 302'],
])('rejects for %s', async (_, status, said, told) => {
  const url = await responseUrl((_request, response) => response.writeHead(status).end(said));
  await expect(respondWithin(1_000)(url, {})).rejects.toThrow(told);
});

test('rejects when nothing comes in time', async () => {
  const url = await responseUrl(() => {});
  await expect(respondWithin(30)(url, {})).rejects.toThrow('no answer within 30 ms');
});

test('rejects when an answer begins and does not end in time', async () => {
  const url = await responseUrl((_request, response) => response.write('o'));
  await expect(respondWithin(30)(url, {})).rejects.toThrow();
});

test('rejects where nobody listens', async () => {
  const url = await responseUrl(() => {});
  close();
  await expect(respondWithin(1_000)(url, {})).rejects.toThrow('ECONNREFUSED');
});

test('rejects what is no address', async () => {
  await expect(respondWithin(1_000)('no address', {})).rejects.toThrow();
});
