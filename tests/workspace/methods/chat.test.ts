import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Room, room } from '../support/room.ts';

let stage: Room;
beforeEach(async () => {
  stage = await room({
    people: [{ name: 'ana' }, { name: 'gus', deleted: true }, { name: 'sky', teamId: 'TOTHER' }],
    channels: [
      { name: 'general' },
      { name: 'open', bot: false },
      { name: 'secret', isPrivate: true, bot: false },
      { name: 'old', isArchived: true },
      { name: 'quiet', members: [] },
    ],
  });
});
afterEach(() => stage.workspace.close());

const post = (channel: string, more: object = {}) =>
  stage.call('chat.postMessage', { channel, text: 'hello', ...more });
const firstTs = async () => String((await post('general')).ts);

describe('chat.postMessage', () => {
  test('posts by id and by name, and answers with the message', async () => {
    expect(await post('CGENERAL')).toMatchObject({
      ok: true,
      channel: 'CGENERAL',
      message: { bot_id: 'B0BOT' },
    });
    expect(await post('#general')).toMatchObject({ ok: true });
    expect(stage.workspace.messages('general').map(({ text, user }) => [text, user])).toEqual([
      ['hello', 'U0BOT'],
      ['hello', 'U0BOT'],
    ]);
  });

  test("posts to a person's id as a direct message", async () => {
    expect(await post('UANA')).toMatchObject({ ok: true, channel: 'DANA' });
    expect(stage.workspace.visibleTo('ana', '@ana')).toHaveLength(1);
  });

  const refused: [title: string, channel: string, error: string][] = [
    ['a channel that is not there', '#nowhere', 'channel_not_found'],
    ['a private channel without the bot', 'CSECRET', 'channel_not_found'],
    ['an archived channel', 'COLD', 'is_archived'],
    ['somebody who has left', 'UGUS', 'channel_not_found'],
    ['a stranger', 'USKY', 'channel_not_found'],
  ];
  test.each(refused)('refuses %s, which is no violation', async (_title, channel, error) => {
    expect(await post(channel)).toMatchObject({ ok: false, error });
    expect(stage.workspace.violations).toEqual([]);
  });

  test('reaches public channels without the bot only by chat:write.public', async () => {
    expect(await post('COPEN')).toMatchObject({ ok: true });
    stage.workspace.slack.app.scopes.delete('chat:write.public');
    expect(await post('COPEN')).toMatchObject({ error: 'not_in_channel' });
  });

  test('replies in a thread that exists', async () => {
    const ts = await firstTs();
    expect(await post('general', { thread_ts: ts })).toMatchObject({ message: { thread_ts: ts } });
    expect(await post('general', { thread_ts: '1.000001' })).toMatchObject({ error: 'thread_not_found' });
  });

  test('lists every problem of its blocks, in errors and in response_metadata', async () => {
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: '' } }, { type: 'nope' }];
    const errors = [
      'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
      'unsupported type: nope [json-pointer:/blocks/1/type]',
    ];
    expect(await post('general', { blocks })).toMatchObject({
      error: 'invalid_blocks',
      errors,
      response_metadata: { messages: errors.map((error) => `[ERROR] ${error}`) },
    });
    expect(stage.workspace.violations).toMatchObject([{ where: 'chat.postMessage', details: errors }]);
    expect(stage.workspace.messages('general')).toEqual([]);
  });

  test('carries metadata of an event, and nothing else as metadata', async () => {
    const metadata = { event_type: 'nudge', event_payload: { id: 1 } };
    expect(await post('general', { metadata })).toMatchObject({ ok: true });
    expect(await post('general', { metadata: { id: 1 } })).toMatchObject({ error: 'invalid_arguments' });
    expect(stage.workspace.messages('general')).toMatchObject([{ metadata }]);
  });

  test('refuses attachments, which this workspace would not show', async () => {
    expect(await post('general', { attachments: [{ text: 'old' }] })).toMatchObject({
      error: 'invalid_arguments',
    });
  });

  test('refuses an empty message', async () => {
    expect(await post('general', { text: '' })).toMatchObject({ error: 'no_text' });
  });

  test('gives blocks the ids that were left out', async () => {
    const button = { type: 'button', text: { type: 'plain_text', text: 'Go' } };
    await post('general', { blocks: [{ type: 'actions', elements: [button, button] }] });
    const [message] = stage.workspace.messages('general');
    expect(message?.blocks).toMatchObject([{ block_id: expect.stringMatching(/.{5}/) }]);
    expect(JSON.stringify(message?.blocks)).toMatch(/"action_id":".{5}".*"action_id":".{5}"/);
  });
});

describe('a broadcast mention', () => {
  const rich = (...elements: object[]) => [
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] },
  ];
  const leaking: [title: string, message: object, mention: string][] = [
    ['in the text', { text: 'hey <!channel>' }, '<!channel>'],
    [
      'in mrkdwn',
      { blocks: [{ type: 'context', elements: [{ type: 'mrkdwn', text: 'a <!here|here>' }] }] },
      '<!here|here>',
    ],
    ['in rich text', { blocks: rich({ type: 'broadcast', range: 'everyone' }) }, '<!everyone>'],
    ['by link_names', { text: 'hey @channel', link_names: true }, '@channel'],
  ];
  test.each(leaking)('%s is recorded', async (_title, message, mention) => {
    expect(await post('general', message)).toMatchObject({ ok: true });
    expect(stage.workspace.violations).toMatchObject([{ error: 'broadcast_mention', details: [mention] }]);
  });

  const harmless: [title: string, message: object][] = [
    ['escaped', { text: 'hey &lt;!channel&gt;' }],
    ['in plain text', { blocks: [{ type: 'header', text: { type: 'plain_text', text: '<!channel>' } }] }],
    ['in rich text letters', { blocks: rich({ type: 'text', text: '<!channel>' }) }],
    ['without link_names', { text: '@channel' }],
  ];
  test.each(harmless)('%s is harmless', async (_title, message) => {
    expect(await post('general', message)).toMatchObject({ ok: true });
    expect(stage.workspace.violations).toEqual([]);
  });
});

describe('chat.update', () => {
  const update = (args: object) => stage.call('chat.update', { channel: 'CGENERAL', ...args });
  const divider = { type: 'divider' };

  test('keeps the blocks that it does not mention, and drops them for an empty list', async () => {
    const { ts } = await post('general', { blocks: [divider] });
    await update({ ts, text: 'changed' });
    expect(stage.workspace.messages('general')).toMatchObject([{ text: 'changed', blocks: [divider] }]);
    await update({ ts, text: 'changed', blocks: [] });
    expect(stage.workspace.messages('general')).toMatchObject([{ text: 'changed', blocks: [] }]);
  });

  test("does not change a person's message", async () => {
    await stage.workspace.say('ana', 'general', 'mine');
    const [message] = stage.workspace.messages('general');
    expect(await update({ ts: message?.ts, text: 'yours' })).toMatchObject({ error: 'cant_update_message' });
  });

  test('does not find an ephemeral message', async () => {
    const { message_ts: ts } = await stage.call('chat.postEphemeral', {
      channel: 'CGENERAL',
      user: 'UANA',
      text: 'a',
    });
    expect(await update({ ts, text: 'b' })).toMatchObject({ error: 'message_not_found' });
  });

  test('takes 4,000 characters at most', async () => {
    const ts = await firstTs();
    expect(await update({ ts, text: 'x'.repeat(4000) })).toMatchObject({ ok: true });
    expect(await update({ ts, text: 'x'.repeat(4001) })).toMatchObject({ error: 'msg_too_long' });
  });
});

test('chat.delete removes the message, its own only', async () => {
  const ts = await firstTs();
  await stage.workspace.say('ana', 'general', 'mine');
  const [, other] = stage.workspace.messages('general');
  expect(await stage.call('chat.delete', { channel: 'CGENERAL', ts: other?.ts })).toMatchObject({
    error: 'cant_delete_message',
  });
  expect(await stage.call('chat.delete', { channel: 'CGENERAL', ts })).toMatchObject({ ok: true });
  expect(stage.workspace.messages('general').map(({ text }) => text)).toEqual(['mine']);
});

test('chat.postEphemeral reaches members of the channel only', async () => {
  const send = (channel: string) => stage.call('chat.postEphemeral', { channel, user: 'UANA', text: 'psst' });
  expect(await send('CGENERAL')).toMatchObject({ ok: true });
  expect(await send('CQUIET')).toMatchObject({ error: 'user_not_in_channel' });
  expect(stage.workspace.visibleTo('ana', 'general').map(({ text }) => text)).toEqual(['psst']);
});

test('chat.getPermalink names the message', async () => {
  const ts = await firstTs();
  const { permalink } = await stage.call('chat.getPermalink', { channel: 'CGENERAL', message_ts: ts });
  expect(permalink).toBe(`${stage.workspace.origin}/archives/CGENERAL/p${ts.replace('.', '')}`);
});
