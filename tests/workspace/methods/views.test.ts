import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Envelope, Reply } from '../../../src/workspace/delivery/transport.ts';
import { acked, lastSent, type Room, room } from '../support/room.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const input = (blockId: string, type = 'plain_text_input', more: object = {}) => ({
  type: 'input',
  block_id: blockId,
  label: plain(blockId),
  element: { type, action_id: 'typed', ...more },
});
const more = { type: 'actions', elements: [{ type: 'button', action_id: 'more', text: plain('More') }] };
const modal = (title: string, ...blocks: object[]) => ({
  type: 'modal',
  title: plain(title),
  submit: plain('Send'),
  blocks: [more, ...blocks],
});

let stage: Room;
let reply: (envelope: Envelope) => Reply | null;
beforeEach(async () => {
  reply = () => acked();
  stage = await room({}, (envelope) => reply(envelope));
});
afterEach(() => stage.workspace.close());

/** Opens a modal as a command would; the workspace's own view. */
async function open(view: object) {
  await stage.workspace.command('ana', '');
  await stage.call('views.open', { trigger_id: lastSent(stage.sent, 'trigger_id'), view });
  return top();
}

/** Presses a button in the topmost modal and pushes another onto it. */
async function push(view: object) {
  await stage.workspace.click('ana', top(), 'more');
  return stage.call('views.push', { trigger_id: lastSent(stage.sent, 'trigger_id'), view });
}

function top() {
  const view = stage.workspace.openView('ana');
  if (!view) throw new Error('no view is open');
  return view;
}

describe('a stack of modals', () => {
  test('holds three', async () => {
    await open(modal('One'));
    expect(await push(modal('Two'))).toMatchObject({ ok: true });
    expect(await push(modal('Three'))).toMatchObject({ ok: true });
    expect(await push(modal('Four'))).toMatchObject({ error: 'push_limit_reached' });
    expect(top()).toMatchObject({ title: { text: 'Three' } });
    expect(stage.workspace.violations).toMatchObject([{ where: 'views.push', error: 'push_limit_reached' }]);
  });

  test('grows by triggers of modals only', async () => {
    await open(modal('One'));
    await stage.workspace.command('ana', '');
    const trigger_id = lastSent(stage.sent, 'trigger_id');
    expect(await stage.call('views.push', { trigger_id, view: modal('Two') })).toMatchObject({
      error: 'invalid_trigger_id',
    });
  });

  test('goes back by one, or closes as a whole', async () => {
    const one = await open(modal('One'));
    await push(modal('Two'));
    await push({ ...modal('Three'), notify_on_close: true });
    await stage.workspace.closeView('ana', top());
    expect(top()).toMatchObject({ title: { text: 'Two' } });
    expect(lastSent(stage.sent, 'type')).toBe('view_closed');
    await stage.workspace.closeView('ana', top(), { all: true });
    expect(stage.workspace.openView('ana')).toBeUndefined();
    await expect(stage.workspace.submit('ana', one)).rejects.toThrow('no view');
  });

  test('lets only the topmost view be submitted', async () => {
    const one = await open(modal('One'));
    await push(modal('Two'));
    await expect(stage.workspace.submit('ana', one)).rejects.toThrow('lies on top');
  });

  test("is one person's own", async () => {
    const one = await open(modal('One'));
    await expect(stage.workspace.submit('bo', one)).rejects.toThrow('Bo has no view');
  });
});

describe('views.update', () => {
  test('is refused when somebody else was faster', async () => {
    const { id, hash } = await open(modal('One'));
    const update = (title: string) => stage.call('views.update', { view_id: id, hash, view: modal(title) });
    expect(await update('Two')).toMatchObject({ ok: true });
    expect(await update('Three')).toMatchObject({ error: 'hash_conflict' });
    expect(top()).toMatchObject({ title: { text: 'Two' } });
    expect(stage.workspace.violations).toEqual([]);
  });

  test('keeps what was typed where the ids stay', async () => {
    const view = await open(modal('One', input('kept'), input('lost')));
    reply = () => acked({ response_action: 'errors', errors: { kept: 'Again, please' } });
    await stage.workspace.submit('ana', view, { kept: 'my words', lost: 'gone' });
    await stage.call('views.update', { view_id: view.id, view: modal('Two', input('kept'), input('new')) });
    expect(top().values).toEqual({
      kept: { typed: { type: 'plain_text_input', value: 'my words' } },
      new: { typed: { type: 'plain_text_input', value: null } },
    });
  });

  test('finds a view by its external id, which is unique', async () => {
    await open({ ...modal('One'), external_id: 'mine' });
    expect(await stage.call('views.update', { external_id: 'mine', view: modal('Two') })).toMatchObject({
      ok: true,
    });
    expect(top()).toMatchObject({ title: { text: 'Two' } });
    await open({ ...modal('Three'), external_id: 'theirs' });
    expect(await push({ ...modal('Four'), external_id: 'theirs' })).toMatchObject({
      error: 'duplicate_external_id',
    });
  });

  test('says when the view is gone', async () => {
    const view = await open(modal('One'));
    await stage.workspace.closeView('ana', view);
    expect(await stage.call('views.update', { view_id: view.id, view: modal('Two') })).toMatchObject({
      error: 'not_found',
    });
    expect(stage.workspace.violations).toEqual([]);
  });

  test('does not turn a modal into Home', async () => {
    const { id } = await open(modal('One'));
    expect(
      await stage.call('views.update', { view_id: id, view: { type: 'home', blocks: [] } }),
    ).toMatchObject({
      error: 'invalid_arguments',
    });
  });
});

test('a broadcast mention in a view is recorded', async () => {
  await open(modal('One', { type: 'section', text: { type: 'mrkdwn', text: 'hey <!channel>' } }));
  expect(stage.workspace.violations).toMatchObject([{ where: 'views.open', error: 'broadcast_mention' }]);
});

describe('views.publish', () => {
  const publish = (args: object) =>
    stage.call('views.publish', { view: { type: 'home', blocks: [] }, ...args });

  test('is for people', async () => {
    expect(await publish({ user_id: 'UANA' })).toMatchObject({ ok: true });
    expect(await publish({ user_id: 'U0BOT' })).toMatchObject({ error: 'invalid_arguments' });
  });

  test('minds the hash', async () => {
    const first = Object((await publish({ user_id: 'UANA' })).view);
    expect(await publish({ user_id: 'UANA', hash: first.hash })).toMatchObject({ ok: true });
    expect(await publish({ user_id: 'UANA', hash: first.hash })).toMatchObject({ error: 'hash_conflict' });
  });
});

describe('the answer to a submission', () => {
  const answerWith = async (ack: object) => {
    const view = await open(modal('One', input('name')));
    reply = () => acked(ack);
    return stage.workspace.submit('ana', view, { name: 'fine' });
  };

  test('closes the view when it is empty', async () => {
    expect(await answerWith({})).toMatchObject({ delivery: { ok: true }, errors: {} });
    expect(stage.workspace.openView('ana')).toBeUndefined();
  });

  test('may only name errors of input blocks', async () => {
    const { delivery } = await answerWith({ response_action: 'errors', errors: { typed: 'by action_id' } });
    expect(delivery).toMatchObject({ ok: false, error: 'dispatch_failed' });
    expect(stage.workspace.violations).toMatchObject([
      { where: 'view_submission', error: 'invalid_errors', details: ['no input block "typed"'] },
    ]);
  });

  test('may not carry a view that Slack would refuse', async () => {
    await answerWith({ response_action: 'update', view: { ...modal('x'.repeat(25)) } });
    expect(top()).toMatchObject({ title: { text: 'One' } });
    expect(stage.workspace.violations).toMatchObject([
      {
        error: 'invalid_arguments',
        details: ['must be less than 25 characters [json-pointer:/view/title/text]'],
      },
    ]);
  });

  test('may not ask for what does not exist', async () => {
    await answerWith({ response_action: 'explode' });
    expect(stage.workspace.violations).toMatchObject([{ error: 'invalid_response_action' }]);
  });
});

describe("Slack's own client", () => {
  const inputs: [title: string, block: object, typed: string | null, error: string | undefined][] = [
    ['asks for a required field', input('it'), null, 'Please complete this required field.'],
    ['lets an optional field be empty', { ...input('it'), optional: true }, null, undefined],
    [
      'counts the least characters',
      input('it', 'plain_text_input', { min_length: 3 }),
      'ab',
      'Please enter at least 3 characters.',
    ],
    [
      'counts the most characters',
      input('it', 'plain_text_input', { max_length: 3 }),
      'abcd',
      'Please enter at most 3 characters.',
    ],
    ['wants an address', input('it', 'email_text_input'), 'ana', 'Please enter a valid email address.'],
    ['takes an address', input('it', 'email_text_input'), 'ana@a.test', undefined],
    ['wants a URL', input('it', 'url_text_input'), 'not one', 'Please enter a valid URL.'],
    [
      'wants a number',
      input('it', 'number_input', { is_decimal_allowed: true }),
      'ten',
      'Please enter a valid number.',
    ],
    [
      'wants a whole number',
      input('it', 'number_input', { is_decimal_allowed: false }),
      '1.5',
      'Please enter a whole number.',
    ],
    [
      'wants no less',
      input('it', 'number_input', { is_decimal_allowed: false, min_value: '5' }),
      '4',
      'Please enter 5 or more.',
    ],
    [
      'wants no more',
      input('it', 'number_input', { is_decimal_allowed: false, max_value: '5' }),
      '6',
      'Please enter 5 or less.',
    ],
  ];
  test.each(inputs)('%s', async (_title, block, typed, error) => {
    const view = await open(modal('One', block));
    const before = stage.sent.length;
    const { errors, delivery } = await stage.workspace.submit('ana', view, { it: typed });
    expect(errors).toEqual(error === undefined ? {} : { it: error });
    // What the client finds itself, the app never hears of.
    expect(stage.sent.length - before).toBe(error === undefined ? 1 : 0);
    expect(delivery === null).toBe(error !== undefined);
  });
});

describe('a submission', () => {
  test('carries the state of every input, chosen or not', async () => {
    const option = (value: string) => ({ text: plain(value), value });
    const options = [option('a'), option('b')];
    const view = await open(
      modal(
        'All',
        input('one', 'static_select', { options, initial_option: options[0] }),
        input('many', 'checkboxes', { options }),
        input('who', 'users_select'),
        input('where', 'conversations_select', {
          default_to_current_conversation: true,
          response_url_enabled: true,
        }),
        input('day', 'datepicker', { initial_date: '2026-03-02' }),
        { ...input('when', 'datetimepicker'), optional: true },
      ),
    );
    await stage.workspace.submit('ana', view, { many: ['b'], who: 'UBO' });
    const payload = Object(stage.sent.at(-1)?.payload);
    expect(payload.view.state.values).toEqual({
      one: { typed: { type: 'static_select', selected_option: options[0] } },
      many: { typed: { type: 'checkboxes', selected_options: [options[1]] } },
      who: { typed: { type: 'users_select', selected_user: 'UBO' } },
      where: { typed: { type: 'conversations_select', selected_conversation: 'CGENERAL' } },
      day: { typed: { type: 'datepicker', selected_date: '2026-03-02' } },
      when: { typed: { type: 'datetimepicker', selected_date_time: null } },
    });
    expect(payload.response_urls).toMatchObject([
      { block_id: 'where', action_id: 'typed', channel_id: 'CGENERAL' },
    ]);
  });
});
