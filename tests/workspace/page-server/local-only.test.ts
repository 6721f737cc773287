import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorkspace, type Workspace } from '../../../src/workspace/workspace.ts';

let workspace: Workspace;
let port: string;
beforeAll(async () => {
  workspace = await startWorkspace();
  port = new URL(workspace.origin).port;
});
afterAll(() => workspace.close());

/** `fetch` does not let a caller choose these headers. */
function ask(
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers }, async (response) => {
      resolve({ status: response.statusCode ?? 0, body: await text(response) });
    });
    outgoing.on('error', reject).end();
  });
}

describe('the workspace', () => {
  test('listens on this machine alone', () => {
    expect(workspace.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test.each(['127.0.0.1', 'localhost'])('answers to the name %s', async (name) => {
    expect(await ask('/page/clock', { host: `${name}:${port}` })).toMatchObject({ status: 200 });
    const own = { host: `${name}:${port}`, origin: `http://${name}:${port}` };
    expect(await ask('/page/clock', own)).toMatchObject({ status: 200 });
  });

  const foreign: [title: string, path: string, headers: () => Record<string, string>][] = [
    ['a rebound DNS name', '/page/state', () => ({ host: `evil.test:${port}` })],
    ['another port', '/page/state', () => ({ host: '127.0.0.1:1' })],
    [
      "another site's page",
      '/page/state',
      () => ({ host: `127.0.0.1:${port}`, origin: 'https://evil.test' }),
    ],
    ['a sandboxed page', '/page/state', () => ({ host: `127.0.0.1:${port}`, origin: 'null' })],
    [
      'an image on another site',
      '/files/F1',
      () => ({ host: `127.0.0.1:${port}`, 'sec-fetch-site': 'cross-site' }),
    ],
    ['a rebound name on the Web API', '/api/auth.test', () => ({ host: `evil.test:${port}` })],
  ];
  test.each(foreign)('refuses %s', async (_title, path, headers) => {
    const { status, body } = await ask(path, headers());
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({ error: 'foreign_origin' });
  });
});
