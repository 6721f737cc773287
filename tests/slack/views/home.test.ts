import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/domain/instant.ts';
import { homeView } from '../../../src/slack/views/home.ts';
import { homeValue, readHome } from '../../../src/slack/views/home-target.ts';
import type { HomeView } from '../../../src/use-cases/home-views.ts';
import { viewProblems } from '../../../src/workspace/limits/check-limits.ts';
import { expectHarmless, HOSTILE, poisoned } from '../../support/hostile.ts';
import { exceptionLine } from '../../support/literal-exceptions.ts';
import {
  comingRule,
  decisions,
  home,
  homeInitiative,
  homeService,
  homeVerification,
} from '../../support/literal-home.ts';
import { sketch } from '../../support/sketch.ts';
import { NOW } from '../../support/view-models.ts';

function shown(view: HomeView): string {
  const drawn = homeView(view);
  expect(viewProblems(drawn)).toEqual([]);
  expectHarmless(drawn);
  return sketch({ text: '', blocks: drawn.blocks });
}

const NONE = { items: [], total: 0 };

test('a Home tells what waits, what is theirs, what is coming and how they are reminded, each with its action', () => {
  expect(shown(home({ decisions: { items: decisions('ledger'), total: 6 } }))).toMatchInlineSnapshot(`
    "
    says: 
    # Production readiness
    [external_select pick: Find a service]

    *6 decisions wait for you*
    ⚠️ *40 reminders to 20 of 30 owners: held back*
    ledger
    [Send → storm-send st1] [Discard → storm-discard st1] [Jobs → say admin jobs]
    🛡️ *ledger* · ledger
    Omar asks until <!date^1774518060^{date}|26 March 2026> · asked 1 day ago [Decide → exception-open e1]
    🛡️ *12 services* · ledger
    Omar asks until <!date^1774518060^{date}|26 March 2026> · asked 1 day ago [Decide → say exceptions to-decide]
    ⚠️ ledger says that *ledger* is of Ledger · 2 days ago
    _ledger_
    [Confirm → claim-confirm c1] [Not us → claim-not-us c1] [Someone else → claim-other c1] [Open the card → open ledger]
    ⚠️ ledger says that *ledger* is not of Ledger · 2 days ago
    [It stays theirs → claim-not-us c2] [Someone else → claim-other c2] [Open the card → open ledger]
    ⚠️ *ledger* · tier tier-1 → ledger
    ledger asks that less is asked of it · 2 days ago
    _ledger_
    [Approve → relabel-approve r1] [Deny → relabel-deny r1] [Open the card → open ledger]

    *Your services* · 4 services · minimum bar met by 2 of 3 · 1 service without a scorecard
    🥇 Gold 1   🥈 Silver 1   🥉 Bronze 0   ⚪ Starting 1
    🥈 *payments-api* · Silver · tier-2
    ✅ minimum bar met · score 81 ▼ 5 · 2 not yet · 1 not known [overflow menu: Open the card → open payments-api, Check again → check-again payments-api, Details → details checks 0 payments-api, Request exception → exception-new new payments-api *]
    🥈 *ledger* · Silver · tier-2
    ✅ minimum bar met · score 81 ▼ 5 · 2 not yet · 1 not known [overflow menu: Open the card → open ledger, Check again → check-again ledger, Details → details checks 0 ledger, Request exception → exception-new new ledger *]
    . worst first · ▲▼ since a week ago

    *Your initiatives*
    *On-call for all* · 7 days left
    ██████▒░░░ 9 of 12 · 2 open · 1 not known [Open → initiative-open i1 0]

    *Coming rules*
    🗓️ *SLO defined* · from <!date^1775727660^{date}|9 April 2026>
    3 of 6 would pass today · ❌ not yet: ledger and search · ❔ 1 not known [Explain → explain 0 production-readiness/slo]

    *Exceptions that you asked for*
    🛡️ *payments-api* · Code coverage over 85 %
    waits for 2 more · until <!date^1774518060^{date}|26 March 2026> [overflow menu: Open → exception-open 0195f2f0-0000-7000-8000-0000000000e1]

    *Your reminders*
    As steward of Payments: on working days from 09:00 (Europe/London), of everything that is due. [Change → nudge-settings]
    [Heat map → say report map] [What is checked → say:1 explain] [Register a service → register] [Help → say:2 help]
    . <!date^1773308460^as of {date_short_pretty} at {time}|as of 12 March 2026 at 09:41 UTC>
    "
  `);
});

test('whoever has nothing to decide, no initiative, no exception and no coming rule reads nothing of them', () => {
  const calm = shown(home({ initiatives: NONE, coming: NONE, exceptions: NONE }));
  expect(calm).not.toMatch(/decision|initiative|Coming|Exceptions/);
  expect(calm).toContain('*Your services*');
  expect(calm).toContain('*Your reminders*');
});

test('a newcomer sees how to start', () => {
  const view = home({ newcomer: true, services: null, initiatives: NONE, coming: NONE, exceptions: NONE });
  const text = shown(view);
  expect(text).toContain('You are in no team of the catalog yet');
  expect(text).toContain('your own. The catalog has 40 services.\n');
  for (const way of ['pick', 'say list', 'register', 'say:1 help']) expect(text).toContain(way);
  expect(shown({ ...view, mayRegister: false })).not.toContain('register');
});

describe('a service', () => {
  const line = (more: Parameters<typeof homeService>[1]) => {
    const services = home().services as NonNullable<HomeView['services']>;
    const page = { ...services.page, lines: [homeService('ledger', more)], total: 1 };
    return shown(home({ services: { ...services, page } }));
  };

  test.each([
    [{ score: 5, levels: 1 }, 'score 81 ▲ 5 ▲ 1 level'],
    [{ score: -5, levels: 0 }, 'score 81 ▼ 5 ·'],
    [{ score: null, levels: -2 }, 'score 81 ▼ 2 levels'],
    [{ score: 0, levels: 0 }, 'score 81 ·'],
    [null, 'score 81 ·'],
  ])('that moved by %j says so', (moved, words) => {
    expect(line({ moved })).toContain(words);
  });

  test('without scorecard says so', () => {
    expect(line({ standing: null })).toContain('no scorecard applies');
  });

  test('of which the minimum bar is not known says so', () => {
    const standing = { bar: 'unknown' as const, failing: 0, unknown: 3, primary: null };
    expect(line({ standing, moved: null })).toContain("❔ can't tell the minimum bar · 3 not known");
  });
});

test('pages turn within the same services', () => {
  const services = home().services as NonNullable<HomeView['services']>;
  const lines = Array.from({ length: 10 }, (_, nth) => homeService(`service-${nth}`));
  const of = { kind: 'team', id: 'payments' } as const;
  const text = shown(
    home({
      of,
      name: 'Payments',
      services: { ...services, page: { lines, offset: 10, size: 10, total: 25 } },
    }),
  );
  expect(text).toContain('home-page:0 team 0 payments');
  expect(text).toContain('home-page:1 team 20 payments');
  expect(text).toContain('11–20 of 25');
});

test('what is shown is chosen in the menu, even where it is none of the usual choices', () => {
  const choices = [{ of: { kind: 'me' }, name: '' } as const];
  const of = { kind: 'team', id: 'search' } as const;
  const text = JSON.stringify(homeView(home({ of, name: 'Search', choices })));
  expect(text).toContain('"initial_option":{"text":{"type":"plain_text","text":"Search"');
  expect(homeView(home({ choices: [] })).blocks).not.toContain('home-switch');
});

describe('what waits to be confirmed', () => {
  const due = (more: Partial<HomeView['verifications']> = {}, last = {}) => {
    const items = [homeVerification('ledger', last)];
    return shown(home({ verifications: { items, total: 1, offset: 0, size: 5, ...more } }));
  };

  test('is told with since when, when it was confirmed last, and both answers', () => {
    const text = due();
    expect(text).toMatch(
      /\*ledger\* · Payments\ndue since <!date\S+\|9 March 2026> · last confirmed <!date\S+\|9 December 2025>/,
    );
    expect(text).toContain('[All still true → verify ledger] [Edit → edit ledger]');
  });

  test('may be due soon, confirmed by nobody before, and another’s to edit', () => {
    const text = due({}, { due: NOW + DAY, verifiedAt: null, mayEdit: false });
    expect(text).toMatch(/due by <!date\S+\|13 March 2026> · never confirmed yet/);
    expect(text).not.toContain('[Edit');
  });

  test('is turned by itself: the services stay on their page', () => {
    const view = home({
      verifications: { items: [homeVerification('ledger')], total: 12, offset: 5, size: 5 },
    });
    const services = view.services as NonNullable<HomeView['services']>;
    const page = { ...services.page, offset: 10, total: 25 };
    const text = shown({ ...view, services: { ...services, page } });
    expect(text).toContain('6–6 of 12');
    expect(text).toContain('[◀ Previous → home-page:2 me 10] [Next ▶ → home-page:3 me 10,6]');
    expect(text).toContain('home-page:1 me 12,5');
  });
});

describe('whatever the size', () => {
  const many = <T>(all: readonly T[], times: number) => Array.from({ length: times }, () => all).flat();
  const large = (times: number, text: string): HomeView =>
    home({
      choices: Array.from({ length: times }, (_, nth) => ({
        of: { kind: 'team', id: `team-${nth}` },
        name: text,
      })),
      decisions: { items: decisions(text).slice(3).concat(decisions(text)).slice(0, 8), total: times },
      verifications: {
        items: many([homeVerification(text, { owner: { id: text, name: text } })], 5),
        total: times,
        offset: 5,
        size: 5,
      },
      services: {
        summary: (home().services as NonNullable<HomeView['services']>).summary,
        page: {
          lines: many([homeService(text)], 10),
          offset: 10,
          size: 10,
          total: times,
        },
      },
      initiatives: { items: many([homeInitiative({ title: text, own: true })], 6), total: times },
      coming: {
        items: many([comingRule({ title: text, failing: [text, text, text], fail: times })], 6),
        total: times,
      },
      exceptions: { items: many([exceptionLine({ titles: [text, text] })], 8), total: times },
    });

  test.each([200, 500])('%i of everything fit into a Home of Slack’s', (times) => {
    shown(large(times, 'On-call for all'));
    expect(homeView(large(times, 'x')).blocks.length).toBeLessThanOrEqual(100);
    expect(homeView(large(times, 'x')).blocks.at(-1)).toMatchObject({ type: 'context' });
  });

  test.each(HOSTILE)('%s does no harm', (_name, text) => {
    shown(poisoned(large(200, text), text, ['kind', 'bar', 'state', 'nudges', 'only', 'day', '0']));
  });
});

test.each([
  { of: { kind: 'me' }, offset: 0 },
  { of: { kind: 'organisation' }, offset: 20 },
  { of: { kind: 'me' }, offset: 10, confirming: 5 },
  { of: { kind: 'team', id: 'payments and refunds' }, offset: 10 },
] as const)('what a Home shows is read as it was written: %j', (ask) => {
  expect(readHome(homeValue(ask))).toEqual(ask);
});

test.each(['', 'me', 'me 0 x', 'me 0,', 'team 0', 'team x payments', 'all 0'])(
  '“%s” shows nothing',
  (value) => {
    expect(readHome(value)).toBeUndefined();
  },
);
