import { afterEach, describe, expect, test } from 'vitest';
import { type AdjustableClock, manualClock } from '../../../src/workspace/clock.ts';
import type { WorkspaceOptions } from '../../../src/workspace/workspace.ts';
import { lastSent, type Room, room } from '../support/room.ts';

let stage: Room;
const start = async (options: WorkspaceOptions = {}) => {
  stage = await room(options);
  return stage;
};
afterEach(() => stage.workspace.close());

describe('a token', () => {
  const refused: [title: string, method: string, token: string, error: string][] = [
    ['is needed', 'auth.test', '', 'not_authed'],
    ['has to be known', 'auth.test', 'xoxb-somebody-elses', 'invalid_auth'],
    ['of the app opens no messages', 'chat.postMessage', 'xapp-local', 'not_allowed_token_type'],
    ['of the bot opens no connections', 'apps.connections.open', 'xoxb-local', 'not_allowed_token_type'],
  ];
  test.each(refused)('%s', async (_title, method, token, error) => {
    const { call, workspace } = await start();
    expect(await call(method, { channel: 'general', text: 'a' }, token)).toMatchObject({ ok: false, error });
    expect(workspace.violations).toMatchObject([{ where: method, error }]);
  });

  test('may come among the arguments of a form', async () => {
    const { workspace } = await start();
    const body = new URLSearchParams({
      token: 'xoxb-local',
      channel: 'general',
      text: '[not json',
      blocks: '[]',
    });
    const response = await fetch(`${workspace.apiUrl}chat.postMessage`, { method: 'POST', body });
    expect(await response.json()).toMatchObject({ ok: true, message: { text: '[not json' } });
  });
});

describe('a body that is no JSON', () => {
  const broken = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' };

  test('says nothing to the Web API', async () => {
    const { workspace } = await start();
    expect(await (await fetch(`${workspace.apiUrl}auth.test`, broken)).json()).toMatchObject({
      error: 'not_authed',
    });
  });

  test('is refused by a response URL', async () => {
    const { workspace, sent } = await start();
    await workspace.command('ana', '');
    const response = await fetch(lastSent(sent, 'response_url'), broken);
    expect([response.status, await response.json()]).toEqual([400, { ok: false, error: 'invalid_payload' }]);
  });
});

describe('a method', () => {
  test('that needs a scope says which', async () => {
    const { call, workspace } = await start({ app: { scopes: ['commands'] } });
    expect(await call('chat.postMessage', { channel: 'general', text: 'a' })).toMatchObject({
      error: 'missing_scope',
      needed: 'chat:write',
      provided: 'commands',
    });
    expect(workspace.messages('general')).toEqual([]);
  });

  test('that does not exist is refused', async () => {
    const { call, workspace } = await start();
    expect(await call('chat.shout')).toMatchObject({ error: 'unknown_method' });
    expect(workspace.violations).toMatchObject([{ error: 'unknown_method' }]);
  });

  test('names the argument that it misses', async () => {
    const { call } = await start();
    expect(await call('chat.update', { channel: 'general' })).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] missing required field: ts [json-pointer:]'] },
    });
  });

  test('is recorded with its arguments and its error, without its token', async () => {
    const { call, workspace } = await start();
    await call('users.info', { user: 'UNOBODY', token: 'xoxb-local' });
    expect(workspace.calls).toMatchObject([
      { method: 'users.info', args: { user: 'UNOBODY' }, error: 'user_not_found' },
    ]);
    expect(JSON.stringify(workspace.calls)).not.toContain('xoxb-local');
  });
});

describe('rate limits', () => {
  const many = async (times: number, method: string, args: (n: number) => object = () => ({})) => {
    const statuses: number[] = [];
    for (let n = 0; n < times; n += 1) statuses.push((await stage.call(method, args(n))).status);
    return statuses;
  };
  const limited = async (): Promise<AdjustableClock> => {
    const clock = manualClock(0);
    await start({ rateLimits: true, clock, channels: [{ name: 'general' }, { name: 'other' }] });
    return clock;
  };

  test('let one message a second into a channel', async () => {
    const clock = await limited();
    const post = (channel: string) => stage.call('chat.postMessage', { channel, text: 'a' });
    expect(await post('CGENERAL')).toMatchObject({ ok: true });
    expect(await post('CGENERAL')).toMatchObject({ status: 429, error: 'ratelimited', retryAfter: '1' });
    expect(await post('COTHER')).toMatchObject({ ok: true });
    clock.advance(1_000);
    expect(await post('CGENERAL')).toMatchObject({ ok: true });
    expect(stage.workspace.violations).toEqual([]);
  });

  test('let 20 calls of tier 2 through in a minute, and concern that method only', async () => {
    const clock = await limited();
    expect((await many(21, 'users.list')).filter((status) => status === 429)).toHaveLength(1);
    expect(await stage.call('conversations.list')).toMatchObject({ ok: true });
    expect(await stage.call('users.list')).toMatchObject({ status: 429, retryAfter: '3' });
    clock.advance(3_000);
    expect(await stage.call('users.list')).toMatchObject({ ok: true });
  });

  test('are off unless asked for', async () => {
    await start();
    expect(await many(30, 'users.list')).not.toContain(429);
  });
});

describe('an injected fault', () => {
  test('answers 429 as often as told, then lets through', async () => {
    const { call, workspace } = await start();
    workspace.faults.push({ method: 'chat.postMessage', times: 2, kind: 'ratelimited', retryAfter: 7 });
    const post = () => call('chat.postMessage', { channel: 'general', text: 'a' });
    expect(await post()).toMatchObject({ status: 429, retryAfter: '7' });
    expect(await call('auth.test')).toMatchObject({ ok: true });
    expect(await post()).toMatchObject({ status: 429 });
    expect(await post()).toMatchObject({ ok: true });
    expect(workspace.messages('general')).toHaveLength(1);
  });

  test('answers a server error for any method', async () => {
    const { call, workspace } = await start();
    workspace.faults.push({ method: '*', times: 1, kind: 'server-error', status: 503 });
    expect(await call('auth.test')).toMatchObject({ status: 503 });
    expect(await call('auth.test')).toMatchObject({ status: 200 });
  });

  test('answers an error of its own', async () => {
    const { call, workspace } = await start();
    workspace.faults.push({ method: 'auth.test', times: 1, kind: 'error', error: 'token_revoked' });
    expect(await call('auth.test')).toMatchObject({ ok: false, error: 'token_revoked' });
  });

  test('loses the answer after the work is done', async () => {
    const { call, workspace } = await start();
    workspace.faults.push({ method: 'chat.postMessage', times: 1, kind: 'drop-after-accept' });
    await expect(call('chat.postMessage', { channel: 'general', text: 'a' })).rejects.toThrow();
    expect(workspace.messages('general')).toHaveLength(1);
  });

  test('hangs up before the work is done', async () => {
    const { call, workspace } = await start();
    workspace.faults.push({ method: 'chat.postMessage', times: 1, kind: 'drop' });
    await expect(call('chat.postMessage', { channel: 'general', text: 'a' })).rejects.toThrow();
    expect(workspace.messages('general')).toEqual([]);
  });

  test('never answers', async () => {
    const { workspace } = await start();
    workspace.faults.push({ method: 'auth.test', times: 1, kind: 'hang' });
    const controller = new AbortController();
    const asked = fetch(`${workspace.apiUrl}auth.test`, { signal: controller.signal });
    await workspace.until(() => workspace.calls.length === 1);
    controller.abort();
    await expect(asked).rejects.toThrow('abort');
  });
});
