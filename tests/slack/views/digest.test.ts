import { describe, expect, test } from 'vitest';
import { DIGEST_PARTS, type Digest } from '../../../src/domain/digest.ts';
import { digestMessage } from '../../../src/slack/views/digest.ts';
import { digestDetails } from '../../../src/slack/views/digest-details.ts';
import {
  digestSettingsModal,
  digestSettingsSaved,
  readDigestChoice,
} from '../../../src/slack/views/digest-settings.ts';
import { reportMessage } from '../../../src/slack/views/report.ts';
import { expectGoodMessage, expectGoodModal, poisoned, survivesHostileText } from '../../support/hostile.ts';
import { digest, digestSettings, move } from '../../support/literal-digests.ts';
import { sketch } from '../../support/sketch.ts';
import { NOW } from '../../support/view-models.ts';

const OPTIONS = { channel: '#team-payments', hasThread: true };
const ALL = { parts: DIGEST_PARTS };

function many(): Digest {
  const names = Array.from({ length: 200 }, (_, nth) => `service-${nth}-${'x'.repeat(60)}`);
  return digest({
    services: 200,
    judged: 150,
    improved: names.map((name) => move(name)),
    dropped: names.map((name) => move(name, { score: -20, because: names.slice(0, 9) })),
    added: names,
    relabelled: names.map((service) => ({
      service,
      labels: [{ label: 'tier', from: service, to: service }],
    })),
    failing: names.map((title) => ({ rule: title, title, services: 200 })),
    granted: names.map((service) => ({
      service,
      titles: names.slice(0, 40),
      until: NOW,
      by: names.slice(0, 9),
    })),
    ending: names.map((service) => ({
      service,
      titles: names.slice(0, 40),
      until: NOW,
      by: names.slice(0, 9),
    })),
    initiatives: names.map((title) => ({
      ...{ id: title, title, deadline: NOW, done: 1, open: 2, excused: 3, unknown: 4, fresh: 1 },
    })),
    unknown: {
      services: 200,
      fresh: 0,
      reasons: names.map((reason) => ({ reason, checks: 9, services: 4 })),
    },
  });
}

describe('a digest', () => {
  test('tells in a few lines what moved', () => {
    const message = digestMessage({ digest: digest(), ...ALL }, OPTIONS);
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: Readiness this week, Payments, 12 services. 2 Gold, 5 Silver, 4 Bronze, 1 Starting; minimum bar 11 of 12. Better: refunds-worker. Worse: payments-api. 1 exception ends within a week, the first on 13 March 2026.
      *Readiness this week* · Payments (12 services) [Settings → digest-settings #team-payments]
      | 🥇 Gold 2 (▲1)  🥈 Silver 5  🥉 Bronze 4 (▼1)  ⚪ Starting 1 · minimum bar 11 of 12 · score 72 (▲2)
      | ▲ *refunds-worker* to Gold   ▼ *payments-api* lost Silver: Merge approval
      | Most failed: Two on-call levels (5), Runbook (3)
      | 🛡️ 1 exception granted, 1 ends {13 March 2026}   🗓️ “On-call for all”: 9 of 12 by {19 March 2026}
      | ❔ Something is not known of 4 services: PagerDuty answers 403
      . Details are in the thread.
      "
    `);
  });

  test('says in its thread what it has no room for', () => {
    const message = digestDetails({ digest: digest(), ...ALL });
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: Details of the week, Payments: who moved, which rules fail most, exceptions, initiatives, and what is not known.
      | *Most improved*
      | ▲ *refunds-worker* to Gold
      | *Biggest drops*
      | ▼ *payments-api* lost Silver, lost the minimum bar: Merge approval
      | *New here*
      | *wallet*
      | *Most failed*
      | Two on-call levels · 5 services
      | Runbook · 3 services
      | *Exceptions granted*
      | 🛡️ *ledger* · Coverage · until {1 April 2026} · Bo
      | *Exceptions that end within a week*
      | 🛡️ *payments-api* · Coverage and 1 more · until {13 March 2026} · Bo, Ana
      | *Initiatives*
      | 🗓️ *On-call for all* · 9 of 12 done (2 this week), 1 excused · by {19 March 2026}
      | *Not known*
      | ❔ PagerDuty answers 403 · 6 checks of 4 services
      "
    `);
  });

  test('of a quiet week is one line, without a thread', () => {
    const message = digestMessage(
      { digest: digest({ quiet: true }), ...ALL },
      { ...OPTIONS, hasThread: false },
    );
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: Readiness this week, Payments, 12 services: a quiet week, nothing moved. 2 Gold, 5 Silver, 4 Bronze, 1 Starting; minimum bar 11 of 12.
      *Readiness this week* · Payments (12 services): a quiet week, nothing moved. 2 Gold, 5 Silver, 4 Bronze, 1 Starting; minimum bar 11 of 12. [Settings → digest-settings #team-payments]
      "
    `);
  });

  test('of a first week has nothing to compare with, and says so', () => {
    const first = digest({
      since: null,
      levels: digest().levels.map((one) => ({ ...one, moved: 0 })),
      score: { now: 72, moved: null },
      improved: [],
      dropped: [],
      added: [],
    });
    const message = digestMessage({ digest: first, ...ALL }, OPTIONS);
    expectGoodMessage(message);
    expect(sketch(message)).toContain('The first one: what moves is told from next week on.');
    expect(JSON.stringify(message)).not.toMatch(/[▲▼]/);
  });

  test('compares no scores where the scorecard is another one, and says so', () => {
    const message = digestMessage(
      { digest: digest({ rulesChanged: true, score: { now: 72, moved: null } }), ...ALL },
      OPTIONS,
    );
    expect(sketch(message)).toContain('score 72\n');
    expect(sketch(message)).toContain('The scorecard changed this week, so scores are not compared.');
  });

  test('says where a service is asked less of, since nobody had to agree to it in files', () => {
    const labels = [{ label: 'tier', from: 'tier-1', to: 'tier-3' }];
    const eased = digest({
      relabelled: [
        { service: 'ledger', labels },
        { service: 'wallet', labels },
      ],
    });
    const line = '⚠️ *ledger* is asked less of since: tier tier-1 → tier-3, and 1 more service';
    expect(sketch(digestMessage({ digest: eased, ...ALL }, OPTIONS))).toContain(line);
    expect(sketch(digestDetails({ digest: eased, ...ALL }))).toContain('⚠️ *wallet* · tier tier-1 → tier-3');
  });

  test('has just the parts that its channel wants', () => {
    const text = sketch(digestMessage({ digest: digest(), parts: ['rules'] }, OPTIONS));
    expect(text).toContain('Most failed');
    expect(text).not.toMatch(/refunds-worker|exception|On-call for all|PagerDuty/);
    const details = sketch(digestDetails({ digest: digest(), parts: ['rules'] }));
    expect(details).toContain('Two on-call levels');
    expect(details).not.toMatch(/wallet|Coverage|On-call for all|PagerDuty/);
  });

  test('of 200 services with long names is still short, and Slack takes it', () => {
    for (const message of [
      digestMessage({ digest: many(), ...ALL }, OPTIONS),
      digestDetails({ digest: many(), ...ALL }),
      reportMessage({ digest: many(), channel: '#team-payments' }),
    ])
      expectGoodMessage(message);
    const short = digestMessage({ digest: many(), ...ALL }, OPTIONS);
    expect(sketch(short)).toContain('▲ 198 more');
    expect(sketch(short).split('\n').length).toBeLessThan(13);
    expect(sketch(digestDetails({ digest: many(), ...ALL }))).toMatch(/and 19\d more/);
  });

  survivesHostileText((text) =>
    digestMessage({ digest: poisoned(digest(), text, ['bar']), ...ALL }, { ...OPTIONS, channel: text }),
  );
  survivesHostileText((text) => digestDetails({ digest: poisoned(digest(), text, ['bar']), ...ALL }));
});

describe('a report', () => {
  test('is the digest and its details in one, with its settings', () => {
    const message = reportMessage({ digest: digest(), channel: '#team-payments' });
    expectGoodMessage(message);
    const text = sketch(message);
    for (const part of ['Readiness this week', 'Biggest drops', 'Not known', 'Weekly in #team-payments'])
      expect(text).toContain(part);
    expect(text).toContain('digest-settings #team-payments');
    expect(text).not.toContain('thread');
  });

  test('of a quiet week says so, and shows how things stand', () => {
    const text = sketch(reportMessage({ digest: digest({ quiet: true }), channel: null }));
    expect(text).toContain('A quiet week: nothing moved.');
    expect(text).toContain('Most failed');
    expect(text).toContain('there is no channel for it');
    expect(text).not.toContain('digest-settings');
  });

  test.each([
    [0, 'It has no services in the catalog.'],
    [3, 'No scorecard applies to its services'],
  ])('of %i services that nothing is known of says why, and what to do', (services, why) => {
    const message = reportMessage({ digest: digest({ services, judged: 0 }), channel: null });
    expectGoodMessage(message);
    expect(sketch(message)).toContain(why);
    expect(sketch(message)).toContain('say list');
  });

  survivesHostileText((text) => reportMessage({ digest: poisoned(digest(), text, ['bar']), channel: text }));
});

describe('the settings of a digest', () => {
  test('are one window with the most likely choice made', () => {
    const modal = digestSettingsModal(digestSettings({ at: '09:30', changedBy: 'Bo' }));
    expectGoodModal(modal);
    const text = sketch(modal);
    expect(text).toContain('What you save holds for everybody there.');
    expect(JSON.stringify(modal)).toContain('Hour (Europe/London)');
    expect(text).toContain('Last changed by Bo');
    expect(JSON.stringify(modal)).toContain('"initial_option":{"text":{"type":"plain_text","text":"09:30"');
  });

  test('say when the next one comes, or how it is brought back', () => {
    expect(sketch(digestSettingsSaved(digestSettings()))).toContain(
      'The next digest of *Payments* comes in #team-payments',
    );
    expect(sketch(digestSettingsSaved(digestSettings({ off: true, next: null })))).toContain(
      'brings it back',
    );
  });

  test('are read back as they were chosen, and nothing else is', () => {
    const values = { day: ['fri'], at: ['16:00'], parts: ['rules', 'strange'], off: [] };
    expect(readDigestChoice(values)).toEqual({ day: 'fri', at: '16:00', parts: ['rules'], off: false });
    expect(readDigestChoice({ ...values, off: ['off'] })?.off).toBe(true);
    expect(readDigestChoice({ ...values, day: ['never'] })).toBeUndefined();
    expect(readDigestChoice({ ...values, at: ['25:00'] })).toBeUndefined();
  });

  survivesHostileText((text) => ({
    ...digestSettingsModal(poisoned(digestSettings({ changedBy: 'x' }), text, ['day', 'at', 'parts'])),
    // For us alone: nobody sees it.
    private_metadata: '',
  }));
});

test('how the score went is a line beside it, and words for whoever hears them', () => {
  const score = { now: 72, moved: 2, weekly: [90, 80, 72] };
  const message = digestMessage({ digest: digest({ score }), ...ALL }, OPTIONS);
  expectGoodMessage(message);
  expect(sketch(message)).toContain('score 72 (▲2) ▇▇▅ down from 90 in 2 weeks');
  expect(message.text).toContain('Score 72, down from 90 in 2 weeks.');
});
