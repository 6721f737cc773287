import { describe, expect, test } from 'vitest';
import { renderCard } from '../../src/cli/terminal/card.ts';
import type { LookUpAnswer } from '../../src/use-cases/look-up.ts';
import type { ReadinessCard } from '../../src/use-cases/show-readiness.ts';
import { HOSTILE } from '../support/hostile.ts';
import { answering, shell } from '../support/shell.ts';
import {
  card,
  check,
  checkView,
  group,
  heading,
  LINES,
  level,
  NOW,
  scorecardView,
  wellCard,
} from '../support/view-models.ts';

const page = { width: 90, paint: (_style: string, text: string) => text, now: NOW };

function show(answer: LookUpAnswer, ...options: string[]) {
  return shell(['show', 'payments-api', ...options], answering({ lookUp: async () => answer }));
}

describe('the card on a terminal', () => {
  test('says the important thing first, then every gap with its measured value and fix', () => {
    expect(renderCard(card('payments-api', { askedAs: 'payment-gateway' }), page)).toMatchInlineSnapshot(`
      "payments-api  Payments API                        tier-1 · production · service · Payments
      Takes card payments
      Customers: A shopper pays
      Asked for as payment-gateway

      Bronze · minimum bar met, 1 by exception
      2 more for Silver
      11 of 16 ok, 14 known · score 72

      Not yet
        ✗ Merge approval  silver
          0 approvals required, needs 1
          Fix: Require one review in the repository’s branch rules.
          https://wiki.acme.test/branch-rules
        ✗ Incident playbook  silver
          no value for incident playbook
          Fix: Require one review in the repository’s branch rules.
        ✗ Code coverage over 85 %  gold
          61 % coverage, needs more than 85 %
          Fix: Require one review in the repository’s branch rules.
          https://wiki.acme.test/branch-rules

      Don't know
        ? Two tiers in the on-call escalation policy  gold
          PagerDuty answers 403
          Last good 2 days ago.

      By exception
        ◆ No vulnerabilities  silver, minimum bar

      Coming
        ✓ SLO defined  silver
          Counts from 1 April 2026: it would pass.

      part of Checkout · on call: Ana · #payments-api
      Runbook    https://wiki.acme.test/payments-runbook
      Logs       https://logs.acme.test/?service=payments-api&env=prod
      Dashboard  https://graphs.acme.test/d/payments

      Evaluated 1 hour ago, by Production readiness."
    `);
  });

  test('of a service that is all well is short', () => {
    expect(renderCard(wellCard(), page)).toMatchInlineSnapshot(`
      "search  Payments API                              tier-1 · production · service · Payments
      Takes card payments
      Customers: A shopper pays

      Gold · minimum bar met
      16 of 16 ok, 16 known · score 100

      part of Checkout · on call: Ana · #payments-api
      Runbook    https://wiki.acme.test/payments-runbook
      Logs       https://logs.acme.test/?service=payments-api&env=prod
      Dashboard  https://graphs.acme.test/d/payments

      Evaluated 1 hour ago, by Production readiness."
    `);
  });

  test('keeps within the width, addresses apart', () => {
    const narrow = renderCard(card(), { ...page, width: 48 });
    const long = narrow.split('\n').filter((line) => line.length > 48 && !/https?:|✗|\?|◆|✓/.test(line));
    expect(long).toEqual([]);
  });

  test('says what an owner is declared as where it is no team, and every doubt of the catalog', () => {
    const service = heading('x', { owner: { declared: 'team-TEAM-NAME' }, flags: ['It depends on itself.'] });
    const text = renderCard(card('x', { service }), page);
    expect(text).toContain('no owner ("team-TEAM-NAME" is no team)');
    expect(text).toContain('! It depends on itself.');
  });

  test('does not show a score of 0 or 100 where nothing counts', () => {
    const primary = scorecardView({ score: null, held: null });
    const text = renderCard(card('x', { primary }), page);
    expect(text).toContain('score –');
    expect(text).toContain('Starting');
  });

  test('tells a held level apart from an earned one', () => {
    const primary = scorecardView({ held: level('gold'), heldByExceptions: 1, earned: level('silver') });
    expect(renderCard(card('x', { primary }), page)).toContain(
      'Gold, 1 by exception, earned without: Silver',
    );
  });

  test('says since when a level that is still held is unproven', () => {
    const view = checkView('SLOs met', 'unknown', {
      check: check('slos', 'unknown', {
        standing: 'pass',
        reason: 'Datadog answers 502',
        unprovenSince: NOW - 86_400_000,
      }),
    });
    const primary = scorecardView({ unknowns: [{ titles: ['SLOs met'], checks: [view] }] });
    expect(renderCard(card('x', { primary }), page)).toContain(
      'Still counts as ok, unproven since 1 day ago.',
    );
  });

  test('keeps the reasons of a sensitive check from who may not see them', () => {
    const view = checkView('No vulnerabilities', 'fail', { hidden: true });
    const text = renderCard(card('x', { primary: scorecardView({ gaps: [view] }) }), page);
    expect(text).toContain('Details are private to its team.');
  });

  test('says what to do where there is no evaluation', () => {
    expect(renderCard(card('x', { primary: null, evaluatedAt: null }), page)).toContain(
      '`ready evaluate` tells',
    );
  });

  test.each(HOSTILE)('lets %s neither steer the terminal nor reorder a line', (_name, text) => {
    const bad = `${text}\u001b[2J\u001b]0;title\u0007\u009b31m`;
    const view = checkView(bad, 'fail', {
      fix: bad,
      fixUrl: bad,
      check: check('x', 'fail', { reason: bad }),
    });
    const service = heading(bad, { name: bad, description: bad, channel: bad, flags: [bad], onCall: [bad] });
    const primary = scorecardView({ name: bad, gaps: [view], coming: [], exempt: [view] });
    const rendered = renderCard(card(bad, { service, primary, askedAs: bad }), page);
    expect(rendered).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u);
    expect(rendered).not.toContain('[2J');
  });
});

describe('ready show', () => {
  test('prints the card', async () => {
    const run = await show({ kind: 'card', card: card() });
    expect(run).toMatchObject({ exit: 0, stderr: '', stdout: expect.stringContaining('2 more for Silver') });
  });

  test('prints the documented shape with --json, instants as ISO strings', async () => {
    const run = await show({ kind: 'card', card: card() }, '--json');
    expect(run.document()).toMatchSnapshot();
  });

  test('gives null, not 0, for what is not there', async () => {
    const empty: ReadinessCard = card('x', {
      primary: null,
      evaluatedAt: null,
      service: heading('x', { owner: null, system: null, description: null, channel: null }),
    });
    const run = await show({ kind: 'card', card: empty }, '--json');
    expect(run.document()).toMatchObject({
      primary: null,
      evaluated_at: null,
      service: { owner: null, owner_declared: null, system: null, description: null, channel: null },
    });
  });

  test.each<[what: string, answer: LookUpAnswer, said: string]>([
    [
      'the nearest names for a misspelt service',
      {
        kind: 'nearest',
        asked: 'paymets',
        nearest: [{ id: 'payments-api', name: 'Payments', kind: 'service' }],
      },
      'There is no service "paymets". Did you mean payments-api?',
    ],
    [
      'that nothing is like it',
      { kind: 'nearest', asked: 'zzz', nearest: [] },
      'There is no service "zzz". Nothing has a name like it.',
    ],
    [
      'the services of a team',
      { kind: 'group', group: group() },
      '"payments" is a team, not a service. Its services: payments-api, ledger, refunds-worker, old-importer.',
    ],
    [
      'the services that share a repository',
      { kind: 'several', asked: 'github.com/acme/shop', lines: LINES },
      '"github.com/acme/shop" belongs to several services: payments-api, ledger',
    ],
  ])('names %s and exits 2', async (_what, answer, said) => {
    const run = await show(answer);
    expect([run.exit, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain(said);
  });
});
