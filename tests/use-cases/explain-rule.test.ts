import { describe, expect, test } from 'vitest';
import { factsFile, openSmallHome, READY_YML, somebody, viewerOf } from '../support/small-home.ts';

describe('explain', () => {
  test('without words lists the scorecards and their rules by level, trials left out', async () => {
    const { app } = await openSmallHome();
    const answer = await app.verbs.explain(somebody, '');
    expect(answer.kind).toBe('scorecards');
    const [scorecard] = answer.kind === 'scorecards' ? answer.scorecards : [];
    expect(scorecard?.levels.map(({ level, rules }) => [level.id, rules.map(({ rule }) => rule.id)])).toEqual(
      [
        ['bronze', ['runbook']],
        ['silver', ['approval', 'coverage', 'secrets', 'soon']],
      ],
    );
  });

  test.each(['approval', 'Merge approval', 'readiness/approval', 'APPROVAL'])(
    'explains the rule %s',
    async (words) => {
      const { app } = await openSmallHome({ 'facts.yml': factsFile({ approvals: 0 }) });
      expect(await app.verbs.explain(somebody, words)).toMatchObject({
        kind: 'rule',
        rule: {
          scorecardName: 'Readiness',
          rule: { id: 'approval', why: 'Four eyes.' },
          counts: { pass: 0, fail: 1, unknown: 2, not_applicable: 1 },
          facts: [{ path: 'vcs.default_branch.required_approvals' }, { path: 'service.lifecycle' }],
          failing: { total: 1, first: [{ id: 'payments-api', owner: 'Payments' }] },
        },
      });
    },
  );

  test('keeps the values of a sensitive rule to those whom they concern', async () => {
    const { app } = await openSmallHome({ 'facts.yml': factsFile({ critical: 3 }) });
    const first = async (email: string) => {
      const answer = await app.verbs.explain(await viewerOf(app, email), 'secrets');
      return answer.kind === 'rule' ? answer.rule.failing.first[0] : undefined;
    };
    expect(await first('cy@acme.test')).toMatchObject({ id: 'payments-api', hidden: true, reason: null });
    expect(await first('ana@acme.test')).toMatchObject({
      hidden: false,
      reason: expect.stringContaining('3'),
    });
  });

  test('tells those who see a service beside its owner, and its approvers, the values as well', async () => {
    const facts = factsFile({ critical: 3 }).replace('payments-api:', 'finder:');
    const { app } = await openSmallHome({
      'facts.yml': facts,
      'ready.yml': READY_YML.replace('tracks a parcel]', 'tracks a parcel], approvers: [vera@acme.test]'),
    });
    const hidden = async (email: string) => {
      const answer = await app.verbs.explain(await viewerOf(app, email), 'secrets');
      return answer.kind === 'rule' ? answer.rule.failing.first.map((one) => [one.id, one.hidden]) : [];
    };
    expect(await hidden('ana@acme.test')).toEqual([['finder', false]]);
    expect(await hidden('vera@acme.test')).toEqual([['finder', false]]);
    expect(await hidden('nia@acme.test')).toEqual([['finder', true]]);
  });

  test('tells a guest only of their own services', async () => {
    const { app } = await openSmallHome();
    const answer = await app.verbs.explain(await viewerOf(app, 'cy@acme.test', { guest: true }), 'runbook');
    expect(answer).toMatchObject({
      kind: 'rule',
      rule: { counts: { pass: 0, fail: 1 }, failing: { total: 1, first: [{ id: 'finder' }] } },
    });
  });

  test('offers the nearest rules for a misspelt one', async () => {
    const { app } = await openSmallHome();
    expect(await app.verbs.explain(somebody, 'runbok')).toMatchObject({
      kind: 'nearest',
      nearest: ['readiness/runbook'],
    });
  });

  test('lists every fact with its type and meaning', async () => {
    const { app } = await openSmallHome();
    const answer = await app.verbs.explain(somebody, 'facts');
    const oncall =
      answer.kind === 'facts' ? answer.namespaces.find(({ name }) => name === 'oncall') : undefined;
    expect(oncall?.fields).toContainEqual({
      path: 'oncall.escalation_levels',
      type: 'int',
      description: expect.stringMatching(/differ/),
    });
    const vcs = answer.kind === 'facts' ? answer.namespaces.find(({ name }) => name === 'vcs') : undefined;
    expect(vcs?.fields.find(({ path }) => path === 'vcs.visibility')?.type).toBe('public, internal, private');
  });
});
