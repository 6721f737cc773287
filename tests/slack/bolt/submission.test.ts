/** A modal with a Submit over the real Bolt: what travels in the acknowledgement, and what becomes of words typed. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { UserError } from '../../../src/domain/errors.ts';
import type { Action, Form } from '../../../src/slack/actions/action.ts';
import type { Answer } from '../../../src/slack/views/answer.ts';
import type { Modal } from '../../../src/slack/views/message.ts';
import { loadingModal } from '../../../src/slack/views/notices.ts';
import type { View } from '../../../src/workspace/slack.ts';
import { drawn } from '../../support/bot-at-work.ts';
import { type Bot, startBot, WAYS } from '../../support/slack-bot.ts';

const FORM: Modal = {
  type: 'modal',
  callback_id: 'open',
  private_metadata: 'about 7',
  title: { type: 'plain_text', text: 'Why?' },
  submit: { type: 'plain_text', text: 'Send' },
  blocks: [
    {
      type: 'input',
      block_id: 'reason',
      label: { type: 'plain_text', text: 'Reason' },
      element: { type: 'plain_text_input', action_id: 'reason' },
    },
    {
      type: 'input',
      block_id: 'end',
      optional: true,
      label: { type: 'plain_text', text: 'End' },
      element: { type: 'datepicker', action_id: 'end' },
    },
    {
      type: 'input',
      block_id: 'rules',
      optional: true,
      label: { type: 'plain_text', text: 'Rules' },
      element: {
        type: 'checkboxes',
        action_id: 'rules',
        options: ['a', 'b', 'c'].map((value) => ({ text: { type: 'plain_text', text: value }, value })),
      },
    },
  ],
};

type Submit = (form: Form) => Promise<Answer>;

async function opened(submit: Submit, way = WAYS[0] ?? 'socket', strike?: Promise<void>) {
  const action: Action = {
    name: 'open',
    by: 'press',
    opens: () => loadingModal('Why?'),
    run: async () => ({ kind: 'modal', modal: FORM }),
    submit,
  };
  const bot = await startBot(way, {
    slack: { actions: [action] },
    ...(strike === undefined ? {} : { wait: (_ms, signal) => Promise.race([strike, aborted(signal)]) }),
  });
  onTestFinished(() => bot.close());
  const { workspace } = bot;
  await workspace.command('ana', '#payments', { channel: 'general' });
  const list = await workspace.until(() => workspace.visibleTo('ana', 'general').at(-1));
  await workspace.click('ana', list, 'open', 'service-0');
  return { ...bot, view: await shows(bot, 'Reason') };
}

function aborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => resolve());
  return promise;
}

function shows({ workspace }: Pick<Bot, 'workspace'>, words: string): Promise<View> {
  return workspace.until(() => {
    const view = workspace.openView('ana');
    return view !== undefined && JSON.stringify(view.blocks).includes(words) && view;
  });
}

const typed = { reason: 'tests follow', end: '2026-03-28', rules: ['a', 'c'] };

describe.each(WAYS)('over %s', (way) => {
  test('an action gets what was typed and chosen, and what the modal is about', async () => {
    const forms: Form[] = [];
    const bot = await opened(async (form) => {
      forms.push(form);
      return { kind: 'nothing' };
    }, way);
    await bot.workspace.submit('ana', bot.view, typed);
    expect(forms).toEqual([
      { about: 'about 7', values: { reason: ['tests follow'], end: ['2026-03-28'], rules: ['a', 'c'] } },
    ]);
    expect(bot.workspace.openView('ana')).toBeUndefined();
    expect(bot.workspace.violations).toEqual([]);
  });

  test('errors appear at their inputs, and the modal stays', async () => {
    const bot = await opened(async () => ({ kind: 'errors', errors: { reason: 'Say a little more.' } }), way);
    const { errors } = await bot.workspace.submit('ana', bot.view, typed);
    expect(errors).toEqual({ reason: 'Say a little more.' });
    expect(bot.workspace.openView('ana')?.id).toBe(bot.view.id);
  });

  test('a private answer takes the place of the modal', async () => {
    const message = {
      text: 'Asked.',
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Asked.' } }],
    };
    const bot = await opened(async () => ({ kind: 'private', message }) as Answer, way);
    await bot.workspace.submit('ana', bot.view, typed);
    expect(drawn(await shows(bot, 'Asked.'))).not.toContain('Reason');
  });
});

test('whatever goes wrong, what was typed stays to be sent again', async () => {
  const bot = await opened(async () => {
    throw new UserError('Not today.');
  });
  await bot.workspace.submit('ana', bot.view, typed);
  const view = await shows(bot, 'Not today.');
  expect(JSON.stringify(view.blocks)).toContain('"initial_value":"tests follow"');
  expect(view.values.rules).toMatchObject({ rules: { selected_options: [{ value: 'a' }, { value: 'c' }] } });
  expect(view.callbackId).toBe('open');
  expect(bot.workspace.violations).toEqual([]);
});

test('a slow one says Loading after 2.5 seconds, then what is wrong above what was typed', async () => {
  const slow = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<Answer>();
  const bot = await opened(
    () => {
      slow.resolve();
      return answer.promise;
    },
    'socket',
    slow.promise,
  );
  const submitted = bot.workspace.submit('ana', bot.view, typed);
  await shows(bot, 'Loading');
  answer.resolve({ kind: 'errors', errors: { reason: 'Say a little more.' } });
  await submitted;
  const view = await shows(bot, 'Say a little more.');
  expect(JSON.stringify(view.blocks)).toContain('tests follow');
  expect(view.values.end).toMatchObject({ end: { selected_date: '2026-03-28' } });
});

test('a slow one that is done says so', async () => {
  const slow = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<Answer>();
  const bot = await opened(
    () => {
      slow.resolve();
      return answer.promise;
    },
    'socket',
    slow.promise,
  );
  await Promise.all([
    bot.workspace.submit('ana', bot.view, typed),
    shows(bot, 'Loading').then(() => answer.resolve({ kind: 'nothing' })),
  ]);
  await shows(bot, 'Done.');
});
