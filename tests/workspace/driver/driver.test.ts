import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { visibleText } from '../../../src/workspace/driver/visible-text.ts';
import { type Room, room } from '../support/room.ts';

let stage: Room;
beforeEach(async () => {
  stage = await room({
    patience: 50,
    channels: [{ name: 'general' }, { name: 'inner', isPrivate: true, members: ['ana'] }],
  });
});
afterEach(() => stage.workspace.close());

const post = (text: string) => stage.call('chat.postMessage', { channel: 'general', text });

describe('the driver', () => {
  test('gives copies, so that before and after can be compared', async () => {
    const { ts } = await post('before');
    const [before] = stage.workspace.messages('general');
    await stage.call('chat.update', { channel: 'CGENERAL', ts, text: 'after' });
    expect([before?.text, stage.workspace.messages('general')[0]?.text]).toEqual(['before', 'after']);
  });

  test('shows a person only what they see', async () => {
    await stage.call('chat.postMessage', { channel: 'CINNER', text: 'secret' });
    await stage.call('chat.postEphemeral', { channel: 'CGENERAL', user: 'UANA', text: 'for ana' });
    expect(stage.workspace.visibleTo('bo', 'inner')).toEqual([]);
    expect(stage.workspace.visibleTo('bo', 'general')).toEqual([]);
    expect(stage.workspace.visibleTo('ana', 'inner')).toHaveLength(1);
    expect(stage.workspace.visibleTo('ana', 'general')).toHaveLength(1);
  });

  test('waits for what is to come', async () => {
    const waiting = stage.workspace.until(() => stage.workspace.messages('general').length === 2);
    await post('one');
    await post('two');
    expect(await waiting).toBe(true);
  });

  test('gives up after its patience, and says what happened meanwhile', async () => {
    await stage.call('chat.nope');
    await expect(stage.workspace.until(() => false)).rejects.toThrow(/chat\.nope unknown_method/);
  });

  test('passes on what a probe throws', async () => {
    const broken = () => {
      throw new Error('broken probe');
    };
    await expect(stage.workspace.until(broken)).rejects.toThrow('broken probe');
  });

  test('starts side by side with others, but not on a taken port', async () => {
    const port = Number(new URL(stage.workspace.origin).port);
    await expect(room({ port })).rejects.toThrow('EADDRINUSE');
  });
});

test('the visible text of blocks reads as on the screen', () => {
  const plain = (text: string) => ({ type: 'plain_text', text });
  const blocks = [
    { type: 'header', text: plain('payments-api') },
    {
      type: 'section',
      text: { type: 'mrkdwn', text: '*Bronze*' },
      accessory: { type: 'overflow', options: [{ text: plain('hidden') }] },
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'emoji', name: 'x' },
            { type: 'text', text: ' two ' },
            { type: 'link', url: 'https://a.test', text: 'Fix' },
          ],
        },
      ],
    },
    { type: 'actions', elements: [{ type: 'button', text: plain('Go'), confirm: { text: plain('Sure?') } }] },
  ];
  expect(visibleText({ text: 'fallback', blocks })).toBe('payments-api\n*Bronze*\n:x: two Fix\nGo');
  expect(visibleText({ text: 'fallback', blocks: [] })).toBe('fallback');
});
