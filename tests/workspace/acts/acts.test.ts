import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Envelope, Reply } from '../../../src/workspace/delivery/transport.ts';
import { acked, type Room, room } from '../support/room.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string) => ({ text: plain(value), value });
const actions = (...elements: object[]) => [{ type: 'actions', block_id: 'row', elements }];

let stage: Room;
let reply: (envelope: Envelope) => Reply | null;
beforeEach(async () => {
  reply = () => acked();
  stage = await room(
    {
      app: { shortcuts: [{ type: 'message', callbackId: 'check', name: 'Check' }] },
      people: [
        { name: 'ana', realName: 'Ana' },
        { name: 'analee', realName: 'Ana Lee' },
        { name: 'gil', isRestricted: true },
        { name: 'gus', deleted: true },
      ],
      channels: [
        { name: 'general' },
        { name: 'inner', isPrivate: true, members: ['analee'] },
        { name: 'old', isArchived: true },
      ],
      groups: [{ handle: 'payments', members: ['ana'] }],
    },
    (envelope) => reply(envelope),
  );
});
afterEach(() => stage.workspace.close());

const payload = () => Object(stage.sent.at(-1)?.payload);

async function posted(...elements: object[]) {
  await stage.call('chat.postMessage', { channel: 'general', text: 'a', blocks: actions(...elements) });
  const message = stage.workspace.messages('general').at(-1);
  if (!message) throw new Error('nothing posted');
  return message;
}

describe('what cannot be done', () => {
  const refused: [title: string, act: () => Promise<unknown>, why: string][] = [
    ['acting as nobody', () => stage.workspace.command('zoe', ''), 'nobody called zoe'],
    ['acting as the bot', () => stage.workspace.say('U0BOT', 'general', 'a'), 'Nobody can act as Ready'],
    ['acting as somebody who has left', () => stage.workspace.command('gus', ''), 'Nobody can act as Gus'],
    [
      'an unknown command',
      () => stage.workspace.command('ana', '', { command: '/nope' }),
      '/nope is not a valid command',
    ],
    ['writing into an archive', () => stage.workspace.say('ana', 'old', 'a'), 'archived'],
    ['writing where one is not', () => stage.workspace.say('ana', 'inner', 'a'), 'sees no conversation'],
    [
      'a guest writing in a channel that is not theirs',
      () => stage.workspace.say('gil', 'general', 'a'),
      'sees no conversation',
    ],
    ['replying to nothing', () => stage.workspace.say('ana', 'general', 'a', '1.000001'), 'no such thread'],
    ['an unknown shortcut', () => stage.workspace.shortcut('ana', 'nope'), 'no global shortcut nope'],
  ];
  test.each(refused)('is %s', async (_title, act, why) => {
    await expect(act()).rejects.toThrow(why);
    expect(stage.sent).toEqual([]);
  });

  test("is pressing a button of somebody else's answer", async () => {
    await stage.call('chat.postEphemeral', {
      channel: 'CGENERAL',
      user: 'UANA',
      text: 'a',
      blocks: actions({ type: 'button', text: plain('Go'), action_id: 'go' }),
    });
    const [message] = stage.workspace.visibleTo('ana', 'general');
    if (!message) throw new Error('nothing posted');
    await expect(stage.workspace.click('analee', message, 'go')).rejects.toThrow('sees no message');
  });

  test('is choosing what is not offered, or pressing what is not there', async () => {
    const message = await posted({ type: 'static_select', action_id: 'pick', options: [option('a')] });
    await expect(stage.workspace.click('ana', message, 'pick', 'z')).rejects.toThrow(
      'does not offer z, only a',
    );
    await expect(stage.workspace.click('ana', message, 'push')).rejects.toThrow('no element push, only pick');
  });
});

describe('typed text', () => {
  const typed: [text: string, stored: string][] = [
    ['a < b & c > d', 'a &lt; b &amp; c &gt; d'],
    ['<!channel> <@UANA>', '&lt;!channel&gt; &lt;@UANA&gt;'],
    ['hi @ana', 'hi <@UANA>'],
    ['hi @Ana Lee!', 'hi <@UANALEE>!'],
    ['hi @analeeds', 'hi @analeeds'],
    ['ask @payments in #general', 'ask <!subteam^SPAYMENTS> in <#CGENERAL>'],
    ['mail ana@ana.test', 'mail ana@ana.test'],
  ];
  test.each(typed)('%s is stored as %s', async (text, stored) => {
    await stage.workspace.say('ana', 'general', text);
    expect(stage.workspace.messages('general').at(-1)?.text).toBe(stored);
  });
});

describe('the app hears', () => {
  test('of mentions where it is a member and has the scope', async () => {
    expect(await stage.workspace.mention('ana', 'general', 'x')).toMatchObject({
      type: 'app_mention',
      ok: true,
    });
    expect(payload()).toMatchObject({
      type: 'event_callback',
      event: { type: 'app_mention', user: 'UANA', channel: 'CGENERAL', text: '<@U0BOT> x' },
      authorizations: [{ user_id: 'U0BOT', is_bot: true }],
    });
    stage.workspace.slack.conversations.get('CGENERAL')?.members.delete('U0BOT');
    expect(await stage.workspace.mention('ana', 'general', 'x')).toBeNull();
  });

  test('of nothing that it lacks the scope for', async () => {
    stage.workspace.slack.app.scopes.delete('app_mentions:read');
    stage.workspace.slack.app.scopes.delete('im:history');
    expect(await stage.workspace.mention('ana', 'general', 'x')).toBeNull();
    expect(await stage.workspace.say('ana', '@ana', 'x')).toBeNull();
  });

  test('of nothing that it is not subscribed to', async () => {
    stage.workspace.slack.app.events.delete('app_home_opened');
    expect(await stage.workspace.openHome('ana')).toBeNull();
    expect(await stage.workspace.event({ type: 'team_join' })).toBeNull();
    expect(await stage.workspace.event({ type: 'app_uninstalled' })).toMatchObject({ ok: true });
  });
});

describe('an element', () => {
  const button = { type: 'button', text: plain('Go'), action_id: 'go', value: 'v1' };

  test('of a message tells where it stands and what it is', async () => {
    const message = await posted(button);
    await stage.workspace.click('ana', message, 'go');
    expect(payload()).toMatchObject({
      type: 'block_actions',
      user: { id: 'UANA', name: 'ana', team_id: 'T0LOCAL' },
      container: { type: 'message', message_ts: message.ts, channel_id: 'CGENERAL', is_ephemeral: false },
      channel: { id: 'CGENERAL', name: 'general' },
      message: { ts: message.ts, bot_id: 'B0BOT', bot_profile: { name: 'Ready' } },
      state: { values: {} },
      response_url: expect.stringContaining('/hooks/'),
      actions: [{ type: 'button', action_id: 'go', block_id: 'row', value: 'v1', text: plain('Go') }],
    });
  });

  test('of an ephemeral message comes without that message', async () => {
    const blocks = actions(button);
    await stage.call('chat.postEphemeral', { channel: 'CGENERAL', user: 'UANA', text: 'a', blocks });
    const [message] = stage.workspace.visibleTo('ana', 'general');
    if (!message) throw new Error('nothing posted');
    await stage.workspace.click('ana', message, 'go');
    expect(payload().container).toMatchObject({ is_ephemeral: true });
    expect(payload().message).toBeUndefined();
  });

  const choices: [title: string, element: object, value: string | string[], action: object][] = [
    [
      'overflow',
      { type: 'overflow', options: [option('a'), option('b')] },
      'b',
      { selected_option: option('b') },
    ],
    [
      'static select',
      { type: 'static_select', options: [option('a')] },
      'a',
      { selected_option: option('a') },
    ],
    [
      'checkboxes',
      { type: 'checkboxes', options: [option('a'), option('b')] },
      ['b'],
      { selected_options: [option('b')] },
    ],
    ['user select', { type: 'users_select' }, 'UANA', { selected_user: 'UANA' }],
    ['users select', { type: 'multi_users_select' }, ['UANA'], { selected_users: ['UANA'] }],
    ['date picker', { type: 'datepicker' }, '2026-03-02', { selected_date: '2026-03-02' }],
  ];
  test.each(choices)('%s says what was chosen', async (_title, element, value, action) => {
    const message = await posted({ action_id: 'it', ...element });
    await stage.workspace.click('ana', message, 'it', value);
    expect(payload().actions).toMatchObject([{ action_id: 'it', ...action }]);
  });
});

describe('suggested options', () => {
  const ask = async () => {
    const message = await posted({ type: 'external_select', action_id: 'find' });
    return stage.workspace.suggest('ana', message, 'find', 'pay');
  };

  test('come in groups, too', async () => {
    const groups = [{ label: plain('Teams'), options: [option('a')] }];
    reply = () => acked({ option_groups: groups });
    expect(await ask()).toMatchObject({ options: [], groups });
    expect(payload()).toMatchObject({
      type: 'block_suggestion',
      action_id: 'find',
      block_id: 'row',
      value: 'pay',
    });
  });

  test('over the limit are not shown', async () => {
    reply = () => acked({ options: Array.from({ length: 101 }, (_, index) => option(`o${index}`)) });
    expect(await ask()).toMatchObject({ delivery: { ok: false }, options: [] });
    expect(stage.workspace.violations).toMatchObject([
      { where: 'block_suggestion', error: 'invalid_options' },
    ]);
  });
});
