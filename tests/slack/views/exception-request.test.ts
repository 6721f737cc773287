import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { exceptionRequest } from '../../../src/slack/views/exception-request.ts';
import { exceptionModal } from '../../../src/slack/views/exception-view.ts';
import type { ExceptionView } from '../../../src/use-cases/exception-views.ts';
import { expectGoodMessage, expectGoodModal, poisoned, survivesHostileText } from '../../support/hostile.ts';
import { ANA, BO, exception, exceptionLine, exceptionView, OMAR } from '../../support/literal-exceptions.ts';
import { sketch } from '../../support/sketch.ts';
import { check, checkView, NOW } from '../../support/view-models.ts';

const KEEP = ['outcome', 'standing', 'kind', 'state', 'id', 'bar'];
const OPTIONS = { shared: false };

const agreed = { by: ANA, at: NOW - HOUR / 2, until: NOW + 14 * DAY };

function earlier(daysAgo: number) {
  const asked = exception({
    id: `e-${daysAgo}`,
    state: 'expired',
    requestedAt: NOW - daysAgo * DAY,
    until: NOW - (daysAgo - 14) * DAY,
    end: { at: NOW - (daysAgo - 14) * DAY, by: null, reason: '' },
  });
  return exceptionLine({ exception: asked, missing: 0 });
}

/** 200 checks with long names and reasons, much said, many before. */
function huge(): ExceptionView {
  const many = Array.from({ length: 200 }, (_, nth) => nth);
  const checks = many.map((nth) =>
    checkView(`${'long '.repeat(60)}${nth}`, 'fail', {
      rule: `rule-${nth}`,
      check: check(`rule-${nth}`, 'fail', { reason: '"&<>'.repeat(400) }),
    }),
  );
  return exceptionView({
    exception: exception({
      rules: checks.map(({ scorecard, rule }) => ({ rule: `${scorecard}/${rule}`, meaning: 'm' })),
      reason: '&<>"'.repeat(2_000),
      risk: '&<>"'.repeat(2_000),
      followUp: `https://jira.acme.test/${'x'.repeat(3_000)}`,
      approvalsRequired: 40,
      approvals: many
        .slice(0, 39)
        .map((nth) => ({ ...agreed, by: { id: `U${nth}`, name: 'n'.repeat(200) } })),
    }),
    checks,
    titles: checks.map(({ title }) => title),
    earlier: many.map((nth) => earlier(20 + nth)),
    talk: many.map(() => ({ by: BO, at: NOW, text: '<&>"'.repeat(900) })),
    effect: many.map(() => ({
      scorecard: 's'.repeat(300),
      from: null,
      to: null,
      scoreFrom: null,
      scoreTo: 1,
    })),
  });
}

describe('what approvers get', () => {
  test('holds everything that a decision needs, and the decision', () => {
    const view = exceptionView({
      exception: exception({ approvals: [agreed] }),
      missing: 1,
      earlier: [earlier(20), earlier(50)],
    });
    const message = exceptionRequest(view, OPTIONS);
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: Omar asks for an exception: Code coverage over 85 % at payments-api, until 26 March 2026. The new refund module lands this week; its tests follow.
      🛡️ *Omar asks for an exception for payments-api (tier-1: a shopper pays)*
      *Check*  Code coverage over 85 % · 61 % coverage, needs more than 85 %
      *Why*  The new refund module lands this week; its tests follow.
      *Meanwhile*  A refund may fail; it is behind a flag for 1 % of shoppers.
      *Until*  <!date^1774518060^{date}|26 March 2026>, 14 days
      *Effect*  Silver instead of Bronze, score 78 instead of 72
      *Follow-up*  <https://jira.acme.test/browse/PAY-812|PAY-812>
      *Before*  *third in a row*, the last until <!date^1772790060^{date}|6 March 2026>
      . 1 of 2 approvals: Ana, <!date^1773306660^{date_short_pretty} at {time}|12 March 2026 at 09:11 UTC>
      . <!date^1773304860^asked {date_short_pretty} at {time}|asked 12 March 2026 at 08:41 UTC> by Omar
      [Approve → exception-approve 0195f2f0-0000-7000-8000-0000000000e1 1] [Deny → exception-deny 0195f2f0-0000-7000-8000-0000000000e1 1] [overflow menu: Approve until an earlier day → exception-shorten 0195f2f0-0000-7000-8000-0000000000e1 1, Ask a question → exception-question 0195f2f0-0000-7000-8000-0000000000e1 1, Show it all → exception-open 0195f2f0-0000-7000-8000-0000000000e1]
      "
    `);
  });

  test('shows what was said about it', () => {
    const talk = [
      { by: ANA, at: NOW - HOUR, text: 'Which flag?' },
      { by: OMAR, at: NOW - HOUR / 2, text: 'refunds-v2' },
    ];
    // Not "an hour ago": the message stays as it is until something happens.
    expect(sketch(exceptionRequest(exceptionView({ talk }), OPTIONS))).toMatch(
      /\*Ana\*, <!date\^\d+\^\{date_short_pretty\} at \{time\}\|[^>]+>: Which flag\?/,
    );
  });

  test('decided, says by whom and until when, and has no buttons', () => {
    const approved = exception({
      state: 'approved',
      approvals: [agreed, { by: BO, at: NOW, until: NOW + 7 * DAY }],
      from: NOW,
      until: NOW + 7 * DAY,
    });
    const message = exceptionRequest(exceptionView({ exception: approved, missing: 0 }), OPTIONS);
    expectGoodMessage(message);
    expect(message.text).toContain('Approved by Ana and Bo until 19 March 2026.');
    expect(sketch(message)).toContain('✅ *Approved by Ana and Bo until <!date');
    expect(message.blocks.filter(({ type }) => type === 'actions')).toEqual([]);
  });

  test.each([
    ['denied', 'Denied by Ana: too risky'],
    ['withdrawn', 'Withdrawn by Ana: too risky'],
    ['cancelled', 'Cancelled by Ana: too risky'],
    ['revoked', 'Revoked by Ana: too risky'],
    ['expired', 'Over since'],
  ] as const)('%s, says so', (state, words) => {
    const ended = exception({ state, end: { at: NOW, by: ANA, reason: 'too risky' } });
    const message = exceptionRequest(exceptionView({ exception: ended }), OPTIONS);
    expectGoodMessage(message);
    expect(message.text).toContain(words);
    expect(message.blocks.some(({ type }) => type === 'actions')).toBe(false);
  });

  test('keeps the values of sensitive checks out of a channel', () => {
    const secret = checkView('Code coverage over 85 %', 'fail', {
      sensitive: true,
      check: check('code-coverage-over-85-', 'fail', { reason: '3 keys in .env' }),
    });
    const view = exceptionView({ checks: [secret] });
    expect(sketch(exceptionRequest(view, OPTIONS))).toContain('3 keys in .env');
    expect(sketch(exceptionRequest(view, { ...OPTIONS, shared: true }))).not.toContain('3 keys');
  });

  test('of 200 checks fits into a message', () => {
    const message = exceptionRequest(huge(), OPTIONS);
    expectGoodMessage(message);
    expect(JSON.stringify(message.blocks).length).toBeLessThan(13_000);
    expect(sketch(message)).toContain('more checks');
  });

  describe('', () =>
    survivesHostileText((text) => exceptionRequest(poisoned(exceptionView(), text, KEEP), OPTIONS)));
});

describe('an exception’s own view', () => {
  test('offers what the viewer may do, and nothing else', () => {
    const may = { decide: false, withdraw: true, edit: true, revoke: false, extend: false };
    const view = exceptionModal(exceptionView({ may }), NOW);
    expectGoodModal(view);
    expect(sketch(view)).toContain('[Edit → exception-new edit 0195f2f0-0000-7000-8000-0000000000e1]');
    expect(sketch(view)).not.toContain('Approve');
    const nothing = { ...may, withdraw: false, edit: false };
    expect(
      exceptionModal(exceptionView({ may: nothing }), NOW).blocks.some(({ type }) => type === 'actions'),
    ).toBe(false);
  });

  test('approved, says when it ends and what came before', () => {
    const approved = exception({ state: 'approved', from: NOW, approvals: [agreed], until: NOW + 3 * DAY });
    const may = { decide: false, withdraw: false, edit: false, revoke: true, extend: true };
    const view = exceptionModal(exceptionView({ exception: approved, may, earlier: [earlier(20)] }), NOW);
    expectGoodModal(view);
    expect(sketch(view)).toMatchInlineSnapshot(`
      "
      modal: Exception
      ✅ *Approved by Ana until <!date^1773567660^{date}|15 March 2026>*; ends in 3 days
      Omar asked for an exception for payments-api (tier-1: a shopper pays)
      *Check*  Code coverage over 85 % · 61 % coverage, needs more than 85 %
      *Why*  The new refund module lands this week; its tests follow.
      *Meanwhile*  A refund may fail; it is behind a flag for 1 % of shoppers.
      *Until*  <!date^1773567660^{date}|15 March 2026>, 3 days
      *Effect*  Silver instead of Bronze, score 78 instead of 72
      *Follow-up*  <https://jira.acme.test/browse/PAY-812|PAY-812>
      *Before*  *second in a row*, the last until <!date^1772790060^{date}|6 March 2026>
      . 1 of 2 approvals: Ana, <!date^1773306660^{date_short_pretty} at {time}|12 March 2026 at 09:11 UTC>
      . <!date^1773304860^asked {date_short_pretty} at {time}|asked 12 March 2026 at 08:41 UTC> by Omar
      [Extend → exception-new:1 extend 0195f2f0-0000-7000-8000-0000000000e1] [Revoke → exception-revoke 0195f2f0-0000-7000-8000-0000000000e1 1]
      . *Before*
      . <!date^1771580460^{date}|20 February 2026>: ended, until <!date^1772790060^{date}|6 March 2026>, asked by Omar. The new refund module lands this week; its tests follow.
      "
    `);
  });

  test('of 200 checks fits into a modal', () => {
    expectGoodModal(exceptionModal(huge(), NOW));
  });

  describe('', () =>
    survivesHostileText((text) =>
      exceptionModal(poisoned(exceptionView({ earlier: [earlier(20)] }), text, KEEP), NOW),
    ));
});
