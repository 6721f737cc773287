/** Buttons and windows of initiatives, without Slack: what they ask of the verbs, and what is answered. */
import { describe, expect, test } from 'vitest';
import type { Action, Form } from '../../../src/slack/actions/action.ts';
import { initiativeCancel } from '../../../src/slack/actions/initiative-cancel.ts';
import { initiativeChange } from '../../../src/slack/actions/initiative-change.ts';
import { initiativeClose } from '../../../src/slack/actions/initiative-close.ts';
import { initiativeExtend } from '../../../src/slack/actions/initiative-extend.ts';
import { initiativeNew } from '../../../src/slack/actions/initiative-new.ts';
import { initiativeOpen } from '../../../src/slack/actions/initiative-open.ts';
import { initiativeStart } from '../../../src/slack/actions/initiative-start.ts';
import { initiatives } from '../../../src/slack/commands/initiatives.ts';
import type { InitiativeVerbs } from '../../../src/use-cases/initiative-views.ts';
import { actionContext, commandContext, press, said } from '../../support/asking.ts';
import { initiative, initiativeView, literalInitiatives } from '../../support/literal-initiatives.ts';

const ID = initiative().id;

/** Verbs that write down what they were asked. */
function scene(changes: Partial<InitiativeVerbs> = {}) {
  const asked: unknown[] = [];
  const verbs = literalInitiatives({
    async add(_viewer, ask, start) {
      asked.push({ ask, start });
      return { kind: 'kept', view: initiativeView() };
    },
    async edit(_viewer, id, ask) {
      asked.push({ id, ask });
      return { kind: 'kept', view: initiativeView() };
    },
    async act(_viewer, id, act) {
      asked.push({ id, act });
      return initiativeView();
    },
    ...changes,
  });
  return { asked, context: actionContext({ initiatives: verbs }) };
}

async function submitted(action: Action, form: Form, changes: Partial<InitiativeVerbs> = {}) {
  const { asked, context } = scene(changes);
  const answer = await action.submit?.(form, context);
  if (answer === undefined) throw new Error(`${action.name} has no window`);
  return { answer, asked };
}

const TYPED = {
  title: ['Four eyes'],
  why: ['Typos cost.'],
  by: ['rules'],
  'rules production-readiness': ['rule-1', 'forged'],
  filter: ['team:payments'],
  date: ['2026-04-04'],
  owner: ['UANA'],
  start: ['draft'],
};

describe('a new one', () => {
  test('is asked for with the likely choices made', async () => {
    const answer = await initiativeNew.run(press(''), scene().context);
    expect(JSON.stringify(answer)).toMatch(/"initial_date":"2026-04-04".*"initial_user":"\w+"/);
  });

  test('is kept as it was typed', async () => {
    const { answer, asked } = await submitted(initiativeNew, { about: '12 new', values: TYPED });
    expect(asked).toEqual([
      {
        start: false,
        ask: {
          title: 'Four eyes',
          why: 'Typos cost.',
          scorecard: 'production-readiness',
          asks: { rules: ['rule-1'] },
          filter: 'team:payments',
          date: '2026-04-04',
          owner: 'UANA',
          channel: null,
        },
      },
    ]);
    expect(said(answer)).toContain('Saved as a draft: nobody is told yet.');
  });

  test('by level, with a channel, is another ask', async () => {
    const values = { ...TYPED, by: ['level'], 'level production-readiness': ['silver'], channel: ['C0ALL'] };
    const { asked } = await submitted(initiativeNew, { about: '12 new', values });
    expect(asked).toMatchObject([{ ask: { asks: { level: 'silver' }, channel: 'C0ALL' } }]);
  });

  test('is not started by who has not seen how many it is about', async () => {
    const start = { ...TYPED, start: ['start'] };
    const { answer, asked } = await submitted(initiativeNew, { about: '0 new', values: start });
    expect(said(answer)).toContain(
      'about *12 services of 3 teams*; 9 meet it already. Press the button again',
    );
    expect(asked).toEqual([]);
    expect((await submitted(initiativeNew, { about: '12 new', values: start })).asked).toMatchObject([
      { start: true },
    ]);
  });

  test('with mistakes says them at inputs that are on the screen', async () => {
    const problems = [
      { field: 'asks', message: 'Choose rules.' },
      { field: 'start', message: 'Only Lea can.' },
    ] as const;
    const { answer } = await submitted(
      initiativeNew,
      { about: '12 new', values: TYPED },
      { add: async () => ({ kind: 'invalid', problems }) },
    );
    expect(answer).toEqual({
      kind: 'errors',
      errors: { 'rules production-readiness': 'Choose rules.', start: 'Only Lea can.' },
    });
  });

  test('says at each change what it comes to, or what is wrong with the filter', async () => {
    const form = { about: '0 new', values: TYPED };
    expect(said(await initiativeChange.run(press('', { form }), scene().context))).toContain(
      '*12 services of 3 teams*',
    );
    const { context } = scene({
      preview: async () => ({
        services: 0,
        owners: 0,
        counts: initiativeView().counts,
        problem: 'There is no team “x”.',
      }),
    });
    expect(said(await initiativeChange.run(press('', { form }), context))).toContain(
      '⚠️ There is no team “x”.',
    );
    await expect(initiativeChange.run(press(''), context)).rejects.toThrow('older version');
  });
});

test('an edited one begins as it is, and is saved', async () => {
  const show = async () => initiativeView({ initiative: initiative({ asks: { rules: ['rule-2'] } }) });
  const answer = await initiativeNew.run(press(ID), scene({ show }).context);
  expect(JSON.stringify(answer)).toMatch(
    /"initial_value":"On-call for all".*"initial_options":\[\{[^\]]*rule-2/,
  );
  const { answer: saved, asked } = await submitted(initiativeNew, { about: `12 ${ID}`, values: TYPED });
  expect(asked).toMatchObject([{ id: ID, ask: { title: 'Four eyes' } }]);
  expect(said(saved)).toContain('Saved.');
});

test.each([
  [initiativeStart, { kind: 'start' }],
  [initiativeClose, { kind: 'close' }],
])('a press is done and shown: %o', async (action, act) => {
  const { asked, context } = scene();
  expect(action.ack).toBe('after-commit');
  expect(said(await action.run(press(ID), context))).toMatch(/^modal .*modal: Initiative/s);
  expect(asked).toEqual([{ id: ID, act }]);
});

test('a deadline is moved to a later day, with why', async () => {
  const form = (day: string) => ({ about: ID, values: { until: [day], said: ['Vendors are late.'] } });
  const early = await submitted(initiativeExtend, form('2026-03-10'));
  expect(early).toMatchObject({
    asked: [],
    answer: { kind: 'errors', errors: { until: expect.stringContaining('later') } },
  });
  const { asked } = await submitted(initiativeExtend, form('2026-05-01'));
  expect(asked).toEqual([
    { id: ID, act: { kind: 'extend', date: '2026-05-01', reason: 'Vendors are late.' } },
  ]);
});

test('it is cancelled with a reason or without', async () => {
  const { asked } = await submitted(initiativeCancel, { about: ID, values: {} });
  expect(asked).toEqual([{ id: ID, act: { kind: 'cancel', reason: '' } }]);
});

test('another page of who is behind is asked for', async () => {
  const offsets: unknown[] = [];
  const { context } = scene({
    async show(_viewer, _id, offset) {
      offsets.push(offset);
      return initiativeView();
    },
  });
  await initiativeOpen.run(press(`${ID} 24`), context);
  expect(offsets).toEqual([24]);
});

test.each([initiativeOpen, initiativeStart, initiativeClose, initiativeExtend, initiativeCancel])(
  'about nothing of ours is refused kindly: $name',
  async (action) => {
    for (const value of ['', 'drop;table', 'a b c'])
      await expect(action.run(press(value), scene().context)).rejects.toThrow('older message');
  },
);

test('the verb lists them', async () => {
  expect(said(await initiatives.run('', commandContext()))).toMatch(/^private .*1 running initiative/s);
});
