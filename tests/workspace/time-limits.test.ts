import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AdjustableClock, manualClock } from '../../src/workspace/clock.ts';
import type { Envelope, Reply } from '../../src/workspace/delivery/transport.ts';
import { acked, lastSent, type Room, room } from './support/room.ts';

const NOW = Date.parse('2026-03-02T09:00:00Z');
const view = { type: 'modal', title: { type: 'plain_text', text: 'Hello' }, blocks: [] };

let clock: AdjustableClock;
let stage: Room;
let reply: (envelope: Envelope) => Reply | null;

beforeEach(async () => {
  clock = manualClock(NOW);
  reply = () => acked();
  stage = await room({ clock }, (envelope) => reply(envelope));
});
afterEach(() => stage.workspace.close());

async function triggerId(): Promise<string> {
  await stage.workspace.command('ana', '');
  return lastSent(stage.sent, 'trigger_id');
}

describe('a trigger id', () => {
  test('opens a modal for three seconds', async () => {
    const id = await triggerId();
    clock.advance(3_000);
    expect(await stage.call('views.open', { trigger_id: id, view })).toMatchObject({ ok: true });
  });

  test('expires after that', async () => {
    const id = await triggerId();
    clock.advance(3_001);
    expect(await stage.call('views.open', { trigger_id: id, view })).toMatchObject({
      error: 'expired_trigger_id',
    });
    expect(stage.workspace.openView('ana')).toBeUndefined();
    expect(stage.workspace.violations).toMatchObject([{ where: 'views.open', error: 'expired_trigger_id' }]);
  });

  test('opens one modal only', async () => {
    const id = await triggerId();
    await stage.call('views.open', { trigger_id: id, view });
    expect(await stage.call('views.open', { trigger_id: id, view })).toMatchObject({
      error: 'exchanged_trigger_id',
    });
  });

  test('survives a view that is refused', async () => {
    const id = await triggerId();
    expect(
      await stage.call('views.open', { trigger_id: id, view: { ...view, title: undefined } }),
    ).toMatchObject({
      error: 'invalid_arguments',
    });
    expect(await stage.call('views.open', { trigger_id: id, view })).toMatchObject({ ok: true });
  });

  test('is not made up', async () => {
    expect(await stage.call('views.open', { trigger_id: '1.2.3', view })).toMatchObject({
      error: 'invalid_trigger_id',
    });
  });
});

describe('a response URL', () => {
  const answer = async (body: object) => {
    const response = await fetch(lastSent(stage.sent, 'response_url'), {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  };

  test('takes five answers and refuses the sixth', async () => {
    await stage.workspace.command('ana', '');
    for (let use = 1; use <= 5; use += 1)
      expect(await answer({ text: `answer ${use}` })).toMatchObject({ status: 200 });
    expect(await answer({ text: 'answer 6' })).toEqual({
      status: 404,
      text: '{"ok":false,"error":"used_url"}',
    });
    expect(stage.workspace.messages('general')).toHaveLength(5);
    expect(stage.workspace.violations).toMatchObject([{ where: 'response_url', error: 'used_url' }]);
  });

  test('ends after thirty minutes', async () => {
    await stage.workspace.command('ana', '');
    clock.advance(30 * 60_000);
    expect(await answer({ text: 'just in time' })).toMatchObject({ status: 200 });
    clock.advance(1);
    expect(await answer({ text: 'too late' })).toMatchObject({
      status: 404,
      text: expect.stringContaining('expired_url'),
    });
  });

  test('cannot show an ephemeral message to everybody', async () => {
    await stage.workspace.command('ana', '');
    const go = { type: 'button', text: { type: 'plain_text', text: 'Go' }, action_id: 'go' };
    await answer({ text: 'private', blocks: [{ type: 'actions', elements: [go] }] });
    const [message] = stage.workspace.visibleTo('ana', 'general');
    if (!message) throw new Error('nothing answered');
    await stage.workspace.click('ana', message, 'go');
    await answer({ replace_original: true, response_type: 'in_channel', text: 'public' });
    expect(stage.workspace.visibleTo('bo', 'general')).toEqual([]);
    expect(stage.workspace.violations).toMatchObject([{ error: 'cannot_change_visibility' }]);
  });

  test('refuses blocks that Slack would refuse, and still counts the use', async () => {
    await stage.workspace.command('ana', '');
    expect(await answer({ text: 'a', blocks: [{ type: 'nope' }] })).toMatchObject({ status: 400 });
    expect(stage.workspace.violations).toMatchObject([{ where: 'response_url', error: 'invalid_blocks' }]);
    expect(stage.workspace.messages('general')).toEqual([]);
  });
});

describe('an acknowledgement', () => {
  test('is awaited for three seconds', async () => {
    reply = () => null;
    const command = stage.workspace.command('ana', '');
    clock.advance(2_999);
    await Promise.resolve();
    expect(stage.workspace.deliveries).toEqual([]);
    clock.advance(1);
    expect(await command).toMatchObject({ ok: false, error: 'operation_timeout' });
    expect(stage.workspace.violations).toMatchObject([{ where: '/ready', error: 'operation_timeout' }]);
  });

  test('that nobody can give says dispatch_failed', async () => {
    reply = () => ({ status: 'failed', reason: 'connection_failed', detail: 'nobody there', noRetry: false });
    expect(await stage.workspace.command('ana', '')).toMatchObject({
      error: 'dispatch_failed',
      detail: 'nobody there',
    });
  });

  test('with content over the limits is not shown', async () => {
    reply = () =>
      acked({ text: 'a', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }] });
    expect(await stage.workspace.command('ana', '')).toMatchObject({ ok: false, error: 'dispatch_failed' });
    expect(stage.workspace.messages('general')).toEqual([]);
    expect(stage.workspace.violations).toMatchObject([{ where: '/ready', error: 'invalid_blocks' }]);
  });
});

describe('an event', () => {
  const attempts = () => stage.sent.map(({ retry }) => retry);

  test('comes again at once, after a minute and after five, then no more', async () => {
    reply = () => ({ status: 'failed', reason: 'http_error', detail: '500', noRetry: false });
    await stage.workspace.mention('ana', 'general', 'hello');
    await stage.workspace.until(() => stage.workspace.deliveries.length === 2);
    clock.advance(59_999);
    expect(attempts()).toEqual([null, { attempt: 1, reason: 'http_error' }]);
    clock.advance(1);
    await stage.workspace.until(() => stage.workspace.deliveries.length === 3);
    clock.advance(300_000);
    await stage.workspace.until(() => stage.workspace.deliveries.length === 4);
    clock.advance(3_600_000);
    expect(attempts().map((retry) => retry?.attempt ?? 0)).toEqual([0, 1, 2, 3]);
    const ids = stage.sent.map(({ payload }) => payload.event_id);
    expect(new Set(ids).size).toBe(1);
  });

  test('comes again once when the second attempt is acknowledged', async () => {
    reply = ({ retry }) =>
      retry ? acked() : { status: 'failed', reason: 'http_error', detail: '500', noRetry: false };
    await stage.workspace.mention('ana', 'general', 'hello');
    await stage.workspace.until(() => stage.workspace.deliveries.length === 2);
    clock.advance(3_600_000);
    expect(attempts()).toHaveLength(2);
  });

  test('does not come again when the app asks for that', async () => {
    reply = () => ({ status: 'failed', reason: 'http_error', detail: '500', noRetry: true });
    await stage.workspace.mention('ana', 'general', 'hello');
    clock.advance(3_600_000);
    expect(attempts()).toEqual([null]);
  });
});
