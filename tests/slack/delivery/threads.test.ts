import { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../src/domain/instant.ts';
import type { MessageKind } from '../../../src/slack/messages/message.ts';
import { onBothDatabases } from '../../support/databases.ts';
import { type DeliveringOptions, startDelivering, texts } from '../../support/delivering.ts';
import { note, PAYMENTS } from '../../support/message-kinds.ts';

/** Says nothing where its subject is `silent`. */
const head: MessageKind = {
  ...note,
  fallbacks: async () => [],
  render: async (about, deps) => (about.subject.silent === true ? null : note.render(about, deps)),
};

/** What stands below a note about the same. */
const below: MessageKind = {
  ...note,
  name: 'below',
  inThreadOf: 'note',
  fallbacks: async () => [],
  async render(about, deps) {
    const rendered = await note.render(about, deps);
    return rendered && { ...rendered, message: { ...rendered.message, text: 'below' } };
  },
};

const HEAD = { audience: PAYMENTS, text: 'head' };
const subject = { text: 'head', v: '1' };
const BELOW = { kind: 'below', audience: PAYMENTS, subject };

onBothDatabases('a message that belongs below another', (database) => {
  async function delivering(options: Partial<DeliveringOptions> = {}) {
    const store = await database.open();
    const delivery = { kinds: [head, below], ...options.delivery };
    const sender = await startDelivering({ store, ...options, delivery });
    const shown = () =>
      sender.workspace
        .messages('payments')
        .map(({ text, threadTs }) => [text.replace(/ at \d+/, ''), threadTs]);
    return { ...sender, shown, store };
  }

  test('is sent after it, into its thread', async () => {
    const { tell, pass, shown, workspace, store } = await delivering();
    await tell({ audience: PAYMENTS, text: 'another' }, HEAD, BELOW);
    await pass(4 * SECOND);
    const above = workspace.messages('payments').find(({ text }) => text.startsWith('head'));
    expect(shown()).toEqual([
      ['another', null],
      ['head', null],
      ['below', above?.ts],
    ]);
    expect((await store.messages.counts()).sent).toBe(3);
    expect(workspace.violations).toEqual([]);
  });

  test('waits while that one is tried again', async () => {
    const { tell, pass, shown, workspace } = await delivering({
      faults: [{ method: 'chat.postMessage', times: 1, kind: 'ratelimited', retryAfter: 60 }],
    });
    await tell(HEAD, BELOW);
    await pass(59 * SECOND);
    expect(shown()).toEqual([]);
    await pass(5 * SECOND);
    expect(shown()).toEqual([
      ['head', null],
      ['below', workspace.messages('payments')[0]?.ts],
    ]);
  });

  test('is dropped where that one was', async () => {
    const { tell, pass, shown, store } = await delivering();
    await tell({ ...HEAD, kind: 'note', subject: { ...subject, silent: true } });
    await tell({ ...BELOW, subject: { ...subject, silent: true } });
    await pass(3 * SECOND);
    expect(shown()).toEqual([]);
    expect(await store.messages.counts()).toMatchObject({ dropped: 2, sending: 0 });
  });

  test('is dropped, not posted beside it, where somebody has deleted that one', async () => {
    const { tell, pass, shown, workspace, store, log } = await delivering();
    await tell(HEAD);
    const [above] = workspace.messages('payments');
    const client = new WebClient(workspace.credentials.botToken, { slackApiUrl: workspace.apiUrl });
    await client.chat.delete({ channel: above?.channel ?? '', ts: above?.ts ?? '' });
    await pass(2 * SECOND);
    await tell(BELOW);
    expect(shown()).toEqual([]);
    expect(await store.messages.counts()).toMatchObject({ sent: 1, dropped: 1 });
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('whose answer was lost is looked for in the thread, and stands there once', async () => {
    const { tell, pass, workspace, store } = await delivering();
    await tell(HEAD);
    await pass(2 * SECOND);
    workspace.faults.push({ method: 'chat.postMessage', times: 1, kind: 'drop-after-accept' });
    await tell(BELOW);
    expect((await store.messages.counts()).ambiguous).toBe(1);
    await pass(MINUTE);
    expect(texts(workspace.messages('payments'))).toEqual(['head', 'below']);
    expect(workspace.calls.filter(({ method }) => method === 'conversations.replies').length).toBeGreaterThan(
      0,
    );
    expect(await store.messages.sent('below', '{"text":"head","v":"1"}')).toHaveLength(1);
  });

  test('whose post Slack never got is sent again into the thread', async () => {
    const { tell, pass, workspace, shown } = await delivering();
    await tell(HEAD);
    await pass(2 * SECOND);
    workspace.faults.push({ method: 'chat.postMessage', times: 1, kind: 'drop' });
    await tell(BELOW);
    await pass(MINUTE);
    expect(shown()).toEqual([
      ['head', null],
      ['below', workspace.messages('payments')[0]?.ts],
    ]);
  });
});
