import { describe, expect, test } from 'vitest';
import { readinessCard } from '../../../src/slack/views/readiness-card.ts';
import { expectGoodMessage, poisoned, survivesHostileText } from '../../support/hostile.ts';
import { sketch } from '../../support/sketch.ts';
import { card, check, checkView, heading, NOW, scorecardView, wellCard } from '../../support/view-models.ts';

/** What tells the parts of the view model apart, and is therefore never foreign. */
const KEEP = ['bar', 'outcome', 'standing', 'kind', 'cause', 'measure', 'op', 'mend'];

describe('the card', () => {
  test('says the important thing first', () => {
    const message = readinessCard(card(), { now: NOW });
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: payments-api is Bronze, minimum bar met, 1 by exception. Silver needs: Merge approval and Incident playbook.
      # 🥉 payments-api · Bronze
      ✅ *Minimum bar met*, 1 by exception
      2 more for Silver [overflow menu: History → details history 0 payments-api, Facts behind it → details facts 0 payments-api]
      | ❌ *Merge approval* · 0 approvals required, needs 1 · <https://wiki.acme.test/branch-rules|Fix>
      | ❌ *Incident playbook* · no value for incident playbook
      | ❌ *Code coverage over 85 %* · 61 % coverage, needs more than 85 % · for Gold · <https://wiki.acme.test/branch-rules|Fix>
      . ❔ Two tiers in the on-call escalation policy and SLOs met: PagerDuty answers 403 since <!date^1773297660^{time}|12 March 2026 at 06:41 UTC>, last good 2 days ago
      . 🛡️ By exception: No vulnerabilities
      . 🗓️ From <!date^1775036460^{date_long_full}|1 April 2026>: SLO defined, it would pass
      [Check again → check-again payments-api] [Details → details checks 0 payments-api] [Request exception → exception-new new payments-api] [Share → share payments-api]
      . Payments · on call Ana · #payments-api · <https://wiki.acme.test/payments-runbook|Runbook> · <https://logs.acme.test/?service=payments-api&amp;env=prod|Logs> · <https://graphs.acme.test/d/payments|Dashboard>
      . tier-1: a shopper pays · production · 11 of 16 ok, 14 known · score 72 · <!date^1773304860^as of {date_short_pretty} at {time}|as of 12 March 2026 at 08:41 UTC>
      "
    `);
  });

  test('shows how its score went, and says it in words', () => {
    const message = readinessCard(card('payments-api', { weeklyScores: [46, null, 60, 72] }), { now: NOW });
    expectGoodMessage(message);
    expect(message.text).toMatch(/ Score 72, up from 46 in 3 weeks\.$/);
    expect(sketch(message)).toContain('14 known · score 72 ▃·▅▅ up from 46 in 3 weeks · <!date');
  });

  test('of a service that is all well says so in two lines', () => {
    const message = readinessCard(wellCard(), { now: NOW });
    expectGoodMessage(message);
    expect(message.text).toBe('search is Gold, minimum bar met. All 16 checks ok.');
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: search is Gold, minimum bar met. All 16 checks ok.
      # 🥇 search · Gold
      ✅ *Minimum bar met*
      All 16 checks ok [overflow menu: History → details history 0 search, Facts behind it → details facts 0 search]
      [Check again → check-again search] [Details → details checks 0 search] [Share → share search]
      . Payments · on call Ana · #payments-api · <https://wiki.acme.test/payments-runbook|Runbook> · <https://logs.acme.test/?service=payments-api&amp;env=prod|Logs> · <https://graphs.acme.test/d/payments|Dashboard>
      . tier-1: a shopper pays · production · 16 of 16 ok · score 100 · <!date^1773304860^as of {date_short_pretty} at {time}|as of 12 March 2026 at 08:41 UTC>
      "
    `);
  });

  test('of a service without a scorecard says so', () => {
    const message = readinessCard(card('wiki', { primary: null, evaluatedAt: null }), { now: NOW });
    expectGoodMessage(message);
    expect(message.text).toBe('No scorecard applies to wiki yet.');
    expect(shown(message)).toContain('not evaluated yet');
  });

  test('of a service that was never judged says that it is coming, and what brings it at once', () => {
    const fresh = { primary: null, evaluatedAt: null, unjudged: true };
    const message = readinessCard(card('wiki', fresh), { now: NOW });
    expectGoodMessage(message);
    expect(message.text).toBe('wiki is not judged yet: its facts are being collected for the first time.');
    expect(shown(message)).toContain('Ask again shortly, or press *Check again*');
    expect(shown(message)).not.toContain('No scorecard');
    const forReaders = card('wiki', {
      ...fresh,
      may: {
        checkAgain: false,
        share: false,
        attest: false,
        requestException: false,
        edit: false,
        verify: false,
        claim: false,
      },
    });
    expect(shown(readinessCard(forReaders, { now: NOW }))).not.toContain('Check again');
  });

  test('of a service to which no rule applies says so, and shows no level and no score', () => {
    const counts = { pass: 0, fail: 0, unknown: 0, exempt: 0, not_applicable: 16 };
    const primary = scorecardView({
      bar: 'none',
      held: null,
      next: null,
      score: null,
      counts,
      gaps: [],
      unknowns: [],
      exempt: [],
      coming: [],
    });
    const message = readinessCard(card('shared-ui', { primary }), { now: NOW });
    expectGoodMessage(message);
    expect(message.text).toBe('No rule of Production readiness applies to shared-ui.');
    expect(shown(message)).not.toMatch(/Starting|score/);
  });

  test('names the service’s new id when an earlier one was asked for', () => {
    const message = readinessCard(card('payments-api', { askedAs: 'payment-gateway' }), { now: NOW });
    expect(shown(message)).toContain('_payment-gateway_ is now called *payments-api*');
  });

  test('marks the gaps of a minimum bar that is not met', () => {
    const gaps = [checkView('Runbook linked', 'fail', { required: true })];
    const primary = scorecardView({ bar: 'not_met', barFailing: 1, held: null, gaps });
    const message = readinessCard(card('payments-api', { primary }), { now: NOW });
    expect(message.text).toContain('payments-api is Starting, minimum bar not met.');
    expect(shown(message)).toContain('❌ *Minimum bar not met*: 1 required check to go');
    expect(shown(message)).toContain(' · minimum bar');
  });

  test('says since when nothing is known, and when it last was', () => {
    expect(shown(readinessCard(card(), { now: NOW }))).toMatch(
      /SLOs met: PagerDuty answers 403 since <!date\^\d+\^{time}\|12 March 2026 at 06:41 UTC>, last good 2 days ago/,
    );
  });

  test('says who measured, where more than one system could have', () => {
    const measured = check('coverage', 'fail', { reason: 'code coverage is 61 %, wanted > 85' });
    const gaps = [checkView('Coverage over 85 %', 'fail', { check: measured, source: 'Codecov' })];
    const message = readinessCard(card('payments-api', { primary: scorecardView({ gaps }) }), { now: NOW });
    expect(shown(message)).toContain('code coverage is 61 %, wanted > 85 (Codecov)');
  });

  test('shows at most eight gaps and says how many it leaves out', () => {
    const gaps = Array.from({ length: 13 }, (_, nth) => checkView(`Gap ${nth}`, 'fail'));
    const message = readinessCard(card('payments-api', { primary: scorecardView({ gaps }) }), { now: NOW });
    expect(shown(message).match(/Gap \d+/g)).toHaveLength(8);
    expect(shown(message)).toContain('and 5 more, in Details');
  });

  test('omits buttons for what the viewer may not do', () => {
    const message = readinessCard(
      card('payments-api', {
        may: {
          checkAgain: false,
          share: false,
          attest: false,
          requestException: false,
          edit: false,
          verify: false,
          claim: false,
        },
      }),
      {
        now: NOW,
      },
    );
    expect(actionIds(message)).toEqual(['menu', 'details']);
    expect(shown(message)).not.toContain('Share');
  });

  test('shows whose catalog entry is in doubt', () => {
    const service = heading('payments-api', {
      owner: { declared: 'team-TEAM-NAME' },
      flags: ['nobody owns it', 'x'],
    });
    const message = readinessCard(card('payments-api', { service }), { now: NOW });
    expect(shown(message)).toContain('No owner yet (the catalog says “team-TEAM-NAME”)');
    expect(shown(message)).toContain('⚠️ nobody owns it (1 more doubt in Details)');
  });

  test('has a line for each scorecard that does not head it', () => {
    const line = {
      id: 'security',
      name: 'Security',
      bar: 'not_met',
      held: null,
      failing: 2,
      unknown: 1,
    } as const;
    const message = readinessCard(card('payments-api', { others: [line] }), { now: NOW });
    expect(shown(message)).toContain(
      '*Security*: ⚪\u00A0Starting · ❌ minimum bar not met · 2 not yet · 1 not known',
    );
  });

  test('does not say that all is ok while another scorecard holds the bar back', () => {
    const primary = { ...wellCard().primary, bar: 'not_met', barFailing: 1 } as const;
    const message = readinessCard(card('search', { primary: scorecardView(primary) }), { now: NOW });
    expect(shown(message)).toContain('*Minimum bar not met*: 1 required check to go');
    expect(shown(message)).toContain('All 16 checks of Production readiness ok');
  });

  test('tells the bar also where only other scorecards have rules that count', () => {
    const primary = scorecardView({
      ...{
        bar: 'not_met',
        barFailing: 2,
        held: null,
        next: null,
        gaps: [],
        unknowns: [],
        exempt: [],
        coming: [],
      },
      counts: { pass: 0, fail: 0, unknown: 0, exempt: 0, not_applicable: 9 },
    });
    const message = readinessCard(card('search', { primary }), { now: NOW });
    expect(shown(message)).toContain('*Minimum bar not met*: 2 required checks to go');
    expect(message.text).toContain('In other scorecards: minimum bar not met.');
  });

  survivesHostileText((text) => readinessCard(poisoned(card(), text, KEEP), { now: NOW }));

  test('fits at 200 of everything, each as long as it can be', () => {
    const many = Array.from({ length: 200 }, (_, nth) => nth);
    const gap = checkView('x'.repeat(500), 'fail', {
      fixUrl: `https://a.test/${'y'.repeat(380)}`,
      check: check('x', 'fail', { reason: '"'.repeat(500) }),
    });
    const primary = scorecardView({
      gaps: many.map(() => gap),
      unknowns: many.map(() => ({ titles: many.map(() => gap.title), checks: [gap] })),
      exempt: many.map(() => gap),
      coming: many.map(() => ({ ...gap, from: NOW })),
    });
    const link = { type: 'logs', title: 'x'.repeat(500), url: `https://a.test/?${'"'.repeat(120)}` };
    const service = heading('x'.repeat(300), {
      links: many.map(() => link),
      onCall: many.map(() => 'x'.repeat(300)),
      flags: many.map(() => 'x'.repeat(500)),
    });
    const line = {
      id: 's',
      name: 'x'.repeat(500),
      bar: 'not_met',
      held: null,
      failing: 2,
      unknown: 1,
    } as const;
    const changed = many.map(() => ({ title: 'x'.repeat(500), from: 'pass', to: 'fail' }));
    const trouble = many.map(() => ({ collector: 'x'.repeat(500), reason: 'y'.repeat(500) }));
    const big = card('x', { service, primary, others: many.map(() => line), askedAs: 'x'.repeat(500) });
    expectGoodMessage(readinessCard(big, { now: NOW, checked: { changed, trouble } }));
    expectGoodMessage(readinessCard(big, { now: NOW, sharedBy: 'x'.repeat(500) }));
  });
});

describe('checking again', () => {
  test('says what changed and who did not answer', () => {
    const checked = {
      changed: [{ title: 'Merge approval', from: 'fail', to: 'pass' }],
      trouble: [{ collector: 'pagerduty', reason: 'PagerDuty answers 403' }],
    };
    const message = readinessCard(card(), { now: NOW, checked });
    expect(shown(message)).toContain('*Merge approval*: ❌ not yet → ✅ ok');
    expect(shown(message)).toContain('❔ pagerduty: PagerDuty answers 403. Its last good facts stay.');
  });

  test('says when nothing changed', () => {
    const message = readinessCard(card(), { now: NOW, checked: { changed: [], trouble: [] } });
    expect(shown(message)).toContain('Checked again just now: nothing changed.');
  });
});

describe('a shared card', () => {
  const secret = checkView('No leaked secrets', 'fail', {
    sensitive: true,
    check: check('no-leaked-secrets', 'fail', { reason: '3 secrets in checkout/.env' }),
  });
  const sharing = { now: NOW, sharedBy: 'Ana' };

  test('says who shared it', () => {
    const message = readinessCard(card(), sharing);
    expectGoodMessage(message);
    expect(message.text).toMatch(/^Ana shares: payments-api is Bronze/);
    expect(shown(message)).toContain('Shared by Ana');
  });

  test('hides reasons of sensitive checks, though the sharer may see them', () => {
    const silent = {
      titles: [secret.title],
      checks: [{ ...secret, check: { ...secret.check, outcome: 'unknown' as const } }],
    };
    const primary = scorecardView({ gaps: [secret], unknowns: [silent] });
    const sharer = shown(readinessCard(card('payments-api', { primary }), { now: NOW }));
    const others = shown(readinessCard(card('payments-api', { primary }), sharing));
    expect(sharer).toContain('3 secrets');
    expect(others).not.toContain('3 secrets');
    expect(others).toContain('details are private to its team');
  });

  test('has only buttons that answer whoever presses them', () => {
    expect(actionIds(readinessCard(card(), sharing))).toEqual(['details', 'open']);
  });

  test('keeps the catalog’s doubts out of the channel', () => {
    const service = heading('payments-api', { flags: ['nobody owns it'] });
    expect(shown(readinessCard(card('payments-api', { service }), sharing))).not.toContain('nobody owns it');
  });

  survivesHostileText((text) => readinessCard(poisoned(card(), text, KEEP), { now: NOW, sharedBy: text }));
});

function shown(message: { blocks: unknown[] }): string {
  return JSON.stringify(message.blocks);
}

function actionIds(message: { blocks: unknown[] }): string[] {
  return [...shown(message).matchAll(/"action_id":"([^"]+)"/g)].map(([, id]) => id ?? '');
}
