/** What is pressed on reminders and what surrounds them. */
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/domain/errors.ts';
import { assignOwner } from '../../../src/slack/actions/assign-owner.ts';
import { notMine } from '../../../src/slack/actions/not-mine.ts';
import { nudgeCheckAll } from '../../../src/slack/actions/nudge-check-all.ts';
import { nudgeMenu } from '../../../src/slack/actions/nudge-menu.ts';
import { nudgeSettings } from '../../../src/slack/actions/nudge-settings.ts';
import { rolloutAddTeam } from '../../../src/slack/actions/rollout-add-team.ts';
import { rolloutRemoveTeam } from '../../../src/slack/actions/rollout-remove-team.ts';
import { rolloutSample } from '../../../src/slack/actions/rollout-sample.ts';
import { snooze } from '../../../src/slack/actions/snooze.ts';
import { stormDiscard } from '../../../src/slack/actions/storm-discard.ts';
import { stormSend } from '../../../src/slack/actions/storm-send.ts';
import type { Answer } from '../../../src/slack/views/answer.ts';
import type { NudgeVerbs } from '../../../src/use-cases/nudge-views.ts';
import { actionContext, press, said } from '../../support/asking.ts';
import { literalNudges, stormView } from '../../support/literal-nudges.ts';

/** Every call of a verb, by name, without the viewer. */
function asked(changes: Partial<NudgeVerbs> = {}) {
  const calls: unknown[][] = [];
  const nudges = new Proxy(literalNudges(changes), {
    get:
      (verbs, name: keyof NudgeVerbs) =>
      (viewer: never, ...rest: never[]) => {
        calls.push([name, ...rest]);
        return (verbs[name] as (...all: never[]) => unknown)(viewer, ...rest);
      },
  });
  return { calls, context: actionContext({ nudges }) };
}

describe('the menu of a service', () => {
  test('checks it again beside the reminder, which counts as an answer', async () => {
    const { calls, context } = asked();
    const answer = await nudgeMenu.run(press('check payments-api'), context);
    expect(said(answer)).toMatch(/^private [\s\S]*Merge approval/);
    expect(calls).toEqual([['answer', 'payments-api']]);
    expect(nudgeMenu.opens?.(press('check payments-api'))).toBeUndefined();
  });

  test('opens the request for an exception, which counts too', async () => {
    const { calls, context } = asked();
    expect(nudgeMenu.opens?.(press('except payments-api'))).toMatchObject({
      title: { text: 'Request exception' },
    });
    expect(await nudgeMenu.run(press('except payments-api'), context)).toMatchObject({
      kind: 'modal',
      modal: { callback_id: 'exception-new' },
    });
    expect(calls).toEqual([['answer', 'payments-api']]);
  });

  test('opens that request with the check that the reminder tells first', async () => {
    const { context } = asked();
    const begun = JSON.stringify(
      await nudgeMenu.run(press('except payments-api production-readiness/merge-approval'), context),
    );
    expect(begun).toMatch(/"initial_options":\[\{[^\]]*"value":"production-readiness\/merge-approval"\}\]/);
  });

  test('asks whether all is still true, which counts too', async () => {
    const { calls, context } = asked();
    expect(nudgeMenu.opens?.(press('verify payments-api'))).toMatchObject({ callback_id: 'verify' });
    expect(await nudgeMenu.run(press('verify payments-api'), context)).toMatchObject({
      kind: 'modal',
      modal: { callback_id: 'verify', private_metadata: 'payments-api' },
    });
    expect(calls).toEqual([['answer', 'payments-api']]);
  });

  test('of a service that is not theirs does nothing', async () => {
    const refuse = async () => {
      throw new UserError('You are of another team.');
    };
    const { context } = asked({ answer: refuse });
    await expect(nudgeMenu.run(press('except payments-api'), context)).rejects.toThrow('another team');
  });
});

test('a snooze of a day or a week says until when, and can be undone', async () => {
  const { calls, context } = asked();
  expect(said(await snooze.run(press('1 ledger'), context))).toContain('No reminder of *ledger* before');
  await snooze.run(press('7 ledger'), context);
  expect(said(await snooze.run(press('0 ledger'), context))).toContain('Reminders of ledger come again');
  expect(calls).toEqual([
    ['snooze', 'ledger', 1],
    ['snooze', 'ledger', 7],
    ['unsnooze', 'ledger'],
  ]);
});

test.each([
  [nudgeMenu, 'burn payments-api'],
  [nudgeMenu, ''],
  [snooze, '9 ledger'],
  [snooze, 'ledger'],
  [stormSend, 'x y z'],
  [stormDiscard, ''],
])('$name of an altered or older button does nothing', async (action, value) => {
  const { calls, context } = asked();
  await expect(action.run(press(value), context)).rejects.toThrow(UserError);
  expect(calls).toEqual([]);
});

test('Check all again tells what is left, beside the reminder', async () => {
  const { calls, context } = asked();
  expect(said(await nudgeCheckAll.run(press('n1'), context))).toContain(
    'Checked again: 1 still open at 1 service, 1 done.',
  );
  expect(calls).toEqual([['checkAll', 'n1']]);
});

describe('Not mine', () => {
  test('asks whose it is, offers the teams, and tells them', async () => {
    const { calls, context } = asked();
    expect(said(await notMine.run(press('payments-api'), context))).toContain('*payments-api*');
    expect(said((await notMine.options?.('sea', context)) as Answer)).toBe('options search');
    const form = { about: 'payments-api', values: { team: ['search'], note: [' Since January '] } };
    expect(said((await notMine.submit?.(form, context)) as Answer)).toContain('that it is of Search');
    expect(calls).toEqual([
      ['answer', 'payments-api'],
      ['teams', 'sea', 100],
      ['notMine', 'payments-api', { team: 'search', note: 'Since January' }],
    ]);
  });

  test('needs neither team nor note', async () => {
    const { calls, context } = asked();
    const form = { about: 'payments-api', values: { team: [], note: [' '] } };
    expect(said((await notMine.submit?.(form, context)) as Answer)).toContain('that it is not yours');
    expect(calls).toEqual([['notMine', 'payments-api', { team: null, note: null }]]);
  });
});

describe('settings', () => {
  const values = { nudges: ['weekly'], only: ['all'], day: ['fri'], at: ['usual'], timezone: ['Asia/Tokyo'] };

  test('are saved as chosen', async () => {
    const { calls, context } = asked();
    expect(said(await nudgeSettings.run(press(''), context))).toContain('modal: Your reminders');
    expect(said((await nudgeSettings.options?.('tokyo', context)) as Answer)).toBe(
      'options usual Asia/Tokyo',
    );
    const answer = (await nudgeSettings.submit?.({ about: '', values }, context)) as Answer;
    expect(said(answer)).toContain('Saved. You are reminded on Fridays from 09:00 (Asia/Tokyo)');
    const chosen = { nudges: 'weekly', only: 'all', day: 'fri', at: null, timezone: 'Asia/Tokyo' };
    expect(calls.at(-1)).toEqual(['prefer', chosen]);
  });

  test('of an altered form are refused', async () => {
    const { calls, context } = asked();
    const altered = { about: '', values: { ...values, nudges: ['hourly'] } };
    await expect(nudgeSettings.submit?.(altered, context)).rejects.toThrow('Choose how often');
    expect(calls).toEqual([]);
  });
});

describe('what is held', () => {
  test('is decided without a word where the message itself follows', async () => {
    const { calls, context } = asked();
    expect(said(await stormSend.run(press('s1'), context))).toBe('nothing');
    expect(said(await stormDiscard.run(press('s1'), context))).toBe('nothing');
    expect(calls).toEqual([
      ['decideStorm', 's1', 'send'],
      ['decideStorm', 's1', 'discard'],
    ]);
  });

  test('that somebody else decided otherwise is said to whoever came second', async () => {
    const { context } = asked({
      decideStorm: async () => stormView({ state: 'discarded', decidedByName: 'Bo' }),
    });
    expect(said(await stormSend.run(press('s1'), context))).toContain('discarded by Bo');
  });

  test('and is pressed on the list of jobs has that list drawn anew', async () => {
    const { calls, context } = asked();
    expect(said(await stormSend.run(press('s1 jobs'), context))).toMatch(
      /^in-place [\s\S]*What runs by itself/,
    );
    expect(calls.map(([name]) => name)).toEqual(['decideStorm', 'jobs']);
  });
});

test('teams are added and taken out where the list stands, and a sample is shown beside it', async () => {
  const { calls, context } = asked();
  expect(said(await rolloutAddTeam.run(press('search'), context))).toMatch(
    /^in-place [\s\S]*Told so far: Payments and Search/,
  );
  expect(said(await rolloutRemoveTeam.run(press('payments'), context))).toMatch(
    /^in-place [\s\S]*Told so far: nobody/,
  );
  expect(said(await rolloutSample.run(press('payments'), context))).toMatch(/^private [\s\S]*A sample/);
  expect(said(await rolloutSample.run(press('search'), context))).toContain('search has nothing');
  expect(calls.map(([name, team]) => `${name} ${team}`)).toEqual([
    'addTeam search',
    'removeTeam payments',
    'sample payments',
    'sample search',
  ]);
});

describe('Assign', () => {
  test('begins with the best suggestion, and tells how many are left', async () => {
    const { calls, context } = asked();
    expect(said(await assignOwner.run(press('payments-api'), context))).toContain('none of its teams');
    expect(said((await assignOwner.options?.('', context)) as Answer)).toBe('options payments search');
    const form = { about: 'payments-api', values: { team: ['payments'] } };
    expect(said((await assignOwner.submit?.(form, context)) as Answer)).toContain(
      'payments-api is assigned to Payments. 1 other service without an owner left.',
    );
    expect(calls.at(-1)).toEqual(['assign', 'payments-api', 'payments']);
  });

  test('needs a team, and a service that has none', async () => {
    const { context } = asked();
    expect(await assignOwner.submit?.({ about: 'ledger', values: {} }, context)).toMatchObject({
      kind: 'errors',
    });
    await expect(assignOwner.run(press('search'), context)).rejects.toThrow('has an owner by now');
  });
});
