import { expect, test } from 'vitest';
import { renderFacts } from '../../src/cli/terminal/facts.ts';
import { HOUR } from '../../src/domain/instant.ts';
import { answering, shell } from '../support/shell.ts';
import { card, details, facts, NOW } from '../support/view-models.ts';

const page = { width: 90, paint: (_style: string, text: string) => text, now: NOW };
const troubled = facts({
  namespace: 'oncall',
  collector: 'pagerduty',
  stale: true,
  error: 'PagerDuty answers 403',
  failedAt: NOW - 2 * HOUR,
  values: [],
  notes: [{ path: '', reason: 'not linked to on-call: add pagerduty.com/service-id' }],
});

test('shows each fact as a rule would write it, with its collector and age, and what is not known', () => {
  expect(renderFacts('payments-api', [facts(), troubled], page)).toMatchInlineSnapshot(`
    "vcs  github, 3 hours ago
      vcs.default_branch.name                main
      vcs.default_branch.required_approvals  0
      vcs.codeowners                         ["@acme/payments","@acme/sre"]
      vcs.alerts                             the token may not read alerts

    oncall  pagerduty, 3 hours ago, stale
      ! PagerDuty answers 403 (2 hours ago)
      oncall  not linked to on-call: add pagerduty.com/service-id"
  `);
});

test('says so where nothing is known', () => {
  expect(renderFacts('payments-api', [], page)).toBe('Nothing is known of payments-api yet.');
});

test('finds the service by any of its names and prints the documented shape with --json', async () => {
  const asked: string[] = [];
  const workshop = answering({
    lookUp: async () => ({ kind: 'card', card: card('payments-api') }),
    showDetails: async (_viewer, id) => {
      asked.push(id);
      return details('payments-api', { facts: [troubled] });
    },
  });
  const run = await shell(['facts', 'payment-gateway', '--json'], workshop);
  expect([run.exit, asked]).toEqual([0, ['payments-api']]);
  expect(run.document()).toEqual({
    service: 'payments-api',
    facts: [
      {
        namespace: 'oncall',
        collector: 'pagerduty',
        collected_at: '2026-03-12T06:41:00.000Z',
        stale: true,
        error: 'PagerDuty answers 403',
        failed_at: '2026-03-12T07:41:00.000Z',
        values: [],
        notes: [{ path: 'oncall', reason: 'not linked to on-call: add pagerduty.com/service-id' }],
      },
    ],
  });
});
