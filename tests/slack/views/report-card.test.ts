import { expect, test } from 'vitest';
import { reportCardMessage } from '../../../src/slack/views/report-card.ts';
import { reportText } from '../../../src/slack/views/report-text.ts';
import { expectGoodMessage, poisoned, survivesHostileText } from '../../support/hostile.ts';
import { reportCard } from '../../support/literal-reports.ts';
import { sketch } from '../../support/sketch.ts';

test('a report card tells the best, who moved, which rules, and each team', () => {
  const message = reportCardMessage(reportCard());
  expectGoodMessage(message);
  expect(sketch(message)).toMatchInlineSnapshot(`
    "
    says: Report card of Payments, 30 days. Minimum bar met by 9 of 11. Better: refunds. Worse: payments-api. Moved since 10 February 2026; 9 of 11 services compared: 1 is judged by other rules since, 1 has come since.
    # Report card · Payments · 30 days
    🥇 Silver 4 (▲1)  🥈 Bronze 6 (▼1)  ⚪ Starting 1
    minimum bar met by 9 of 11 (▲1) · average score 78 (▲3)
    | *Top services*
    | 🥇 *ledger* · Silver · score 100
    | *Most improved*
    | ▲ *refunds* to Silver
    | *Biggest drops*
    | ▼ *payments-api* lost Bronze
    | *Rules that moved most*
    | ▼ *Runbook linked* · 3 services fail it, 2 fewer
    | ▲ *Coverage over 80 %* · 5 services fail it, 1 more
    | *Teams*
    | *Payments* · 8 services · minimum bar met by 6 of 8 · score 75 (▼2)
    | *Refunds* · 4 services · minimum bar met by 3 of 3 · score 90
    . Moved since 10 February 2026; 9 of 11 services compared: 1 is judged by other rules since, 1 has come since. Shown <!date^1773308460^as of {date_short_pretty} at {time}|as of 12 March 2026 at 09:41 UTC>.
    [7 days → say:0 report @payments 7d] [90 days → say:1 report @payments 90d] [As Markdown → report-export:0 markdown card @payments 30d] [As CSV → report-export:1 csv card @payments 30d]
    "
  `);
});

test('of nothing it says what to do', () => {
  const message = reportCardMessage(reportCard({ judged: 0, services: 0 }));
  expectGoodMessage(message);
  expect(sketch(message)).toContain('It has no services in the catalog.');
});

test('the words of its other periods are those that were asked for', () => {
  const value = (scope: Parameters<typeof reportCard>[0]) => sketch(reportCardMessage(reportCard(scope)));
  expect(value({})).toContain('say:0 report @payments 7d');
  expect(value({ scope: { kind: 'system', name: 'Checkout', id: 'checkout' } })).toContain(
    'report checkout 7d',
  );
  expect(value({ scope: { kind: 'organisation', name: 'Acme', id: null } })).toContain('say:0 report 7d');
});

test('200 of each kind fit', () => {
  const { improved, teams, rules } = reportCard();
  const many = <T>(all: readonly T[]) => Array.from({ length: 200 }, () => all).flat();
  const message = reportCardMessage(
    reportCard({ improved: many(improved), dropped: many(improved), teams: many(teams), rules: many(rules) }),
  );
  expectGoodMessage(message);
  expect(sketch(message)).toMatch(/and 195 more/);
});

survivesHostileText((text) => reportCardMessage(poisoned(reportCard(), text, ['kind', 'bar', 'since'])));

test('a long text is shown in part, and says where all of it is', () => {
  const text = `head\n${'x'.repeat(100)}\n`.repeat(500);
  const message = reportText({
    title: 'Card',
    file: 'report-30d.csv',
    format: 'csv',
    text,
    command: 'npx ready report 30d --csv',
  });
  expectGoodMessage(message);
  expect(sketch(message)).toMatch(/20 of 1000 lines\. At a shell: `npx ready report 30d --csv`/);
});

survivesHostileText((text) =>
  reportText({
    title: text,
    file: text,
    format: 'markdown',
    text: `a\n\n${text}`,
    command: 'npx ready report 30d',
  }),
);
