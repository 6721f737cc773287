import type { App, BlockButtonAction } from '@slack/bolt';
import type { KnownBlock, ModalView, Option } from '@slack/types';
import { everyBlock } from './every-block.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });
const option = (value: string): Option & { text: { type: 'plain_text' } } => ({ text: plain(value), value });

const FRUIT = ['Apple', 'Apricot', 'Banana', 'Blueberry', 'Cherry'];

/** What Helper does: it shows every block, and says in words what was done with it. */
export function listen(app: App): void {
  app.command('/tool', async ({ command, ack, respond, client }) => {
    const [verb, rest] = command.text.split(' ');
    if (verb === 'hang') return;
    await ack();
    if (verb === 'form') await client.views.open({ trigger_id: command.trigger_id, view: form(rest ?? '') });
    else if (verb === 'blocks') await respond({ text: 'Every block', blocks: everyBlock() });
    else if (verb === 'controls') await respond({ text: 'Every control', blocks: controls() });
    else if (verb === 'broken') await respond({ text: 'x', blocks: brokenBlocks() }).catch(() => {});
    else await respond({ text: `A card for ${command.text}`, blocks: card(0) });
  });
  app.action('count', async ({ action, ack, respond }) => {
    await ack();
    const count = Number((action as BlockButtonAction['actions'][0] & { value: string }).value) + 1;
    await respond({ replace_original: true, text: `Counted to ${count}`, blocks: card(count) });
  });
  app.action('form', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: (body as BlockButtonAction).trigger_id, view: form('') });
  });
  app.action('push', async ({ ack, body, client }) => {
    await ack();
    await client.views.push({ trigger_id: (body as BlockButtonAction).trigger_id, view: second() });
  });
  app.action('grow', async ({ ack, body, client }) => {
    await ack();
    const { view } = body as BlockButtonAction;
    await client.views.update({ view_id: view?.id ?? '', view: form('', 'Grown form') });
  });
  // Silence: the press times out.
  app.action('silent', async () => {});
  app.action(/^say-/, async ({ ack, action, respond }) => {
    await ack();
    const text = `You used ${action.type}: ${chosenIn(action).join(', ')}`;
    await respond({ response_type: 'ephemeral', replace_original: false, text });
  });
  app.options('say-external', async ({ options, ack }) => {
    const found = FRUIT.filter((fruit) => fruit.toLowerCase().startsWith(options.value.toLowerCase()));
    await ack({ options: found.map(option) });
  });
  app.view('form', async ({ ack, view, client, body }) => {
    const name = view.state.values.name?.it?.value ?? '';
    if (name === 'taken') return ack({ response_action: 'errors', errors: { name: 'This name is taken.' } });
    await ack();
    await client.chat.postMessage({
      channel: body.user.id,
      text: `Saved ${JSON.stringify(view.state.values)}`,
    });
  });
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, client, body }) => {
    await ack();
    await client.chat.postMessage({ channel: body.user.id, text: 'Closed the form' });
  });
  app.shortcut('about', async ({ ack, body, client }) => {
    await ack();
    const text = 'message' in body ? (body.message.text ?? '') : '';
    await client.views.open({ trigger_id: body.trigger_id, view: notice(`About “${text}”`) });
  });
  app.shortcut('start', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: form('') });
  });
  app.event('app_mention', async ({ event, client }) => {
    const thread_ts = event.thread_ts ?? event.ts;
    await client.chat.postMessage({ channel: event.channel, thread_ts, text: `You said: ${event.text}` });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab === 'home') await client.views.publish({ user_id: event.user, view: home(event.user) });
  });
}

/** Whatever an action carries as its value, in words. */
function chosenIn(action: object): string[] {
  const named = Object.entries(action).filter(([name]) => name === 'value' || name.startsWith('selected_'));
  return named.flatMap(([, held]: [string, unknown]) => [held].flat()).map(wordOf);
}

function wordOf(held: unknown): string {
  return typeof held === 'object' && held !== null && 'value' in held ? String(held.value) : String(held);
}

function card(count: number): KnownBlock[] {
  const button = (action_id: string, text: string) => ({
    type: 'button' as const,
    action_id,
    text: plain(text),
    value: String(count),
  });
  return [
    { type: 'header', text: plain('🥉 payments-api') },
    { type: 'section', text: mrkdwn(`Counted to *${count}*`) },
    {
      type: 'actions',
      elements: [button('count', 'Count'), button('form', 'Open form'), button('silent', 'Say nothing')],
    },
  ];
}

function controls(): KnownBlock[] {
  const confirm = {
    title: plain('Really?'),
    text: mrkdwn('This *cannot* be undone.'),
    confirm: plain('Do it'),
    deny: plain('Leave it'),
    style: 'danger' as const,
  };
  return [
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: 'say-danger',
          text: plain('Delete'),
          style: 'danger',
          value: 'gone',
          confirm,
        },
        { type: 'button', action_id: 'say-link', text: plain('Open page'), url: 'https://acme.test/page' },
        { type: 'overflow', action_id: 'say-overflow', options: [option('First'), option('Second')] },
      ],
    },
    {
      type: 'actions',
      elements: [
        {
          type: 'static_select',
          action_id: 'say-static',
          placeholder: plain('Choose a fruit'),
          options: FRUIT.map(option),
        },
        {
          type: 'external_select',
          action_id: 'say-external',
          placeholder: plain('Find a fruit'),
          min_query_length: 1,
        },
        { type: 'users_select', action_id: 'say-user', placeholder: plain('Choose somebody') },
        { type: 'multi_channels_select', action_id: 'say-channels', placeholder: plain('Choose channels') },
        { type: 'datepicker', action_id: 'say-date', placeholder: plain('Choose a day') },
      ],
    },
    {
      type: 'section',
      text: mrkdwn('Often?'),
      accessory: {
        type: 'radio_buttons',
        action_id: 'say-radio',
        options: [option('Daily'), option('Weekly')],
      },
    },
    {
      type: 'section',
      text: mrkdwn('Where?'),
      accessory: { type: 'checkboxes', action_id: 'say-checks', options: [option('Here'), option('There')] },
    },
  ];
}

function form(kind: string, title = 'A form'): ModalView {
  const input = (block_id: string, label: string, element: object, more: object = {}) =>
    ({
      type: 'input',
      block_id,
      label: plain(label),
      element: { action_id: 'it', ...element },
      ...more,
    }) as KnownBlock;
  const base = { type: 'modal', callback_id: 'form', title: plain(title), notify_on_close: true } as const;
  if (kind === 'empty') return { ...base, blocks: [{ type: 'section', text: mrkdwn('Loading…') }] };
  const buttons = ['push', 'grow'].map((it) => ({ type: 'button' as const, action_id: it, text: plain(it) }));
  return {
    ...base,
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks: [
      input(
        'name',
        'Name',
        { type: 'plain_text_input', min_length: 3, max_length: 20 },
        { hint: plain('Short') },
      ),
      input('mail', 'E-mail', { type: 'email_text_input' }, { optional: true }),
      input('fruit', 'Fruit', {
        type: 'multi_static_select',
        options: FRUIT.map(option),
        max_selected_items: 2,
      }),
      input('who', 'Owner', { type: 'users_select' }, { optional: true }),
      input('often', 'Often', {
        type: 'radio_buttons',
        options: [option('Daily'), option('Weekly')],
        initial_option: option('Daily'),
      }),
      { type: 'actions', elements: buttons },
    ],
  };
}

function second(): ModalView {
  return {
    type: 'modal',
    title: plain('Second page'),
    close: plain('Back'),
    blocks: [{ type: 'section', text: mrkdwn('Deeper') }],
  };
}

function notice(text: string): ModalView {
  return {
    type: 'modal',
    title: plain('Notice'),
    close: plain('Close'),
    blocks: [{ type: 'section', text: mrkdwn(text) }],
  };
}

function home(user: string) {
  const blocks: KnownBlock[] = [
    { type: 'header', text: plain('Good morning') },
    { type: 'section', text: mrkdwn(`Home of <@${user}>`) },
    ...card(0).slice(2),
  ];
  return { type: 'home' as const, blocks };
}

/** A header may not be mrkdwn: Slack refuses it. */
function brokenBlocks(): KnownBlock[] {
  return [{ type: 'header', text: mrkdwn('no') } as unknown as KnownBlock];
}
