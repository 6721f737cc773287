import { describe, expect, test } from 'vitest';
import { detailsModal } from '../../../src/slack/views/details-modal.ts';
import { TABS, type Tab } from '../../../src/slack/views/targets.ts';
import type { ReadinessDetails } from '../../../src/use-cases/show-details.ts';
import { expectGoodModal, poisoned, survivesHostileText } from '../../support/hostile.ts';
import { sketch } from '../../support/sketch.ts';
import {
  check,
  checkView,
  details,
  facts,
  historyLine,
  level,
  NOW,
  serviceLine,
} from '../../support/view-models.ts';

const KEEP = ['bar', 'outcome', 'standing', 'kind'];

function modal(shown: ReadinessDetails, tab: Tab, offset = 0) {
  return detailsModal(shown, { service: shown.service.id, tab, offset }, NOW);
}

/** 200 checks in each level, 200 changes, 200 documents of 20 facts, 200 dependencies up and down. */
function huge(): ReadinessDetails {
  const many = Array.from({ length: 200 }, (_, nth) => nth);
  const view = checkView('x'.repeat(500), 'fail', {
    check: check('x', 'fail', { reason: 'y'.repeat(2_000), unprovenSince: NOW }),
    fix: 'z'.repeat(5_000),
  });
  const [one] = details().scorecards;
  if (one === undefined) throw new Error('the model has a scorecard');
  const levels = ['bronze', 'silver', 'gold'].map((id) => ({
    level: level(id),
    checks: many.map(() => view),
  }));
  const values = many
    .slice(0, 20)
    .map((nth) => ({ path: `f${nth}`, words: 'x'.repeat(500), value: 'y'.repeat(900) }));
  const standing = many.map((nth) => serviceLine(`service-${nth}`));
  return details('payments-api', {
    scorecards: [
      { ...one, levels, apart: many.map(() => view) },
      ...many.map(() => ({ ...one, levels: [], apart: [] })),
    ],
    history: many.map(() => historyLine({ cause: 'x'.repeat(5_000) })),
    facts: many.map(() => facts({ values, error: 'x'.repeat(900), failedAt: NOW })),
    dependencies: { unsaid: false, up: standing, down: standing, weakest: null },
  });
}

describe('the tab of checks', () => {
  test('shows every check by level, with what proves it and what to do', () => {
    const view = modal(details(), 'checks');
    expectGoodModal(view);
    expect(sketch(view)).toMatchInlineSnapshot(`
      "
      modal: payments-api
      [Checks → details:0 checks 0 payments-api] [History → details:1 history 0 payments-api] [Facts → details:2 facts 0 payments-api] [Dependencies → details:3 needs 0 payments-api]
      *Production readiness*: 🥉 Bronze · 1 not yet
      🥉 *Bronze* · 1 of 1 ok
      | ✅ *Runbook linked* · 1 · minimum bar
      🥈 *Silver* · 0 of 1 ok
      | ❌ *Merge approval* · not yet since {10 March 2026 at 09:41 UTC}
      |         0 approvals required, needs 1 (github, 3 hours ago)
      |         To do: Require one review in the repository’s branch rules. · <https://wiki.acme.test/branch-rules|How>
      🗓️ *Not counted yet*
      | ✅ *SLO defined* · counts from {1 April 2026}
      [Request exception → exception-new new payments-api]
      "
    `);
  });

  test('keeps values and reasons of a hidden check to its own people', () => {
    const hidden = checkView('No leaked secrets', 'fail', { hidden: true, sensitive: true });
    const [one] = details().scorecards;
    if (one === undefined) throw new Error('the model has a scorecard');
    const shown = details('x', {
      scorecards: [{ ...one, levels: [{ level: level('gold'), checks: [hidden] }] }],
    });
    expect(sketch(modal(shown, 'checks'))).toContain('details are private to its team');
  });

  test('says for a held standing since when it is unproven', () => {
    const held = checkView('SLOs met', 'unknown', {
      check: check('slos-met', 'unknown', { standing: 'pass', unprovenSince: NOW, reason: 'stale' }),
    });
    const [one] = details().scorecards;
    if (one === undefined) throw new Error('the model has a scorecard');
    const shown = details('x', {
      scorecards: [{ ...one, levels: [{ level: level('gold'), checks: [held] }] }],
    });
    expect(sketch(modal(shown, 'checks'))).toContain('Still counted as ok; unproven since');
  });
});

test('the tab of history shows what changed, from what, to what, and why', () => {
  const view = modal(details(), 'history');
  expectGoodModal(view);
  expect(sketch(view)).toMatchInlineSnapshot(`
    "
    modal: payments-api
    [Checks → details:0 checks 0 payments-api] [History → details:1 history 0 payments-api] [Facts → details:2 facts 0 payments-api] [Dependencies → details:3 needs 0 payments-api]
    *What changed, newest first*
    | 2 days ago · *Merge approval*: ✅ ok → ❌ not yet
    |       vcs: default_branch.required_approvals 1 → 0
    | 2 days ago · *Level*: Silver → Bronze
    "
  `);
});

test('a cause that changed several things at once is said with the first of them', () => {
  const cause = 'git: approvals required 1 → 0';
  const history = [
    historyLine({ cause }),
    historyLine({ kind: 'level', from: 'silver', to: 'bronze', cause: '' }),
    historyLine({ kind: 'score', from: '80', to: '70', cause }),
    historyLine({ kind: 'score', from: '70', to: '80', cause, at: NOW - 1_000_000_000 }),
  ];
  const lines = sketch(modal(details('payments-api', { history }), 'history')).split('\n');
  expect(lines.filter((line) => line.includes(cause))).toHaveLength(2);
});

test('with several scorecards the history says whose bar, level or score changed', () => {
  const security = { scorecard: 'security', scorecardName: 'Security' };
  const history = [historyLine(), historyLine({ ...security, kind: 'bar', from: 'met', to: 'not_met' })];
  const shown = sketch(modal(details('payments-api', { history }), 'history'));
  expect(shown).toContain('*Minimum bar of Security*: ');
});

test('the tab of facts shows the catalog’s words first, then each collector’s', () => {
  const failing = facts({
    words: 'on-call',
    collector: 'pagerduty',
    collectedAt: null,
    values: [],
    notes: [],
    error: 'PagerDuty answers 403',
    failedAt: NOW,
  });
  const view = modal(details('payments-api', { facts: [facts(), failing] }), 'facts');
  expectGoodModal(view);
  expect(sketch(view)).toMatchInlineSnapshot(`
    "
    modal: payments-api
    [Checks → details:0 checks 0 payments-api] [History → details:1 history 0 payments-api] [Facts → details:2 facts 0 payments-api] [Dependencies → details:3 needs 0 payments-api]
    *Payments API*
    | Takes card payments
    | service, production, tier-1 (Customers stop)
    | Part of *Checkout*
    | runbook: <https://wiki.acme.test/payments-runbook|Runbook>
    | logs: <https://logs.acme.test/?service=payments-api&env=prod|Logs>
    | dashboard: <https://graphs.acme.test/d/payments|Dashboard>
    *Version control* · github · 3 hours ago
    | default branch: *main*
    | approvals required: *0*
    | code owners: *@acme/payments, @acme/sre*
    | ❔ alerts: the token may not read alerts
    *On-call* · pagerduty · no answer yet
    ❔ PagerDuty answers 403, just now
    "
  `);
});

test.each(TABS)('the tab of %s says what to do when it is empty', (tab) => {
  const view = modal(details('x', { scorecards: [], history: [], facts: [] }), tab);
  expectGoodModal(view);
  expect(view.blocks.length).toBeGreaterThan(1);
});

describe.each(TABS)('the tab of %s', (tab) => {
  survivesHostileText((text) => modal(poisoned(details(), text, KEEP), tab));

  test('turns 200 of everything into pages that show each line once', () => {
    const shown = huge();
    const seen: string[] = [];
    let offset: number | undefined = 0;
    while (offset !== undefined) {
      const view = modal(shown, tab, offset);
      expectGoodModal(view);
      const windows: RegExpExecArray | null = /(\d+)–(\d+) of (\d+)/.exec(JSON.stringify(view.blocks));
      seen.push(`${windows?.[1]}-${windows?.[2]}`);
      offset = Number(windows?.[2]) < Number(windows?.[3]) ? Number(windows?.[2]) : undefined;
    }
    expect(seen[0]).toBe('1-30');
    expect(seen[1]).toBe('31-60');
    expect(seen.length).toBeGreaterThan(6);
  });

  test('shows its last lines when asked for more than there are', () => {
    const view = modal(huge(), tab, 99_999);
    expectGoodModal(view);
    expect(JSON.stringify(view.blocks)).not.toContain('Next');
  });
});
