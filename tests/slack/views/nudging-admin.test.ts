/** What admins see of reminders, and what everybody chooses of theirs. */
import { describe, expect, test } from 'vitest';
import { jobsMessage } from '../../../src/slack/views/jobs.ts';
import { rolloutMessage, sampleMessage } from '../../../src/slack/views/rollout.ts';
import {
  preferencesIn,
  savedSettings,
  settingsModal,
  zoneOptions,
} from '../../../src/slack/views/settings-modal.ts';
import { expectGoodMessage, expectGoodModal, poisoned, survivesHostileText } from '../../support/hostile.ts';
import {
  jobsView,
  nudgeView,
  preferencesView,
  rolloutTeam,
  rolloutView,
  stormView,
} from '../../support/literal-nudges.ts';
import { sketch } from '../../support/sketch.ts';
import { NOW } from '../../support/view-models.ts';

const KEEP = [
  'id',
  'kind',
  'what',
  'why',
  'outcome',
  'standing',
  'cause',
  'key',
  'state',
  'mode',
  'nudges',
  'only',
  'day',
];

describe('the rollout', () => {
  test('shows who would get what, and adds the next team', () => {
    const message = rolloutMessage(rolloutView());
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: Reminders are in preview: only the teams that you add are told. Told so far: Payments.
      # Who is reminded
      Reminders are in preview: only the teams that you add are told.
      If all were told now: 2 messages about 8 gaps of 4 services. ⚠️ 1 service without owner: what they lack reaches nobody.
      | ✅ *Payments* · told · 7 gaps of 3 services → Ana
      | ➖ *Search* · not yet · 1 gap of 1 service · ⚠️ Nobody of Search is known in Slack.
      . \`/ready admin rollout add TEAM\` adds another than the next; \`mode: on\` in ready.yml tells all.
      [Add next team: Search → rollout-add-team search] [static_select rollout-sample: Payments → payments, Search → search] [static_select rollout-remove-team: Payments → payments]
      "
    `);
  });

  test('that is on has nothing to add, and one that is silent says how to begin', () => {
    const on = sketch(rolloutMessage(rolloutView({ mode: 'on' })));
    expect(on).not.toMatch(/rollout-add-team|rollout-remove-team/);
    expect(on).toContain('Reminders are on: every team is told.');
    const silent = sketch(rolloutMessage(rolloutView({ mode: 'silent' })));
    expect(silent).toContain('nobody is told anything');
    expect(silent).toContain('added');
    expect(silent).not.toContain('rollout-add-team');
  });

  test('of two hundred teams shows the first and how to see any', () => {
    const teams = Array.from({ length: 200 }, (_, nth) =>
      rolloutTeam({ team: { id: `t${nth}`, name: `Team ${nth}` } }),
    );
    const message = rolloutMessage(rolloutView({ teams }));
    expectGoodMessage(message);
    expect(sketch(message)).toContain('and 175 more teams: `/ready admin rollout sample TEAM` shows any');
  });

  test('has a sample for who has something to tell', () => {
    expect(sketch(sampleMessage('payments', nudgeView({ id: '' }), NOW))).toContain(
      'A sample of Payments’ reminder: nothing was sent',
    );
    expect(sampleMessage('search', null, NOW).text).toBe(
      'search has nothing that it would be reminded of now.',
    );
  });

  survivesHostileText((text) => {
    const teams = Array.from({ length: 200 }, () => poisoned(rolloutTeam({ trouble: 'x' }), text, KEEP));
    return rolloutMessage({ ...poisoned(rolloutView(), text, KEEP), teams });
  });
});

describe('jobs', () => {
  test('show how they went, what failed first', () => {
    const message = jobsMessage(jobsView({ waiting: 3 }), NOW);
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: 3 jobs. collect failed at the last run.
      # What runs by itself
      | ⚠️ *collect* · failed 3 minutes ago, took 2 seconds: the database is away · next in 2 minutes
      | ✅ *nudges* · 3 minutes ago, took 2 seconds · next in 2 minutes · 12 people are due
      | ➖ *digests* · has not run yet · next in 2 minutes
      . 3 messages waiting to be sent.
      [Look again → say admin jobs]
      "
    `);
  });

  test('show what is held, with the decision', () => {
    const held = sketch(jobsMessage(jobsView({ held: stormView() }), NOW));
    expect(held).toContain('[Send → storm-send 0195f2f0-0000-7000-8000-0000000000b1 jobs]');
    expect(held).toContain('held back');
  });

  survivesHostileText((text) => {
    const view = poisoned(jobsView({ held: stormView() }), text, KEEP);
    return jobsMessage({ ...view, jobs: Array.from({ length: 80 }, () => view.jobs).flat() }, NOW);
  });
});

describe('settings', () => {
  test('begin with what holds now, and say what they do', () => {
    const modal = settingsModal(preferencesView());
    expectGoodModal(modal);
    expect(sketch(modal)).toMatchInlineSnapshot(`
      "
      modal: Your reminders
      You are reminded as steward of Payments: in one message a day at most, and only of what is open.





      . Reminders come in your working hours, 09:00 to 17:00, and never while you are away.
      "
    `);
    const initial = (modal.blocks as { element?: { initial_option?: { value: string } } }[]).flatMap(
      ({ element }) => element?.initial_option?.value ?? [],
    );
    expect(initial).toEqual(['daily', 'mon', 'all', 'usual', 'usual']);
  });

  test('keep an hour and a zone that are chosen, whatever the usual ones are', () => {
    const preferences = { ...preferencesView().preferences, at: '20:30', timezone: 'Asia/Tokyo' };
    const drawn = JSON.stringify(settingsModal(preferencesView({ preferences, stewardOf: [] })));
    expect(drawn).toContain('"value":"20:30"');
    expect(drawn).toContain('"initial_option":{"text":{"type":"plain_text","text":"Asia/Tokyo"');
    expect(drawn).toContain('You are steward of no team');
  });

  test('find a zone by its city', () => {
    const found = zoneOptions('new york', preferencesView()).map(({ value }) => value);
    expect(found).toEqual(['usual', 'America/New_York']);
    expect(zoneOptions('', preferencesView())).toHaveLength(100);
  });

  test('are read from what was chosen, and from nothing else', () => {
    const values = { nudges: ['weekly'], only: ['minimum-bar'], day: ['thu'], at: ['10:00'], timezone: [] };
    const chosen = { nudges: 'weekly', only: 'minimum-bar', day: 'thu', at: '10:00', timezone: null };
    expect(preferencesIn(values)).toEqual(chosen);
    expect(preferencesIn({ ...values, at: ['usual'], timezone: ['usual'] })).toMatchObject({
      at: null,
      timezone: null,
    });
    expect(preferencesIn({ ...values, day: ['someday'] })).toBeUndefined();
  });

  test('that are saved are said in a sentence', () => {
    const preferences = {
      nudges: 'weekly',
      only: 'minimum-bar',
      day: 'thu',
      at: null,
      timezone: 'Asia/Tokyo',
    } as const;
    expect(savedSettings(preferencesView({ preferences })).text).toBe(
      'Saved. You are reminded on Thursdays from 09:00 (Asia/Tokyo), of the minimum bar only.',
    );
  });

  survivesHostileText((text) => settingsModal(poisoned(preferencesView(), text, KEEP)));
});
