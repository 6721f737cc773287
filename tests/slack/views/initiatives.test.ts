import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/domain/instant.ts';
import { initiativeAskModal } from '../../../src/slack/views/initiative-ask.ts';
import { cancelModal, extendModal } from '../../../src/slack/views/initiative-decisions.ts';
import { emptyInitiative, type InitiativeForm } from '../../../src/slack/views/initiative-form.ts';
import { initiativeList } from '../../../src/slack/views/initiative-list.ts';
import { initiativeMessage } from '../../../src/slack/views/initiative-notices.ts';
import { initiativeModal } from '../../../src/slack/views/initiative-view.ts';
import { burnUp, leftWords, progressBar } from '../../../src/slack/views/initiative-words.ts';
import type { InitiativeView } from '../../../src/use-cases/initiative-views.ts';
import type { InitiativeNews } from '../../../src/use-cases/initiatives/initiative-intents.ts';
import { expectGoodMessage, expectGoodModal, poisoned, survivesHostileText } from '../../support/hostile.ts';
import {
  COUNTS,
  initiative,
  initiativeChoices,
  initiativeLine,
  initiativeView,
  laggard,
} from '../../support/literal-initiatives.ts';
import { sketch } from '../../support/sketch.ts';
import { NOW } from '../../support/view-models.ts';

const KEEP = ['id', 'state', 'progress', 'channel', 'owner', 'day', 'by', 'date', 'usualDate'];

const NEWS: readonly InitiativeNews[] = [
  'drafted',
  'start',
  'half',
  'last-week',
  'extended',
  'met',
  'ended',
  'cancelled',
  'week',
];

/** 200 services of 60 teams, most of them behind. */
function many(): InitiativeView {
  const laggards = Array.from({ length: 12 }, (_, nth) =>
    laggard(`service-${nth}-${'x'.repeat(50)}`, {
      late: nth % 2 === 0,
      daysLeft: nth - 6,
      gaps: Array.from({ length: 9 }, (_, rule) => ({
        title: `Rule ${rule} ${'y'.repeat(200)}`,
        reason: 'z'.repeat(300),
      })),
    }),
  );
  return initiativeView({
    counts: { done: 60, open: 120, excused: 10, unknown: 10 },
    teams: Array.from({ length: 60 }, (_, nth) => ({
      team: { id: `team-${nth}`, name: `Team ${nth} ${'t'.repeat(100)}` },
      counts: { done: 1, open: 2, excused: 0, unknown: 0 },
    })),
    laggards: { items: laggards, total: 120, offset: 24, size: 12 },
    blockers: {
      unknown: laggards.slice(0, 5),
      unknownTotal: 10,
      ownerless: laggards.slice(5, 10),
      ownerlessTotal: 30,
    },
    days: Array.from({ length: 400 }, (_, nth) => ({
      day: `${2024 + Math.floor(nth / 336)}-${String((Math.floor(nth / 28) % 12) + 1).padStart(2, '0')}-01`,
      counts: { done: Math.floor(nth / 7), open: 200 - Math.floor(nth / 7), excused: 0, unknown: 0 },
    })),
  });
}

test('a list says how far each is, and leads to them and to a new one', () => {
  const message = initiativeList({
    running: [initiativeLine()],
    drafts: [initiativeLine({ state: 'draft', title: 'Runbooks', startedAt: null })],
    ended: [initiativeLine({ state: 'met', title: 'SLOs' }, { done: 9, open: 0, excused: 0, unknown: 0 })],
  });
  expectGoodMessage(message);
  expect(sketch(message)).toMatchInlineSnapshot(`
    "
    says: 1 running initiative: On-call for all, 9 of 12 done, 7 days left.
    # 1 running initiative
    *On-call for all* · 7 days left
    ██████▒░░░ 9 of 12 · Ana [Open → initiative-open:0 0195f2f0-0000-7000-8000-0000000000a1 0]
    *Drafts of yours*
    Runbooks · draft · Ana
    *Ended*
    SLOs · met · 9 of 9 · Ana
    [static_select initiative-open: On-call for all · 7 days left → 0195f2f0-0000-7000-8000-0000000000a1 0, Runbooks · draft → 0195f2f0-0000-7000-8000-0000000000a1 0, SLOs · met → 0195f2f0-0000-7000-8000-0000000000a1 0] [New → initiative-new]
    "
  `);
});

test('without any it says what one is', () => {
  const message = initiativeList({ running: [], drafts: [], ended: [] });
  expectGoodMessage(message);
  expect(sketch(message)).toMatch(/^\nsays: No initiative yet\..*\[New → initiative-new\]/s);
});

test('60 of them fit a message, and all can be opened', () => {
  const running = Array.from({ length: 60 }, (_, nth) =>
    initiativeLine({ id: `id-${nth}`, title: `${nth} ${'w'.repeat(118)}` }),
  );
  const message = initiativeList({ running, drafts: [], ended: [] });
  expectGoodMessage(message);
  expect(JSON.stringify(message)).toContain('id-59 0');
});

test('one shows how far it is, who is behind, and what keeps them', () => {
  const modal = initiativeModal(initiativeView());
  expectGoodModal(modal);
  expect(sketch(modal)).toMatchInlineSnapshot(`
    "
    modal: Initiative
    *On-call for all*
    Shoppers do not wait until morning.
    . 🗓️ 7 days left, until <!date^1773913260^{date}|19 March 2026> · Ana runs it
    . Asks for Two on-call levels
    . Services: tier:tier-1
    | Told in undefined
    ██████▒░░░ 9 of 12 done, 1 of them by exception; 2 open, 1 nobody can tell
    . ▂▆ since 20 February 2026: 2 of 12 then, 9 of 12 now
    *By team*
    | ██████░░░░ 3 of 5 *Payments*
    | ░░░░░░░░░░ 0 of 1 no owner
    | ████████▒▒ 6 of 6 *Search*
    *Not there yet* · 2 services
    | ❌ *payments-api* · Two on-call levels · Payments
    | ❌ *ledger* · Two on-call levels · Payments
    *Nobody can tell* · 1 service
    | ❔ *old-site* · Two on-call levels: PagerDuty answers 403 · no owner
    [Edit → initiative-new 0195f2f0-0000-7000-8000-0000000000a1] [Extend the deadline → initiative-extend 0195f2f0-0000-7000-8000-0000000000a1] [Cancel it → initiative-cancel 0195f2f0-0000-7000-8000-0000000000a1]
    "
  `);
});

test('200 services of 60 teams are paged, and so long a history is one line', () => {
  const modal = initiativeModal(many());
  expectGoodModal(modal);
  const shown = sketch(modal);
  expect(shown).toContain('. 25–36 of 120');
  expect(shown).toMatch(/Previous → initiative-open:0 \S+ 12\].*Next ▶ → initiative-open:1 \S+ 36\]/);
  expect(shown).toContain('and 45 more teams');
  expect(shown).toMatch(/▁{2,}[▁▂▃]+ since 1 January 2024/);
});

test('a draft says what it would be about, and is started or dropped', () => {
  const preview = { services: 42, owners: 9, counts: COUNTS, problem: null };
  const may = { edit: true, start: true, extend: false, cancel: true, close: false };
  const modal = initiativeModal(initiativeView({ initiative: initiative({ state: 'draft' }), preview, may }));
  expectGoodModal(modal);
  const shown = sketch(modal);
  expect(shown).toContain('Would be about *42 services of 9 teams*; 9 meet it already.');
  expect(shown).toMatch(/\[Start → initiative-start \S+\] \[Edit → initiative-new \S+\] \[Cancel it/);
  expect(shown).not.toContain('Not there yet');
});

test('who may nothing sees no button', () => {
  const may = { edit: false, start: false, extend: false, cancel: false, close: false };
  expect(sketch(initiativeModal(initiativeView({ may })))).not.toContain('→ initiative-');
});

test.each<[number, string]>([
  [2, '2 days left'],
  [0, 'today is the last day'],
  [-1, '1 day over'],
])('%d days left read as “%s”', (days, words) => {
  expect(leftWords(days)).toBe(words);
});

test('a bar is full only when all are there, and empty for nobody', () => {
  expect(progressBar({ done: 199, open: 1, excused: 0, unknown: 0 })).toBe('█████████░');
  expect(progressBar({ done: 8, open: 0, excused: 2, unknown: 0 })).toBe('████████▒▒');
  expect(progressBar({ done: 0, open: 0, excused: 0, unknown: 0 })).toBe('░░░░░░░░░░');
  expect(burnUp([{ day: 'x', counts: COUNTS }])).toBe('');
});

describe('the window', () => {
  const scene = (form: Partial<InitiativeForm> = {}, rules = 3) => ({
    form: { ...emptyInitiative(initiativeChoices(rules), 'UANA'), ...form },
    choices: initiativeChoices(rules),
    preview: null,
    running: false,
  });

  test.each<[string, Partial<InitiativeForm>, string]>([
    ['saves a draft', {}, 'Save draft'],
    ['starts', { start: true }, 'Start'],
    ['saves what is edited', { id: 'a1' }, 'Save'],
  ])('%s', (_what, form, label) => {
    const modal = initiativeAskModal(scene(form));
    expectGoodModal(modal);
    expect(modal.submit?.text).toBe(label);
  });

  test('offers 300 rules within Slack’s limits, or a level', () => {
    expectGoodModal(initiativeAskModal(scene({}, 300)));
    expect(JSON.stringify(initiativeAskModal(scene({ by: 'level' })))).toContain(
      'level production-readiness',
    );
  });

  test('of a running one does not move the deadline', () => {
    const modal = initiativeAskModal({ ...scene({ id: 'a1' }), running: true });
    expect(JSON.stringify(modal)).not.toContain('datepicker');
  });

  test('without a scorecard has nothing to submit', () => {
    const modal = initiativeAskModal({ ...scene(), choices: { ...initiativeChoices(), scorecards: [] } });
    expectGoodModal(modal);
    expect(modal.submit).toBeUndefined();
  });
});

describe('what is said', () => {
  test.each(NEWS)('%s is a good message, at 200 services too', (what) => {
    expectGoodMessage(initiativeMessage(initiativeView(), what, 'Europe/London'));
    expectGoodMessage(initiativeMessage(many(), what, 'Europe/London'));
  });

  test.each<[InitiativeNews, RegExp]>([
    ['start', /Starts: 12 services of 2 teams by .*Asked for: Two on-call levels/],
    [
      'half',
      /Half way: 7 days left.*9 of 12 done, 1 of them by exception; 2 open, 1 nobody can tell.*Furthest behind: Payments \(3 of 5\) and no owner \(0 of 1\)/s,
    ],
    ['extended', /New deadline: .* \(Ana: Vendors are late\)/],
    ['cancelled', /Cancelled \(Ana: Vendors are late\)/],
    ['ended', /Its time is over, and not all are there/],
    ['week', /payments-api.*Nobody can tell.*PagerDuty answers 403.*Mondays because you run it/s],
  ])('%s tells what it is about', (what, words) => {
    const remark = { by: 'Ana', text: 'Vendors are late' };
    const view = initiativeView({ initiative: initiative({ remark }) });
    expect(sketch(initiativeMessage(view, what, 'Europe/London'))).toMatch(words);
  });

  test('the last list is kind and short', () => {
    const counts = { done: 12, open: 0, excused: 0, unknown: 0 };
    const message = initiativeMessage(initiativeView({ counts }), 'week', 'UTC');
    expect(message.text).toBe('On-call for all: Everybody is there by now, so this was the last list.');
  });

  test('a channel reads no service’s reasons', () => {
    for (const what of NEWS.filter((one) => one !== 'week'))
      expect(JSON.stringify(initiativeMessage(initiativeView(), what, 'UTC'))).not.toContain('403');
  });

  test('whoever is to run one hears whether it runs already', () => {
    const told = (state: 'draft' | 'active') =>
      initiativeMessage(initiativeView({ initiative: initiative({ state }) }), 'drafted', 'UTC').text;
    expect(told('draft')).toContain('Nobody is told of it until you start it');
    expect(told('active')).toContain('you are the one who answers for it');
  });

  test('a listener hears the day, not a token', () => {
    expect(initiativeMessage(initiativeView(), 'last-week', 'Europe/London').text).toMatch(
      /^On-call for all: Last week: due \d+ March 2026\.$/,
    );
  });
});

describe('hostile texts', () => {
  const hostile = (text: string) =>
    poisoned(
      initiativeView({
        initiative: initiative({ deadline: NOW + 90 * DAY, remark: { by: 'x', text: 'y' } }),
        trouble: 'z',
      }),
      text,
      KEEP,
    );

  describe('in one initiative', () => survivesHostileText((text) => initiativeModal(hostile(text))));
  describe('in a list', () =>
    survivesHostileText((text) => {
      const line = hostile(text);
      return initiativeList({ running: [line, line], drafts: [line], ended: [line] });
    }));
  describe('in its channel', () =>
    survivesHostileText((text) => initiativeMessage(hostile(text), 'extended', 'UTC')));
  describe('in the owner’s list', () =>
    survivesHostileText((text) => initiativeMessage(hostile(text), 'week', 'UTC')));
  describe('in the window', () =>
    survivesHostileText((text) => {
      const choices = poisoned(initiativeChoices(), text, KEEP);
      // What a person typed themselves comes back as they typed it.
      const form = emptyInitiative(choices, 'UANA');
      const preview = { services: 0, owners: 0, counts: COUNTS, problem: text };
      return initiativeAskModal({
        form: { ...form, scorecard: 'production-readiness' },
        choices: { ...choices, timezone: 'UTC' },
        preview,
        running: false,
      });
    }));
  describe('in the other windows', () => {
    survivesHostileText((text) => extendModal(hostile(text)));
    survivesHostileText((text) => cancelModal(hostile(text)));
  });
});
