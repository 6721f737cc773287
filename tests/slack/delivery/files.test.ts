import { describe, expect, onTestFinished, test } from 'vitest';
import { MINUTE, SECOND } from '../../../src/domain/instant.ts';
import type { MessageKind, SentFile } from '../../../src/slack/messages/message.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { sqliteUrls } from '../../support/databases.ts';
import { type DeliveringOptions, LOOKING, startDelivering } from '../../support/delivering.ts';
import { note, PAYMENTS } from '../../support/message-kinds.ts';

const urls = sqliteUrls();

const FILE: SentFile = {
  name: 'map.png',
  title: 'A map',
  altText: 'Heat map.',
  bytes: async () => new Uint8Array([1, 2, 3]),
};

function pictured(more: Partial<MessageKind> = {}, file: Partial<SentFile> = {}): MessageKind {
  return {
    ...note,
    name: 'picture',
    inThreadOf: 'note',
    fallbacks: async () => [],
    async render() {
      const message = { text: 'finding', blocks: [] };
      return { message, version: '1', file: { ...FILE, ...file } };
    },
    ...more,
  };
}

/** The same, beside no other. */
const { inThreadOf: _, ...direct } = pictured({ name: 'direct' });

const subject = { text: 'head', v: '1' };
const HEAD = { audience: PAYMENTS, subject };
const PICTURE = { kind: 'picture', audience: PAYMENTS, subject };

describe('a message with a file', () => {
  async function delivering({
    kind = pictured(),
    delivery,
    ...options
  }: Partial<DeliveringOptions> & { kind?: MessageKind } = {}) {
    const store = await openStore(await urls());
    onTestFinished(() => store.close());
    const kinds = [{ ...note, fallbacks: async () => [] }, kind];
    const sender = await startDelivering({ store, ...options, delivery: { kinds, ...delivery } });
    const shown = () =>
      sender.workspace
        .messages('payments')
        .map(({ text, files, threadTs }) => [text.replace(/ at \d+/, ''), files.length, threadTs]);
    const head = () => sender.workspace.messages('payments')[0]?.ts;
    const uploads = () => [...sender.workspace.slack.files.values()];
    const warnings = () => sender.log.lines.filter(({ level }) => level === 'warn');
    return { ...sender, shown, head, uploads, warnings, store };
  }

  test('is the file with its text beside it, in the thread that it belongs to', async () => {
    const { tell, pass, shown, head, uploads, workspace, store } = await delivering();
    await tell(HEAD, PICTURE);
    await pass(5 * SECOND);
    expect(shown()).toEqual([
      ['head', 0, null],
      ['finding', 1, head()],
    ]);
    expect(uploads()).toMatchObject([{ name: 'map.png', title: 'A map', altText: 'Heat map.' }]);
    expect(uploads()[0]?.bytes).toEqual(new Uint8Array([1, 2, 3]));
    expect(await store.messages.counts()).toMatchObject({ sent: 2, pending: 0, ambiguous: 0 });
    expect(workspace.violations).toEqual([]);
  });

  test('goes without it where the app may not send files, and the log says which scope is missing', async () => {
    const { tell, pass, shown, head, warnings, store } = await delivering({
      workspace: { app: { scopes: ['chat:write', 'channels:read', 'users:read', ...LOOKING] } },
    });
    await tell(HEAD, PICTURE);
    await pass(5 * SECOND);
    expect(shown()).toEqual([
      ['head', 0, null],
      ['finding', 0, head()],
    ]);
    expect(warnings().map(({ fields }) => fields)).toEqual([
      { kind: 'picture', file: 'map.png', error: 'missing_scope' },
    ]);
    expect(warnings()[0]?.event).toContain('files:write');
    expect((await store.messages.counts()).sent).toBe(2);
  });

  test.each([
    ['cannot be drawn', pictured({}, { bytes: async () => Promise.reject(new Error('no pixels')) }), []],
    [
      'is refused when it is shared',
      pictured(),
      [{ method: 'files.completeUploadExternal', times: 1, kind: 'error', error: 'file_update_failed' }],
    ],
  ] as const)('goes without it where it %s', async (_why, kind, faults) => {
    const { tell, pass, shown, head, warnings } = await delivering({ kind, faults });
    await tell(HEAD, PICTURE);
    await pass(5 * SECOND);
    expect(shown()).toEqual([
      ['head', 0, null],
      ['finding', 0, head()],
    ]);
    expect(warnings()).toHaveLength(1);
  });

  test('goes without it to a person whose conversation may not be opened', async () => {
    const { tell, pass, workspace } = await delivering({
      kind: direct,
      scopes: [],
    });
    await tell({ kind: 'direct' });
    await pass(5 * SECOND);
    expect(workspace.messages('@ana')).toMatchObject([{ text: 'finding', files: [] }]);
  });

  test.each(['files.getUploadURLExternal', 'files.completeUploadExternal'])(
    'waits with it while Slack wants no %s, and is then there once',
    async (method) => {
      const { tell, pass, shown, head, store } = await delivering({
        faults: [{ method, times: 1, kind: 'ratelimited', retryAfter: 60 }],
      });
      await tell(HEAD, PICTURE);
      await pass(50 * SECOND);
      expect(shown()).toEqual([['head', 0, null]]);
      await pass(30 * SECOND);
      expect(shown().at(-1)).toEqual(['finding', 1, head()]);
      expect(await store.messages.counts()).toMatchObject({ sent: 2, pending: 0 });
    },
  );

  test.each([
    ['was taken', 'drop-after-accept', 1],
    ['was not taken', 'drop', 0],
  ] as const)('whose last answer was lost counts as sent: it %s', async (_what, kind, pictures) => {
    const { tell, pass, shown, store } = await delivering({
      faults: [{ method: 'files.completeUploadExternal', times: 1, kind }],
    });
    await tell(HEAD, PICTURE);
    await pass(2 * MINUTE);
    expect(shown().slice(1)).toHaveLength(pictures);
    expect(await store.messages.counts()).toMatchObject({ sent: 2, ambiguous: 0, pending: 0 });
  });

  test('of a kind that is rather said twice is repeated, and says so', async () => {
    const { tell, pass, shown, head } = await delivering({
      kind: pictured({ prefers: 'duplicate' }),
      faults: [{ method: 'files.completeUploadExternal', times: 1, kind: 'drop-after-accept' }],
    });
    await tell(HEAD, PICTURE);
    await pass(2 * MINUTE);
    expect(shown().slice(1)).toEqual([
      ['finding', 1, head()],
      [expect.stringContaining('it may have reached you before'), 1, head()],
    ]);
  });

  test.each([
    ['once it is uploaded: the next shares it once', 'outbox.uploaded', 1],
    ['just before Slack is asked to share it: it stays away', 'outbox.asking', 0],
    ['just after: it stands there once', 'outbox.answered', 1],
  ])('of a sender that dies %s', async (_when, step, pictures) => {
    let dies = false;
    const reached = (at: string) => {
      if (!dies || at !== step) return;
      dies = false;
      throw new Error('killed');
    };
    const { tell, pass, restart, shown, store } = await delivering({ delivery: { reached } });
    await tell(HEAD);
    await pass(2 * SECOND);
    dies = true;
    await tell(PICTURE);
    expect((await store.messages.counts()).sending).toBe(1);
    await restart();
    await pass(MINUTE);
    expect(shown().slice(1)).toHaveLength(pictures);
    expect(await store.messages.counts()).toMatchObject({ sent: 2, sending: 0, ambiguous: 0 });
  });
});
