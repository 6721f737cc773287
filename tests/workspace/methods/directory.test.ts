import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { manualClock } from '../../../src/workspace/clock.ts';
import { type Room, room } from '../support/room.ts';

let stage: Room;
beforeEach(async () => {
  stage = await room({
    clock: manualClock(Date.parse('2026-07-01T12:00:00Z')),
    people: [
      { name: 'ana', realName: 'Ana Lee', tz: 'America/New_York', isAdmin: true },
      { name: 'gil', isRestricted: true },
      { name: 'uma', isUltraRestricted: true },
      { name: 'gus', deleted: true },
      { name: 'sky', teamId: 'TOTHER' },
    ],
    channels: [
      { name: 'general', topic: 'Everything' },
      { name: 'inner', isPrivate: true, members: ['gil'] },
      { name: 'secret', isPrivate: true, bot: false },
      { name: 'old', isArchived: true },
      { name: 'partners', isShared: true, members: ['ana', 'sky'] },
    ],
    groups: [{ handle: 'payments', members: ['ana', 'gil'] }],
  });
});
afterEach(() => stage.workspace.close());

const names = (items: unknown) => (items as { name: string }[]).map(({ name }) => name);

describe('users', () => {
  test('come with their zone, its offset of today and what they are', async () => {
    expect(await stage.call('users.info', { user: 'UANA' })).toMatchObject({
      user: {
        real_name: 'Ana Lee',
        tz: 'America/New_York',
        tz_offset: -14_400,
        is_admin: true,
        is_restricted: false,
      },
    });
    expect(await stage.call('users.info', { user: 'UUMA' })).toMatchObject({
      user: { is_restricted: true, is_ultra_restricted: true },
    });
    expect(await stage.call('users.info', { user: 'UGUS' })).toMatchObject({ user: { deleted: true } });
    expect(await stage.call('users.info', { user: 'U0BOT' })).toMatchObject({ user: { is_bot: true } });
  });

  test('hide their address from apps without users:read.email, and strangers theirs always', async () => {
    const email = async (user: string) =>
      Object((await stage.call('users.info', { user })).user).profile.email;
    expect(await email('UANA')).toBe('ana@local.test');
    expect(await email('USKY')).toBeUndefined();
    stage.workspace.slack.app.scopes.delete('users:read.email');
    expect(await email('UANA')).toBeUndefined();
  });

  test('are found by address unless they have left or belong elsewhere', async () => {
    const byEmail = (email: string) => stage.call('users.lookupByEmail', { email });
    expect(await byEmail('ANA@local.test')).toMatchObject({ user: { id: 'UANA' } });
    expect(await byEmail('gus@local.test')).toMatchObject({ error: 'users_not_found' });
    expect(await byEmail('sky@local.test')).toMatchObject({ error: 'users_not_found' });
    expect(stage.workspace.violations).toEqual([]);
  });

  test('are listed in pages', async () => {
    const first = await stage.call('users.list', { limit: 4 });
    const { next_cursor: cursor } = Object(first.response_metadata);
    const second = await stage.call('users.list', { limit: 4, cursor });
    expect([...names(first.members), ...names(second.members)]).toEqual([
      'ana',
      'gil',
      'uma',
      'gus',
      'sky',
      'ready',
    ]);
    expect(Object(second.response_metadata).next_cursor).toBe('');
  });

  test('refuse a made-up cursor', async () => {
    expect(await stage.call('users.list', { cursor: 'abc' })).toMatchObject({ error: 'invalid_cursor' });
  });
});

describe('conversations', () => {
  test('are listed as far as the scopes and memberships reach', async () => {
    const list = async (args: object) => names((await stage.call('conversations.list', args)).channels);
    expect(await list({})).toEqual(['general', 'old', 'partners']);
    expect(await list({ exclude_archived: true })).toEqual(['general', 'partners']);
    expect(await list({ types: 'public_channel,private_channel' })).toEqual(['general', 'old', 'partners']);
    stage.workspace.slack.app.scopes.add('groups:read');
    expect(await list({ types: 'private_channel' })).toEqual(['inner']);
  });

  test('say whether they are shared, archived, and whether the bot is in', async () => {
    const info = async (channel: string) => (await stage.call('conversations.info', { channel })).channel;
    expect(await info('CPARTNERS')).toMatchObject({ is_ext_shared: true, is_member: true });
    expect(await info('COLD')).toMatchObject({ is_archived: true });
    expect(await stage.call('conversations.info', { channel: 'CSECRET' })).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await stage.call('conversations.info', { channel: 'CINNER' })).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:read',
    });
  });

  test('tell their members', async () => {
    expect(await stage.call('conversations.members', { channel: 'CPARTNERS' })).toMatchObject({
      members: ['UANA', 'USKY', 'U0BOT'],
    });
  });

  test('open as direct messages, the same one each time, but not to everybody', async () => {
    const open = (users: string) => stage.call('conversations.open', { users });
    expect(await open('UANA')).toMatchObject({ channel: { id: 'DANA' } });
    expect(await open('UANA')).toMatchObject({ channel: { id: 'DANA' } });
    expect(await open('UGUS')).toMatchObject({ error: 'user_disabled' });
    expect(await open('USKY')).toMatchObject({ error: 'user_not_visible' });
    expect(await open('U0BOT')).toMatchObject({ error: 'cannot_dm_bot' });
  });

  test('show their history, newest first, without ephemeral messages and replies', async () => {
    stage.workspace.slack.app.scopes.add('channels:history');
    const post = (text: string, more: object = {}) =>
      stage.call('chat.postMessage', { channel: 'CGENERAL', text, ...more });
    const { ts } = await post('one', { metadata: { event_type: 'nudge', event_payload: { id: 1 } } });
    await post('reply', { thread_ts: ts });
    await stage.call('chat.postEphemeral', { channel: 'CGENERAL', user: 'UANA', text: 'psst' });
    await post('two');
    const history = await stage.call('conversations.history', {
      channel: 'CGENERAL',
      include_all_metadata: true,
    });
    expect(history.messages).toMatchObject([
      { text: 'two' },
      { text: 'one', metadata: { event_type: 'nudge' } },
    ]);
    const thread = await stage.call('conversations.replies', { channel: 'CGENERAL', ts });
    expect(thread.messages).toMatchObject([{ text: 'one' }, { text: 'reply' }]);
    const later = await stage.call('conversations.history', { channel: 'CGENERAL', oldest: ts });
    expect(later.messages).toMatchObject([{ text: 'two' }]);
  });
});

test('user groups tell their handles and their members', async () => {
  expect(await stage.call('usergroups.list', { include_users: true })).toMatchObject({
    usergroups: [{ id: 'SPAYMENTS', handle: 'payments', users: ['UANA', 'UGIL'] }],
  });
  expect(await stage.call('usergroups.users.list', { usergroup: 'SPAYMENTS' })).toMatchObject({
    users: ['UANA', 'UGIL'],
  });
  expect(await stage.call('usergroups.users.list', { usergroup: 'SNONE' })).toMatchObject({
    error: 'no_such_subteam',
  });
});
