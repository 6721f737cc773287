import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { afterEach, describe, expect, test } from 'vitest';
import { manualClock } from '../../src/workspace/clock.ts';
import type { WorkspaceOptions } from '../../src/workspace/workspace.ts';
import { type Stage, stage, type Transport } from './support/bolt-app.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });
const section = (text: string) => ({ type: 'section' as const, text: mrkdwn(text) });
const button = (actionId: string, value: string) => ({
  type: 'actions' as const,
  block_id: 'buttons',
  elements: [{ type: 'button' as const, text: plain('Go'), action_id: actionId, value }],
});
const modal = (title: string, ...more: ModalView['blocks']): ModalView => ({
  type: 'modal',
  callback_id: 'form',
  title: plain(title),
  submit: plain('Send'),
  private_metadata: 'kept',
  blocks: [
    {
      type: 'input',
      block_id: 'name',
      label: plain('Name'),
      element: { type: 'plain_text_input', action_id: 'text' },
    },
    ...more,
  ],
});

const seed: WorkspaceOptions = {
  app: {
    commands: [{ command: '/ready' }, { command: '/silent' }],
    shortcuts: [
      { type: 'message', callbackId: 'check', name: 'Check' },
      { type: 'global', callbackId: 'look-up', name: 'Look up' },
    ],
  },
  people: [{ name: 'ana', realName: 'Ana Lee' }, { name: 'bo' }],
  channels: [{ name: 'general' }, { name: 'releases' }],
};

describe.each<Transport>(['socket', 'http'])('a Bolt app over %s', (transport) => {
  let open: Stage | undefined;
  const start = async (listen: (app: App) => void, options: WorkspaceOptions = {}) => {
    open = await stage(transport, listen, { ...seed, ...options });
    return open.workspace;
  };
  afterEach(async () => {
    await open?.close();
    open = undefined;
  });

  test('answers a command to the one who asked, and to nobody else', async () => {
    const workspace = await start((app) => {
      app.command('/ready', async ({ command, ack, respond }) => {
        await ack();
        await respond({ text: `${command.user_name} asked ${command.text} in ${command.channel_name}` });
      });
    });
    const delivery = await workspace.command('ana', 'payments-api', { channel: '#releases' });
    expect(delivery).toMatchObject({ type: '/ready', ok: true });
    const [answer] = await workspace.until(() => some(workspace.visibleTo('ana', 'releases')));
    expect(answer).toMatchObject({ text: 'ana asked payments-api in releases', ephemeralTo: 'UANA' });
    expect(workspace.visibleTo('bo', 'releases')).toEqual([]);
    expect(workspace.violations).toEqual([]);
  });

  test('answers a command in its acknowledgement, to everybody if it says so', async () => {
    const workspace = await start((app) => {
      app.command('/ready', async ({ ack }) => ack({ response_type: 'in_channel', text: 'all may read' }));
      app.command('/silent', async ({ ack }) => ack('only you'));
    });
    await workspace.command('ana', '');
    await workspace.command('ana', '', { command: '/silent' });
    expect(workspace.visibleTo('bo', 'general').map(({ text }) => text)).toEqual(['all may read']);
    expect(workspace.visibleTo('ana', 'general').map(({ text }) => text)).toEqual([
      'all may read',
      'only you',
    ]);
  });

  test('that has no listener for a command lets it time out', async () => {
    const clock = manualClock(Date.now());
    const workspace = await start(() => {}, { clock });
    const command = workspace.command('ana', '');
    clock.advance(3_000);
    expect(await command).toMatchObject({ ok: false, error: 'operation_timeout' });
    expect(workspace.violations).toMatchObject([{ where: '/ready', error: 'operation_timeout' }]);
  });

  test('updates the message whose button was pressed', async () => {
    const workspace = await start((app) => {
      app.action('approve', async ({ action, body, ack, client }) => {
        await ack();
        if (body.type !== 'block_actions' || !body.message || !body.channel) throw new Error('no message');
        const by = 'value' in action ? action.value : '';
        await client.chat.update({
          channel: body.channel.id,
          ts: body.message.ts,
          text: `approved ${by}`,
          blocks: [section(`*approved* ${by} by ${body.user.id}`)],
        });
      });
    });
    await open?.app.client.chat.postMessage({
      channel: '#general',
      text: 'please',
      blocks: [button('approve', 'PAY-1')],
    });
    const [message] = workspace.messages('general');
    if (!message) throw new Error('nothing posted');
    expect(await workspace.click('bo', message, 'approve')).toMatchObject({ ok: true });
    const [updated] = await workspace.until(() =>
      some(workspace.messages('general').filter(({ edited }) => edited)),
    );
    expect(updated).toMatchObject({ ts: message.ts, text: 'approved PAY-1' });
    expect(updated?.blocks).toMatchObject([{ text: { text: '*approved* PAY-1 by UBO' } }]);
    expect(workspace.violations).toEqual([]);
  });

  test('replaces and deletes an ephemeral answer through its response_url', async () => {
    const workspace = await start((app) => {
      app.command('/ready', async ({ ack, respond }) => {
        await ack();
        await respond({
          text: 'which one?',
          blocks: [button('pick', 'a'), button('drop', 'b')].map(distinct),
        });
      });
      app.action('pick', async ({ ack, body, respond }) => {
        await ack();
        // Slack keeps no ephemeral message, so it cannot send it along.
        const carried = body.type === 'block_actions' ? String(body.message) : '';
        await respond({
          replace_original: true,
          text: `picked; message ${carried}`,
          blocks: [button('drop', 'b')],
        });
      });
      app.action('drop', async ({ ack, respond }) => {
        await ack();
        await respond({ delete_original: true });
      });
    });
    await workspace.command('ana', '');
    const [asked] = await workspace.until(() => some(workspace.visibleTo('ana', 'general')));
    if (!asked) throw new Error('nothing answered');
    await workspace.click('ana', asked, 'pick');
    const [picked] = await workspace.until(() =>
      some(workspace.visibleTo('ana', 'general').filter(({ edited }) => edited)),
    );
    expect(picked).toMatchObject({ text: 'picked; message undefined', ephemeralTo: 'UANA' });
    if (!picked) throw new Error('nothing replaced');
    await workspace.click('ana', picked, 'drop');
    await workspace.until(() => workspace.messages('general').length === 0);
    expect(workspace.violations).toEqual([]);
  });

  test('opens a modal, points at its errors, updates it, stacks another and clears both', async () => {
    const workspace = await start((app) => {
      app.command('/ready', async ({ ack, body, client }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: modal('First') });
      });
      app.view('form', async ({ ack, view }) => {
        const typed = view.state.values.name?.text?.value;
        if (typed === 'wrong') return ack({ response_action: 'errors', errors: { name: 'Not that one' } });
        if (typed === 'update')
          return ack({ response_action: 'update', view: modal('Updated', section('new')) });
        if (typed === 'push') return ack({ response_action: 'push', view: modal('Pushed') });
        if (typed === 'clear') return ack({ response_action: 'clear' });
        return ack();
      });
    });
    await workspace.command('ana', '');
    const first = await workspace.until(() => workspace.openView('ana'));
    expect(first).toMatchObject({ title: { text: 'First' }, privateMetadata: 'kept', channel: 'CGENERAL' });

    const wrong = await workspace.submit('ana', first, { name: 'wrong' });
    expect(wrong.errors).toEqual({ name: 'Not that one' });
    expect(workspace.openView('ana')?.id).toBe(first.id);

    await workspace.submit('ana', first, { name: 'update' });
    const updated = workspace.openView('ana');
    expect(updated).toMatchObject({ id: first.id, title: { text: 'Updated' } });
    expect(updated?.hash).not.toBe(first.hash);

    await workspace.submit('ana', first, { name: 'push' });
    const pushed = workspace.openView('ana');
    expect(pushed).toMatchObject({ title: { text: 'Pushed' }, previousId: first.id, rootId: first.id });

    await workspace.submit('ana', pushed ?? first, { name: 'fine' });
    expect(workspace.openView('ana')?.id).toBe(first.id);
    await workspace.submit('ana', first, { name: 'clear' });
    expect(workspace.openView('ana')).toBeUndefined();
    expect(workspace.violations).toEqual([]);
  });

  test('pushes a modal on a button in a modal and hears of its closing', async () => {
    const closed: string[] = [];
    const workspace = await start((app) => {
      app.shortcut('look-up', async ({ ack, body, client }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: modal('Bottom', button('more', 'x')) });
      });
      app.action('more', async ({ ack, body, client }) => {
        await ack();
        if (body.type !== 'block_actions') return;
        closed.push(`opened on ${body.view?.state.values.name?.text?.value}`);
        await client.views.push({
          trigger_id: body.trigger_id,
          view: { ...modal('Top'), notify_on_close: true },
        });
      });
      app.view({ type: 'view_closed', callback_id: 'form' }, async ({ ack, body }) => {
        closed.push(`closed ${body.view.title.text}, cleared ${'is_cleared' in body && body.is_cleared}`);
        await ack();
      });
    });
    await workspace.shortcut('ana', 'look-up');
    const bottom = await workspace.until(() => workspace.openView('ana'));
    await workspace.click('ana', bottom, 'more');
    const top = await workspace.until(() => isTitled(workspace.openView('ana'), 'Top'));
    await workspace.closeView('ana', top);
    expect(closed).toEqual(['opened on null', 'closed Top, cleared false']);
    expect(workspace.openView('ana')?.id).toBe(bottom.id);
    expect(workspace.violations).toEqual([]);
  });

  test('offers options for what is typed into an external select', async () => {
    const select = { type: 'external_select' as const, action_id: 'service', min_query_length: 1 };
    const workspace = await start((app) => {
      app.command('/ready', async ({ ack, body, client }) => {
        await ack();
        const view = modal('Pick', {
          type: 'input',
          block_id: 'which',
          label: plain('Which'),
          element: select,
        });
        await client.views.open({ trigger_id: body.trigger_id, view });
      });
      app.options('service', async ({ ack, options }) => {
        await ack({ options: [{ text: plain(`${options.value}ments`), value: 'payments' }] });
      });
      app.view('form', async ({ ack, view }) => {
        const chosen = view.state.values.which?.service?.selected_option?.value;
        await ack({ response_action: 'errors', errors: { which: `chose ${chosen}` } });
      });
    });
    await workspace.command('ana', '');
    const view = await workspace.until(() => workspace.openView('ana'));
    const { options } = await workspace.suggest('ana', view, 'service', 'pay');
    expect(options).toEqual([{ text: plain('payments'), value: 'payments' }]);
    const { errors } = await workspace.submit('ana', view, { name: 'a', which: options[0] ?? null });
    expect(errors).toEqual({ which: 'chose payments' });
    expect(workspace.violations).toEqual([]);
  });

  test('publishes Home on every visit, with the one before it in hand', async () => {
    const seen: unknown[] = [];
    const workspace = await start((app) => {
      app.event('app_home_opened', async ({ event, client }) => {
        seen.push(event.view?.private_metadata);
        const blocks = [section(`visit ${seen.length}`)];
        await client.views.publish({
          user_id: event.user,
          view: { type: 'home', private_metadata: `v${seen.length}`, blocks },
        });
      });
    });
    await workspace.openHome('ana');
    const first = await workspace.until(() => workspace.home('ana'));
    await workspace.openHome('ana');
    await workspace.until(() => workspace.home('ana')?.privateMetadata === 'v2');
    expect(seen).toEqual([undefined, 'v1']);
    expect(workspace.home('ana')?.id).toBe(first.id);
    expect(workspace.home('bo')).toBeUndefined();
    expect(workspace.violations).toEqual([]);
  });

  test('answers a mention in its thread, and a message in the DM', async () => {
    const workspace = await start((app) => {
      app.event('app_mention', async ({ event, say }) => {
        await say({ text: `heard ${event.text}`, thread_ts: event.thread_ts ?? event.ts });
      });
      app.message(async ({ message, say }) => {
        if (message.subtype === undefined) await say(`you said ${message.text}`);
      });
    });
    await workspace.mention('ana', 'releases', 'payments-api & more');
    const [question, reply] = await workspace.until(() => some(workspace.messages('releases'), 2));
    expect(reply).toMatchObject({ text: 'heard <@U0BOT> payments-api &amp; more', threadTs: question?.ts });
    await workspace.say('ana', '@ana', 'hello');
    const [, answer] = await workspace.until(() => some(workspace.messages('@ana'), 2));
    expect(answer).toMatchObject({ text: 'you said hello', user: 'U0BOT' });
    await workspace.say('ana', 'releases', 'nobody is meant');
    expect(workspace.deliveries.map(({ type }) => type)).toEqual(['app_mention', 'message.im']);
    expect(workspace.violations).toEqual([]);
  });

  test('runs a shortcut on a message', async () => {
    const workspace = await start((app) => {
      app.shortcut({ type: 'message_action', callback_id: 'check' }, async ({ ack, shortcut, respond }) => {
        await ack();
        await respond({ text: `checked "${shortcut.message.text}" of ${shortcut.message.user}` });
      });
    });
    await workspace.say('bo', 'releases', 'payments-api is out');
    const [message] = workspace.messages('releases');
    await workspace.shortcut('ana', 'check', message);
    await workspace.until(() => workspace.messages('releases').length === 2);
    expect(workspace.visibleTo('ana', 'releases').at(-1)?.text).toBe('checked "payments-api is out" of UBO');
    expect(workspace.violations).toEqual([]);
  });

  test('uploads a file with the SDK into a channel', async () => {
    const workspace = await start(() => {});
    await open?.app.client.filesUploadV2({
      channel_id: 'CGENERAL',
      filename: 'heat.png',
      alt_text: 'A map',
      file: Buffer.from([137, 80, 78, 71]),
      initial_comment: 'The week',
    });
    const [message] = await workspace.until(() => some(workspace.messages('general')));
    expect(message).toMatchObject({ text: 'The week' });
    const read = await fetch(`${workspace.origin}/files/${message?.files[0]}`);
    expect(read.headers.get('content-type')).toBe('image/png');
    expect([...(await read.bytes())]).toEqual([137, 80, 78, 71]);
    expect(workspace.violations).toEqual([]);
  });
});

const some = <Item>(items: Item[], count = 1): Item[] | undefined =>
  items.length >= count ? items : undefined;
const isTitled = <View extends { title: { text: string } | null }>(view: View | undefined, title: string) =>
  view?.title?.text === title ? view : undefined;
const distinct = (block: ReturnType<typeof button>, index: number) => ({
  ...block,
  block_id: `buttons-${index}`,
});
