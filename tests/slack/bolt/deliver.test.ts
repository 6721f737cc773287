import { describe, expect, test } from 'vitest';
import type { Asked } from '../../../src/slack/bolt/asked.ts';
import { deliver, type Mailroom } from '../../../src/slack/bolt/deliver.ts';
import { createNewestPress } from '../../../src/slack/bolt/newest-press.ts';
import { loadingModal } from '../../../src/slack/views/notices.ts';
import { recordingLog } from '../../support/recording-log.ts';

const VIEW = { id: 'V1', hash: 'h1', pressedAt: 0 };
const MESSAGE = { text: 'hello', blocks: [] };

/** A mailroom that writes down what goes where; `refuses` names what Slack would answer. */
function mailroom(refuses: Record<string, string> = {}) {
  const sent: [where: string, what: object][] = [];
  const call = (method: string) => async (args: object) => {
    sent.push([method, args]);
    if (refuses[method]) throw Object.assign(new Error('refused'), { data: { error: refuses[method] } });
    return { ok: true };
  };
  const log = recordingLog();
  const room: Mailroom = {
    client: {
      chat: { postEphemeral: call('chat.postEphemeral'), postMessage: call('chat.postMessage') },
      views: { update: call('views.update') },
    } as never,
    respond: async (_url, body) => {
      await call('respond')(body);
    },
    conversations: { listeners: async () => 'own' },
    newest: createNewestPress(),
    homes: { open: async () => {}, show: async () => {}, acted: async () => {} },
    sendFile: async (userId, { name }) => {
      await call('sendFile')({ userId, name });
    },
    log,
  };
  return { room, sent, log };
}

function asked(more: Partial<Asked> = {}): Asked {
  return {
    what: 'press',
    key: null,
    userId: 'UANA',
    place: { channel: 'C1', thread: null },
    triggerId: null,
    responseUrl: 'https://hooks.test',
    view: null,
    typed: null,
    ephemeral: true,
    ack: async () => {},
    ...more,
  };
}

describe('an answer in place', () => {
  test('replaces what the asker alone sees', async () => {
    const { room, sent } = mailroom();
    await deliver(room, asked(), { kind: 'in-place', message: MESSAGE }, null);
    expect(sent).toEqual([['respond', { replace_original: true, ...MESSAGE }]]);
  });

  test('never replaces what others read too: it stands beside it, privately', async () => {
    const { room, sent } = mailroom();
    await deliver(room, asked({ ephemeral: false }), { kind: 'in-place', message: MESSAGE }, null);
    expect(sent).toEqual([['respond', { response_type: 'ephemeral', replace_original: false, ...MESSAGE }]]);
  });
});

describe('a private answer', () => {
  test('to something in a thread comes in that thread', async () => {
    const { room, sent } = mailroom();
    const place = { channel: 'C1', thread: '1.2' };
    await deliver(room, asked({ place }), { kind: 'private', message: MESSAGE }, null);
    expect(sent).toEqual([
      ['chat.postEphemeral', { channel: 'C1', user: 'UANA', thread_ts: '1.2', ...MESSAGE }],
    ]);
  });

  test('tries the response URL, then the channel, then a direct message', async () => {
    const { room, sent } = mailroom({ respond: 'used_url', 'chat.postEphemeral': 'not_in_channel' });
    await deliver(room, asked(), { kind: 'private', message: MESSAGE }, null);
    expect(sent.map(([where]) => where)).toEqual(['respond', 'chat.postEphemeral', 'chat.postMessage']);
    expect(sent.at(-1)?.[1]).toMatchObject({ channel: 'UANA' });
  });

  test('to a press in a modal stands in the modal', async () => {
    const { room, sent } = mailroom();
    const view = { id: 'V1', hash: 'h1', callbackId: 'picker', pressedAt: 1 };
    await deliver(room, asked({ view }), { kind: 'private', message: MESSAGE }, view);
    expect(sent.map(([where]) => where)).toEqual(['views.update']);
  });
});

describe('a modal', () => {
  test('is filled, and keeps where it was asked for', async () => {
    const { room, sent } = mailroom();
    await deliver(room, asked(), { kind: 'modal', modal: loadingModal('x') }, VIEW);
    expect(sent[0]?.[1]).toMatchObject({
      view_id: 'V1',
      hash: 'h1',
      view: { private_metadata: '{"channel":"C1","thread":null}' },
    });
  });

  test('that was closed meanwhile is left alone', async () => {
    const { room, sent, log } = mailroom({ 'views.update': 'not_found' });
    await deliver(room, asked(), { kind: 'modal', modal: loadingModal('x') }, VIEW);
    expect(sent).toHaveLength(1);
    expect(log.lines.map(({ level }) => level)).toEqual(['info']);
  });

  test('that changed meanwhile is filled all the same: the last press wins', async () => {
    const { room, sent } = mailroom({ 'views.update': 'hash_conflict' });
    await deliver(room, asked(), { kind: 'modal', modal: loadingModal('x') }, { ...VIEW, pressedAt: 2 });
    expect(sent.map(([, args]) => 'hash' in args)).toEqual([true, false]);
  });

  test('that shows the answer to a later press keeps it', async () => {
    const { room, sent } = mailroom();
    const fill = (title: string, pressedAt: number) =>
      deliver(room, asked(), { kind: 'modal', modal: loadingModal(title) }, { ...VIEW, pressedAt });
    await fill('later', 2.000_002);
    await fill('earlier', 2.000_001);
    expect(sent.map(([, args]) => JSON.stringify(args))).toEqual([expect.stringContaining('later')]);
  });

  test('that Slack refuses for another reason is our mistake', async () => {
    const { room } = mailroom({ 'views.update': 'invalid_arguments' });
    const filled = deliver(room, asked(), { kind: 'modal', modal: loadingModal('x') }, VIEW);
    await expect(filled).rejects.toThrow('refused');
  });
});

describe('a public answer', () => {
  test.each(['others-too', 'unknown'] as const)(
    'goes nowhere when those who read are %s',
    async (listeners) => {
      const { room, sent } = mailroom();
      const closed = { ...room, conversations: { listeners: async () => listeners } };
      const published = deliver(closed, asked(), { kind: 'public', message: MESSAGE }, null);
      await expect(published).rejects.toThrow(/organisation|can’t see who reads/);
      expect(sent).toEqual([]);
    },
  );

  test('unfurls nothing and pings nobody', async () => {
    const { room, sent } = mailroom();
    const place = { channel: 'C1', thread: '1.2' };
    await deliver(room, asked({ place }), { kind: 'public', message: MESSAGE }, null);
    expect(sent).toEqual([
      [
        'chat.postMessage',
        { channel: 'C1', thread_ts: '1.2', unfurl_links: false, unfurl_media: false, ...MESSAGE },
      ],
    ]);
  });

  test('where nobody said where is refused', async () => {
    const { room } = mailroom();
    const nowhere = asked({ place: { channel: null, thread: null } });
    await expect(deliver(room, nowhere, { kind: 'public', message: MESSAGE }, null)).rejects.toThrow(
      'no conversation here',
    );
  });
});

describe('a file', () => {
  const file = {
    name: 'map.csv',
    title: 'Map',
    caption: 'A map',
    altText: '',
    content: { kind: 'text', text: 'a,b' },
  } as const;
  const answer = { kind: 'file', message: MESSAGE, file } as const;

  test('goes to the asker, after what is said of it', async () => {
    const { room, sent } = mailroom();
    await deliver(room, asked(), answer, null);
    expect(sent.map(([where]) => where)).toEqual(['respond', 'sendFile']);
    expect(sent[1]?.[1]).toEqual({ userId: 'UANA', name: 'map.csv' });
  });

  test('that Slack does not take costs nobody the text, and is said', async () => {
    const { room, sent, log } = mailroom({ sendFile: 'internal_error' });
    await deliver(room, asked(), answer, null);
    expect(sent.map(([where]) => where)).toEqual(['respond', 'sendFile', 'respond']);
    expect(JSON.stringify(sent[2])).toContain('could not be sent just now');
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  });
});
