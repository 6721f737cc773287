import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AdjustableClock, manualClock } from '../../../src/workspace/clock.ts';
import type { Envelope, Reply } from '../../../src/workspace/delivery/transport.ts';
import type { PageEvent, PageState } from '../../../src/workspace/page-protocol.ts';
import { acked, type Room, room } from '../support/room.ts';

const plain = (text: string) => ({ type: 'plain_text', text });

let stage: Room;
let clock: AdjustableClock;
let reply: (envelope: Envelope) => Reply | null;
const streams: AbortController[] = [];

beforeEach(async () => {
  clock = manualClock(Date.parse('2026-03-02T09:00:00Z'));
  reply = () => acked();
  stage = await room(
    {
      clock,
      team: { name: 'Acme' },
      app: { commands: [{ command: '/ready', hints: [{ usage: 'list', summary: 'All services' }] }] },
      people: [
        { name: 'ana', realName: 'Ana Lee', title: 'Engineer' },
        { name: 'bo' },
        { name: 'gil', isRestricted: true },
        { name: 'gus', deleted: true },
        { name: 'sky', teamId: 'TOTHER' },
      ],
      channels: [
        { name: 'general', topic: 'Everything' },
        { name: 'inner', isPrivate: true, members: ['bo'] },
        { name: 'project', members: ['ana', 'gil'] },
      ],
    },
    (envelope) => reply(envelope),
  );
});
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.abort();
  await stage.workspace.close();
});

const get = async <Body>(path: string) =>
  (await (await fetch(`${stage.workspace.origin}${path}`)).json()) as Body;
const state = (as: string) => get<PageState>(`/page/state?as=${as}`);

async function act(name: string, body: object) {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(`${stage.workspace.origin}/page/${name}`, init);
  return { status: response.status, ...((await response.json()) as object) };
}

/** Everything that one person's stream says from now on. */
async function follow(
  as: string,
): Promise<{ events: PageEvent[]; next(kind: PageEvent['kind']): Promise<PageEvent> }> {
  const controller = new AbortController();
  streams.push(controller);
  const url = `${stage.workspace.origin}/page/events?as=${as}`;
  const { body, headers } = await fetch(url, { signal: controller.signal });
  expect(headers.get('content-type')).toBe('text/event-stream');
  const events: PageEvent[] = [];
  const waiting = new Set<() => void>();
  void read(body, events, waiting);
  const next = (kind: PageEvent['kind']) =>
    new Promise<PageEvent>((resolve) => {
      const look = () => {
        const found = events.find((event) => event.kind === kind);
        if (found) resolve(found);
      };
      waiting.add(look);
      look();
    });
  return { events, next };
}

async function read(body: ReadableStream<Uint8Array> | null, events: PageEvent[], waiting: Set<() => void>) {
  let rest = '';
  try {
    for await (const chunk of body ?? []) {
      const [...whole] = (rest + Buffer.from(chunk).toString()).split('\n\n');
      rest = whole.pop() ?? '';
      const data = whole.filter((part) => part.startsWith('data: '));
      events.push(...data.map((part) => JSON.parse(part.slice('data: '.length)) as PageEvent));
      for (const look of waiting) look();
    }
  } catch {
    // The test has hung up.
  }
}

describe('the snapshot', () => {
  test('shows a person what is theirs', async () => {
    await stage.call('chat.postMessage', { channel: 'CGENERAL', text: 'for all' });
    await stage.call('chat.postEphemeral', { channel: 'CGENERAL', user: 'UBO', text: 'for bo' });
    const page = await state('UANA');
    expect(page).toMatchObject({
      team: { name: 'Acme' },
      app: { name: 'Ready', userId: 'U0BOT' },
      me: 'UANA',
      views: [],
      home: null,
      commands: [{ command: '/ready', hints: [{ usage: 'list', summary: 'All services' }] }],
      clock: { now: Date.parse('2026-03-02T09:00:00Z'), runs: false, adjustable: true },
    });
    expect(page.conversations.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'public general',
      'public project',
      'im Ready',
    ]);
    expect(page.messages.CGENERAL?.map(({ text }) => text)).toEqual(['for all']);
    expect((await state('UBO')).messages.CGENERAL?.map(({ text, ephemeral }) => [text, ephemeral])).toEqual([
      ['for all', false],
      ['for bo', true],
    ]);
  });

  test('hides from a guest the channels that are not theirs', async () => {
    expect((await state('UGIL')).conversations.map(({ name }) => name)).toEqual(['project', 'Ready']);
  });

  test('tells people apart, and who can be acted as', async () => {
    const { people } = await state('UANA');
    expect(people.map(({ name, kind, canAct }) => [name, kind, canAct])).toEqual([
      ['ana', 'member', true],
      ['bo', 'member', true],
      ['gil', 'guest', true],
      ['gus', 'member', false],
      ['sky', 'stranger', true],
      ['ready', 'bot', false],
    ]);
    expect(people[0]).toMatchObject({
      displayName: 'Ana Lee',
      title: 'Engineer',
      avatar: { initials: 'AL' },
    });
  });

  test('knows no direct messages between the app and a stranger', async () => {
    expect((await state('USKY')).conversations).toEqual([]);
    expect(await act('open-home', { as: 'USKY', tab: 'home' })).toMatchObject({
      status: 400,
      error: 'user_not_visible',
    });
  });

  test('begins with the first person when none is named, and refuses the unknown', async () => {
    expect(await get('/page/state')).toMatchObject({ me: 'UANA' });
    expect(await get('/page/state?as=UNOBODY')).toMatchObject({ ok: false, error: 'user_not_found' });
    expect(await get('/page/state?as=U0BOT')).toMatchObject({ ok: false, error: 'user_cannot_act' });
  });

  test('counts what a person has not read', async () => {
    const general = async () => (await state('UANA')).conversations.find(({ id }) => id === 'CGENERAL');
    const first = await stage.call('chat.postMessage', { channel: 'CGENERAL', text: 'one' });
    const second = await stage.call('chat.postMessage', { channel: 'CGENERAL', text: 'two' });
    await stage.call('chat.postMessage', { channel: 'CGENERAL', text: 'reply', thread_ts: first.ts });
    await stage.workspace.say('ana', 'general', 'my own');
    expect(await general()).toMatchObject({ unread: 2 });
    await act('mark-read', { as: 'UANA', channel: 'CGENERAL', ts: second.ts });
    await act('mark-read', { as: 'UANA', channel: 'CGENERAL', ts: first.ts });
    expect(await general()).toMatchObject({ unread: 0, lastRead: second.ts });
    const [parent] = (await state('UANA')).messages.CGENERAL ?? [];
    expect(parent).toMatchObject({ replies: 1, threadTs: first.ts });
  });
});

describe('the stream of events', () => {
  test('tells what a person sees, numbered from where the snapshot ends', async () => {
    const ana = await follow('UANA');
    const bo = await follow('UBO');
    const { seq } = await state('UANA');
    await stage.call('chat.postEphemeral', { channel: 'CGENERAL', user: 'UBO', text: 'for bo' });
    await stage.call('chat.postMessage', { channel: 'CGENERAL', text: 'for all' });
    expect(await ana.next('message-posted')).toMatchObject({ message: { text: 'for all' } });
    expect(await bo.next('message-posted')).toMatchObject({ message: { text: 'for bo', ephemeral: true } });
    expect(ana.events.every((event) => event.seq > seq)).toBe(true);
    expect(await ana.next('conversation')).toMatchObject({ conversation: { id: 'CGENERAL', unread: 1 } });
  });

  test('tells of changes and removals, and that a thread has grown', async () => {
    const { ts } = await stage.call('chat.postMessage', { channel: 'CGENERAL', text: 'one' });
    const { events, next } = await follow('UANA');
    await stage.call('chat.postMessage', { channel: 'CGENERAL', text: 'reply', thread_ts: ts });
    expect(await next('message-changed')).toMatchObject({ message: { ts, replies: 1 } });
    await stage.call('chat.delete', { channel: 'CGENERAL', ts });
    expect(await next('message-deleted')).toMatchObject({ channel: 'CGENERAL', ts });
    expect(events[0]).toMatchObject({ kind: 'message-posted' });
  });

  test("tells of a person's own views, Home, violations and the clock", async () => {
    const ana = await follow('UANA');
    const bo = await follow('UBO');
    await stage.workspace.command('ana', '');
    const trigger_id = stage.sent.at(-1)?.payload.trigger_id;
    await stage.call('views.open', { trigger_id, view: { type: 'modal', title: plain('Hi'), blocks: [] } });
    await stage.call('views.publish', { user_id: 'UANA', view: { type: 'home', blocks: [] } });
    await stage.call('views.open', { trigger_id, view: { type: 'modal', title: plain('Hi'), blocks: [] } });
    await act('clock', { advance: 60_000 });
    expect(await ana.next('views')).toMatchObject({
      views: [{ kind: 'modal', title: plain('Hi'), pushed: false }],
    });
    expect(await ana.next('home')).toMatchObject({ home: { kind: 'home' } });
    expect(await ana.next('violation')).toMatchObject({ violation: { error: 'exchanged_trigger_id' } });
    expect(await ana.next('clock')).toMatchObject({ clock: { now: Date.parse('2026-03-02T09:01:00Z') } });
    await bo.next('clock');
    expect(bo.events.map(({ kind }) => kind)).toEqual(['violation', 'clock']);
    expect(await get('/page/violations')).toMatchObject([
      { where: 'views.open', error: 'exchanged_trigger_id' },
    ]);
  });
});

describe('an act', () => {
  const command = { as: 'UANA', channel: 'CGENERAL', command: '/ready', text: 'x' };

  test('reaches the app', async () => {
    expect(await act('command', command)).toEqual({ status: 200, ok: true });
    expect(stage.sent).toMatchObject([{ kind: 'slash_commands', payload: { text: 'x', user_id: 'UANA' } }]);
  });

  test("fails in Slack's words", async () => {
    reply = () => {
      queueMicrotask(() => clock.advance(3_000));
      return null;
    };
    expect(await act('command', command)).toMatchObject({
      ok: false,
      error: 'operation_timeout',
      message: '/ready failed with the error "operation_timeout"',
    });
  });

  test('that nobody listens for is fine', async () => {
    expect(await act('message', { as: 'UANA', channel: 'CGENERAL', text: 'hello @bo' })).toEqual({
      status: 200,
      ok: true,
    });
    expect(stage.sent).toEqual([]);
    expect(stage.workspace.messages('general')).toMatchObject([{ text: 'hello <@UBO>' }]);
  });

  test('opens Home, runs through a modal and closes it', async () => {
    expect(await act('open-home', { as: 'UANA', tab: 'home' })).toMatchObject({ ok: true });
    expect(stage.sent.at(-1)).toMatchObject({ payload: { event: { type: 'app_home_opened', tab: 'home' } } });
    await act('command', command);
    const select = { type: 'external_select', action_id: 'find' };
    const input = (blockId: string, element: object) => ({
      type: 'input',
      block_id: blockId,
      label: plain('A'),
      element,
    });
    const blocks = [input('which', select), input('name', { type: 'plain_text_input', action_id: 'typed' })];
    const view = { type: 'modal', title: plain('Hi'), submit: plain('Send'), blocks };
    await stage.call('views.open', { trigger_id: stage.sent.at(-1)?.payload.trigger_id, view });
    const [open] = (await state('UANA')).views;
    const at = { as: 'UANA', viewId: open?.id };

    const option = { text: plain('Payments'), value: 'payments' };
    reply = () => acked({ options: [option] });
    const place = { as: 'UANA', place: { viewId: open?.id }, blockId: 'which', actionId: 'find' };
    expect(await act('options', { ...place, query: 'pay' })).toMatchObject({
      ok: true,
      options: [option],
      groups: [],
    });
    reply = () => acked();
    const values = { which: { find: { type: 'external_select', selected_option: option } } };
    expect(await act('action', { ...place, state: values.which.find, values: {} })).toMatchObject({
      ok: true,
    });
    expect(await act('submit', { ...at, values })).toMatchObject({
      ok: false,
      error: 'errors',
      errors: { name: 'Please complete this required field.' },
    });
    expect(await act('close-view', at)).toMatchObject({ ok: true });
    expect((await state('UANA')).views).toEqual([]);
  });

  test('fits the element that it is for', async () => {
    const button = { type: 'button', text: plain('Go'), action_id: 'go' };
    const blocks = [{ type: 'actions', block_id: 'row', elements: [button] }];
    const { ts } = await stage.call('chat.postMessage', { channel: 'CGENERAL', text: 'a', blocks });
    const on = { as: 'UANA', place: { channel: 'CGENERAL', ts }, blockId: 'row', actionId: 'go', values: {} };
    expect(
      await act('action', { ...on, state: { type: 'users_select', selected_user: 'UBO' } }),
    ).toMatchObject({
      error: 'wrong_element',
    });
    expect(await act('action', { ...on, blockId: 'other', state: { type: 'button' } })).toMatchObject({
      error: 'element_not_found',
    });
    expect(await act('action', { ...on, state: { type: 'button' } })).toMatchObject({ ok: true });
  });

  const refused: [title: string, name: string, body: object, error: string][] = [
    ['by nobody', 'command', { ...command, as: 'UNOBODY' }, 'user_not_found'],
    ['with a command that does not exist', 'command', { ...command, command: '/nope' }, 'unknown_command'],
    [
      'in a channel that is not theirs',
      'message',
      { as: 'UGIL', channel: 'CGENERAL', text: 'a' },
      'channel_not_found',
    ],
    ['with fields missing', 'submit', { as: 'UANA' }, 'invalid_body'],
    ['on a view that is not open', 'submit', { as: 'UANA', viewId: 'V1', values: {} }, 'view_not_found'],
    [
      'that is a shortcut nobody registered',
      'shortcut',
      { as: 'UANA', callbackId: 'nope' },
      'shortcut_not_found',
    ],
  ];
  test.each(refused)('%s is refused', async (_title, name, body, error) => {
    expect(await act(name, body)).toMatchObject({
      status: 400,
      ok: false,
      error,
      message: expect.any(String),
    });
    expect(stage.sent).toEqual([]);
    expect(stage.workspace.violations).toEqual([]);
  });

  test('is posted as JSON only, which no foreign form can', async () => {
    const body = JSON.stringify(command);
    const url = `${stage.workspace.origin}/page/command`;
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body });
    expect(await response.json()).toMatchObject({ ok: false, error: 'not_json' });
    const broken = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' };
    expect(await (await fetch(url, broken)).json()).toMatchObject({ error: 'invalid_body' });
    expect(stage.sent).toEqual([]);
  });
});
