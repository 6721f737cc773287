import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startWorkspace, type Workspace } from '../../../src/workspace/workspace.ts';

let workspace: Workspace;
const clients: WebSocket[] = [];

beforeEach(async () => {
  workspace = await startWorkspace({ patience: 2_000 });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.terminate();
  await workspace.close();
});

async function socketUrl(): Promise<string> {
  const headers = { authorization: `Bearer ${workspace.credentials.appToken}` };
  const response = await fetch(`${workspace.apiUrl}apps.connections.open`, { method: 'POST', headers });
  return ((await response.json()) as { url: string }).url;
}

type Client = { socket: WebSocket; received: Record<string, never>[]; say(message: object): void };

/** Connects, and acknowledges nothing by itself. */
async function connect(url?: string): Promise<Client> {
  const socket = new WebSocket(url ?? (await socketUrl()));
  clients.push(socket);
  const received: Record<string, never>[] = [];
  socket.on('message', (data) => received.push(JSON.parse(String(data))));
  await once(socket, 'message');
  return { socket, received, say: (message) => socket.send(JSON.stringify(message)) };
}

/** Acknowledges every envelope with a text. */
async function connectAnswering(text: string): Promise<Client> {
  const client = await connect();
  client.socket.on('message', (data) => {
    const { envelope_id } = JSON.parse(String(data)) as { envelope_id?: string };
    if (envelope_id) client.say({ envelope_id, payload: { text } });
  });
  return client;
}

describe('a Socket Mode connection', () => {
  test('is greeted', async () => {
    const { received } = await connect();
    expect(received).toMatchObject([
      { type: 'hello', num_connections: 1, connection_info: { app_id: 'A0APP' } },
    ]);
  });

  test('needs an address that was handed out, which is good once', async () => {
    const url = await socketUrl();
    await connect(url);
    for (const uninvited of [url, url.replace(/ticket=.*/, 'ticket=guess'), url.replace('/link', '/other')]) {
      const socket = new WebSocket(uninvited);
      const [error] = await once(socket, 'error').catch((refused: Error) => [refused]);
      expect(String(error)).toContain('403');
    }
    expect(workspace.connections()).toBe(1);
  });

  test('gets envelopes, and its acknowledgement is the answer', async () => {
    const { received } = await connectAnswering('hello back');
    expect(await workspace.command('ana', 'x')).toMatchObject({ ok: true, ack: { text: 'hello back' } });
    expect(received.at(-1)).toMatchObject({
      type: 'slash_commands',
      accepts_response_payload: true,
      payload: { command: '/ready', text: 'x' },
    });
    expect(workspace.visibleTo('ana', 'general')).toMatchObject([{ text: 'hello back' }]);
  });

  test('is told how often an event was tried', async () => {
    const { received } = await connectAnswering('');
    await workspace.mention('ana', 'general', 'x');
    expect(received.at(-1)).toMatchObject({
      type: 'events_api',
      retry_attempt: 0,
      accepts_response_payload: false,
    });
  });

  test('shares the payloads with the others', async () => {
    const [one, two] = [await connectAnswering('one'), await connectAnswering('two')];
    expect(two.received).toMatchObject([{ num_connections: 2 }]);
    for (let n = 0; n < 4; n += 1) await workspace.command('ana', String(n));
    expect([one.received.length, two.received.length]).toEqual([3, 3]);
  });

  test('may talk nonsense', async () => {
    const client = await connectAnswering('still here');
    client.socket.send('not json');
    client.say({ envelope_id: 'unknown', payload: {} });
    expect(await workspace.command('ana', '')).toMatchObject({ ok: true });
  });

  test('that closes before it acknowledges loses the payload', async () => {
    const { socket } = await connect();
    socket.once('message', () => socket.close());
    expect(await workspace.command('ana', '')).toMatchObject({ ok: false, error: 'dispatch_failed' });
    await workspace.until(() => workspace.connections() === 0);
    expect(await workspace.command('ana', '')).toMatchObject({ detail: 'no Socket Mode connection is open' });
  });

  test('is told to go, and gets nothing more', async () => {
    const old = await connectAnswering('old');
    workspace.disconnect('refresh_requested');
    await connectAnswering('new');
    for (let n = 0; n < 2; n += 1)
      expect(await workspace.command('ana', '')).toMatchObject({ ack: { text: 'new' } });
    expect(old.received.at(-1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' });
  });

  test('goes on getting payloads after a warning', async () => {
    const client = await connectAnswering('still');
    workspace.disconnect('warning');
    expect(await workspace.command('ana', '')).toMatchObject({ ack: { text: 'still' } });
    expect(client.received).toMatchObject([{ type: 'hello' }, { type: 'disconnect', reason: 'warning' }, {}]);
  });

  test('is refused when there are ten already', async () => {
    for (let n = 0; n < 10; n += 1) await connect();
    const { received } = await connect();
    expect(received).toMatchObject([{ type: 'disconnect', reason: 'too_many_websockets' }]);
    expect(workspace.connections()).toBe(10);
  });
});
