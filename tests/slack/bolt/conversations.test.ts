import { expect, test } from 'vitest';
import { MINUTE } from '../../../src/domain/instant.ts';
import { createConversations } from '../../../src/slack/bolt/conversations.ts';

function conversations(channels: (object | Error)[]) {
  const time = { now: 0 };
  const asked: string[] = [];
  const client = {
    conversations: {
      async info({ channel }: { channel: string }) {
        asked.push(channel);
        const found = channels.length > 1 ? channels.shift() : channels[0];
        if (found instanceof Error) throw found;
        return { ok: true, channel: found };
      },
    },
  } as never;
  return { ...createConversations(client, { now: () => time.now }), time, asked };
}

test.each([
  [{ name: 'general' }, 'own'],
  [{ is_shared: true, is_org_shared: true }, 'own'],
  [{ is_ext_shared: true }, 'others-too'],
  [{ is_pending_ext_shared: true }, 'others-too'],
  [new Error('channel_not_found'), 'unknown'],
])('who reads %o: %s', async (channel, listeners) => {
  expect(await conversations([channel]).listeners('C1')).toBe(listeners);
});

test('direct messages are not asked about: nobody can tell', async () => {
  const { listeners, asked } = conversations([{}]);
  expect(await listeners('D1')).toBe('unknown');
  expect(asked).toEqual([]);
});

test('an answer holds for a minute, since channels become shared; not knowing is asked again', async () => {
  const { listeners, nameOf, time, asked } = conversations([
    new Error('timeout'),
    { name: 'general' },
    { is_ext_shared: true },
  ]);
  expect(await listeners('C1')).toBe('unknown');
  expect(await listeners('C1')).toBe('own');
  expect(await nameOf('C1')).toBe('general');
  time.now = MINUTE;
  expect(await listeners('C1')).toBe('others-too');
  expect(asked).toHaveLength(3);
});
