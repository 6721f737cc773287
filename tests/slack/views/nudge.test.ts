import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/domain/instant.ts';
import { checkedAllMessage, nudgeMessage } from '../../../src/slack/views/nudge.ts';
import type { NudgeView } from '../../../src/use-cases/nudge-views.ts';
import { expectGoodMessage, poisoned, survivesHostileText } from '../../support/hostile.ts';
import { checkItem, endingItem, nudgeService, nudgeView } from '../../support/literal-nudges.ts';
import { sketch } from '../../support/sketch.ts';
import { check, checkView, NOW } from '../../support/view-models.ts';

const HOME = 'slack://app?team=T1&id=A1&tab=home';
const drawn = (nudge: NudgeView, home: string | null = HOME) => nudgeMessage(nudge, { now: NOW, home });

const RICH = nudgeView({
  services: [
    nudgeService('payments-api', {
      due: NOW + 50 * DAY,
      initiative: 'On-call for all',
      items: [
        checkItem('Two on-call levels', {
          due: NOW + 50 * DAY,
          why: 'initiative',
          initiative: 'On-call for all',
        }),
        checkItem('Merge approval', { why: 'regression', isNew: false }),
        endingItem({ isNew: false }),
        checkItem('Runbook linked'),
      ],
    }),
    nudgeService('ledger', { snoozedUntil: NOW + DAY }),
  ],
});

test('a reminder says what is open of what is theirs, with value, date and how to mend it, and what can be done', () => {
  const message = drawn(RICH);
  expectGoodMessage(message);
  expect(sketch(message)).toMatchInlineSnapshot(`
    "
    says: payments-api: two on-call levels, due 1 May 2026; 4 more
    *2 services need you*
    *payments-api* · due <!date^1777628460^{date}|1 May 2026> · On-call for all
    ❌ Two on-call levels · 1 on-call level, needs 2 · new · <https://wiki.acme.test/branch-rules|Fix>
    ❌ Merge approval · 1 on-call level, needs 2 · was ok until <!date^1773135660^{date}|10 March 2026> · <https://wiki.acme.test/branch-rules|Fix>
    🗓️ Exception for Code coverage ends in 3 days
    and 1 more [overflow menu: Check again → nudge-menu check payments-api, Snooze a day → snooze 1 payments-api, Snooze a week → snooze 7 payments-api, Request exception → nudge-menu except payments-api production-readiness/two-on-call-levels, Not mine → not-mine payments-api]
    *ledger* · snoozed until <!date^1773394860^{date}|13 March 2026> (in 1 day)
    ❌ Two on-call levels · 1 on-call level, needs 2 · new · <https://wiki.acme.test/branch-rules|Fix> [overflow menu: Check again → nudge-menu check ledger, Snooze a day → snooze 1 ledger, Snooze a week → snooze 7 ledger, Request exception → nudge-menu except ledger production-readiness/two-on-call-levels, Not mine → not-mine ledger]
    [Check all again → nudge-check-all 0195f2f0-0000-7000-8000-0000000000a1] [Open Home → open-home] [Settings → nudge-settings]
    . You are Payments’ steward. At most one of these a day.
    "
  `);
});

test.each([
  ['on-call', 'except payments-api production-readiness/on-call'],
  ['r'.repeat(40), 'except payments-api *'],
])(
  'a request for an exception is about the check that is told first, where its name fits: %s',
  (rule, value) => {
    const items = [endingItem(), { ...checkItem(), view: { ...checkItem().view, rule } }];
    const text = sketch(drawn(nudgeView({ services: [nudgeService('payments-api', { items })] })));
    expect(text).toContain(`Request exception → nudge-menu ${value},`);
  },
);

test('the lock screen names the first and says how many follow', () => {
  expect(drawn(nudgeView()).text).toBe('payments-api: two on-call levels');
  expect(drawn(RICH).text).toBe('payments-api: two on-call levels, due 1 May 2026; 4 more');
  const ending = nudgeView({ services: [nudgeService('ledger', { items: [endingItem()] })] });
  expect(drawn(ending).text).toBe('ledger: code coverage ends in 3 days');
});

test('at most five services with three checks are shown; Home has the rest', () => {
  const items = Array.from({ length: 9 }, (_, nth) => checkItem(`Question ${nth}`));
  const services = Array.from({ length: 12 }, (_, nth) => nudgeService(`service-${nth}`, { items }));
  const shown = sketch(drawn(nudgeView({ services })));
  expect(shown.match(/❌/g)).toHaveLength(15);
  expect(shown.match(/and 6 more/g)).toHaveLength(5);
  expect(shown).toContain('*12 services need you*');
  expect(shown).toContain(
    'and 7 more services: <slack://app?team=T1&amp;id=A1&amp;tab=home|Home lists them>',
  );
  expect(sketch(drawn(nudgeView({ services }), null))).toContain('and 7 more services: `/ready` lists them');
});

test('the first one says who speaks, why to them, and where to change that; later ones do not', () => {
  const first = sketch(drawn(nudgeView({ first: true })));
  expect(first).toContain('I am Ready');
  expect(first).toContain('You get this as Payments’ steward. *Settings* below');
  expect(sketch(drawn(nudgeView()))).not.toContain('I am Ready');
});

test('what was mended leaves, and when all is, it says so without buttons that are of no use', () => {
  expect(sketch(drawn(nudgeView({ fixed: 2 })))).toContain('✅ 2 done since');
  const done = drawn(nudgeView({ done: true, fixed: 3, services: [] }));
  expectGoodMessage(done);
  expect(sketch(done)).toMatchInlineSnapshot(`
    "
    says: All done. 3 things that I told you of are done. Thank you.
    ✅ *All done.* 3 things that I told you of are done. Thank you.
    [Open Home → open-home] [Settings → nudge-settings]
    . You are Payments’ steward. At most one of these a day.
    "
  `);
});

test('what is to be confirmed is asked where it is read', () => {
  const due = endingItem({ what: 'verification', id: 'k1', title: 'Owner and links are still true' });
  const one = (until: number) =>
    nudgeView({ services: [nudgeService('ledger', { items: [{ ...due, until }] })] });
  const message = drawn(one(NOW - DAY));
  expectGoodMessage(message);
  expect(message.text).toBe('ledger: is it all still true?');
  expect(sketch(message)).toContain('🗓️ To be confirmed since <!date^');
  expect(sketch(message)).toContain('[Still true? → nudge-menu:0 verify ledger]');
  expect(drawn(one(NOW + 3 * DAY)).text).toBe('ledger: is it all still true? By 15 March 2026');
  expect(sketch(drawn({ ...one(NOW), id: '' }))).not.toContain('[Still true?');
});

test('what is another team’s by now leaves, and says whose it is', () => {
  const moved = [
    { service: nudgeService('ledger').service, to: { id: 'search', name: 'Search' } },
    { service: nudgeService('till').service, to: null },
  ];
  const some = sketch(drawn(nudgeView({ moved })));
  expect(some).toContain('*1 service needs you*\n➖ ledger is now Search’s\n➖ till has no owner any more');
  const none = drawn(nudgeView({ moved, teams: [], services: [], done: true }));
  expectGoodMessage(none);
  expect(sketch(none)).toContain('➖ *Nothing of this is yours any more.*\n➖ ledger is now Search’s');
  const mended = sketch(drawn(nudgeView({ moved, services: [], done: true, fixed: 1 })));
  expect(mended).toContain('✅ *All done.* 1 thing');
});

test('what no initiative asks for any more leaves, and is not called done', () => {
  const some = sketch(drawn(nudgeView({ dropped: 1 })));
  expect(some).toContain('*1 service needs you*\n➖ 1 thing no initiative asks for any more');
  const none = drawn(nudgeView({ dropped: 2, services: [], done: true }));
  expectGoodMessage(none);
  expect(sketch(none)).toContain('➖ *Nothing of this is asked for any more.*');
  expect(sketch(none)).not.toContain('All done');
});

describe('in a channel', () => {
  const to = { kind: 'channel', channel: '#team-payments' } as const;
  const secret = checkView('No leaked secrets', 'fail', {
    sensitive: true,
    check: check('s', 'fail', { reason: '3 keys in .env' }),
  });

  test('it withholds the values of sensitive checks, which their steward reads', () => {
    const services = [nudgeService('payments-api', { items: [checkItem('', { view: secret })] })];
    expect(sketch(drawn(nudgeView({ services, to })))).toContain('details are private to its team');
    expect(sketch(drawn(nudgeView({ services, to })))).not.toContain('3 keys');
    expect(sketch(drawn(nudgeView({ services })))).toContain('3 keys');
  });

  test('it speaks of the team, not of a steward', () => {
    const shown = sketch(drawn(nudgeView({ to, first: true })));
    expect(shown).toContain('`nudges: channel` of Payments’ team');
    expect(shown).toContain('Reminders of Payments’ services. At most one of these a day.');
    expect(shown).not.toMatch(/steward|Settings/);
  });
});

test('a sample can be read, and nothing can be done about it', () => {
  const sample = sketch(drawn(nudgeView({ id: '' }), null));
  expect(sample).toContain('nothing was sent to anybody');
  expect(sample).not.toMatch(/\[(overflow|Check all|Settings)/);
});

test('what was checked again is told in a line, with what did not answer', () => {
  const asked = { nudge: nudgeView({ fixed: 1 }), trouble: [{ reason: 'PagerDuty answers 503' }] };
  const message = checkedAllMessage(asked);
  expectGoodMessage(message);
  expect(sketch(message)).toMatchInlineSnapshot(`
    "
    says: Checked again: 1 still open at 1 service, 1 done.
    ❌ Checked again: 1 still open at 1 service, 1 done.
    . ❔ PagerDuty answers 503
    . What these know stays as it was.
    "
  `);
  const left = { nudge: nudgeView({ done: true, services: [] }), trouble: [] };
  expect(checkedAllMessage(left).text).toBe('Checked again: nothing of it is left.');
});

const KEEP = ['id', 'kind', 'what', 'why', 'outcome', 'standing', 'cause', 'key'];

survivesHostileText((text) => {
  const items = Array.from({ length: 30 }, () => poisoned(checkItem(), text, KEEP));
  const ends = Array.from({ length: 30 }, () => poisoned(endingItem(), text, KEEP));
  const services = Array.from({ length: 200 }, (_, nth) =>
    poisoned(
      nudgeService(`service-${nth}`, {
        items: nth % 2 ? items : ends,
        initiative: 'x',
        due: NOW,
        snoozedUntil: NOW,
      }),
      text,
      KEEP,
    ),
  );
  const teams = Array.from({ length: 50 }, () => ({ id: text, name: text }));
  return drawn(nudgeView({ services, teams, first: true, to: { kind: 'person', id: 'U1', name: text } }));
});

survivesHostileText((text) =>
  checkedAllMessage({ nudge: nudgeView(), trouble: Array.from({ length: 9 }, () => ({ reason: text })) }),
);
