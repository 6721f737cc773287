import { describe, expect, test } from 'vitest';
import { DAY } from '../../src/domain/instant.ts';
import { factsFile, openSmallHome, SCORECARD, somebody, viewerOf } from '../support/small-home.ts';

describe('the card', () => {
  test('says who, what and where, with every reference resolved', async () => {
    const { app } = await openSmallHome();
    const { service, askedAs } = await app.verbs.showReadiness(somebody, 'payments-api');
    expect(service).toMatchObject({
      id: 'payments-api',
      tier: { id: 'tier-1', name: 'Customers stop', job: 'A shopper pays' },
      owner: { id: 'payments', name: 'Payments' },
      system: { id: 'checkout', name: 'Checkout' },
      channel: '#payments',
      flags: [],
    });
    expect(service.links.map(({ type }) => type)).toEqual(['runbook', 'docs']);
    expect(askedAs).toBeNull();
  });

  test('tells bar, level and score apart when all is well', async () => {
    const { app } = await openSmallHome();
    const { primary } = await app.verbs.showReadiness(somebody, 'payments-api');
    expect(primary).toMatchObject({
      bar: 'met',
      held: { id: 'silver', rank: 1, of: 2 },
      next: null,
      score: 100,
      gaps: [],
    });
  });

  test('shows a gap with the measured value, its fix, and what is missing for the next level', async () => {
    const { app } = await openSmallHome({ 'facts.yml': factsFile({ approvals: 0, percent: 61 }) });
    const { primary } = await app.verbs.showReadiness(somebody, 'payments-api');
    expect(primary).toMatchObject({ held: { id: 'bronze' }, next: { level: { id: 'silver' }, missing: 2 } });
    expect(primary?.gaps.map(({ rule }) => rule)).toEqual(['approval', 'coverage']);
    expect(primary?.gaps[0]).toMatchObject({
      title: 'Merge approval',
      fixUrl: 'https://wiki.acme.test/approval',
      check: { evidence: [{ path: 'vcs.default_branch.required_approvals', value: 0, collector: 'file' }] },
    });
  });

  test('gathers unknown checks by their reason, and lets them count for nothing', async () => {
    const { app } = await openSmallHome();
    const { primary } = await app.verbs.showReadiness(somebody, 'ledger');
    expect(primary).toMatchObject({
      bar: 'not_met',
      held: null,
      score: 0,
      counts: { fail: 1, unknown: 3, pass: 0 },
    });
    expect(primary?.unknowns.flatMap(({ titles }) => titles)).toHaveLength(3);
    expect(primary?.gaps.map(({ rule }) => rule)).toEqual(['runbook']);
  });

  test('announces what is coming and how the service would fare, and keeps trials to itself', async () => {
    const { app } = await openSmallHome();
    const { primary } = await app.verbs.showReadiness(somebody, 'ledger');
    expect(primary?.coming.map(({ rule, from, check }) => [rule, from, check.outcome])).toEqual([
      ['soon', Date.parse('2026-04-01T00:00:00Z'), 'fail'],
    ]);
  });

  test('holds the minimum bar of all scorecards together, and announces what is coming in any of them', async () => {
    const second = `id: second
name: Second
levels: [one]
rules:
  - {id: channel, title: Channel, level: one, required: true, expression: service.channel == "#other", why: w, fix: f}
  - {id: later, title: Later, level: one, stage: announced, effective_from: 2026-05-01, expression: has(service.channel), why: w, fix: f}
`;
    const { app } = await openSmallHome({ 'scorecards/second.yml': second });
    const { primary, others } = await app.verbs.showReadiness(somebody, 'payments-api');
    expect(primary).toMatchObject({
      ...{ id: 'readiness', bar: 'not_met', barFailing: 1, barUnknown: 0, held: { id: 'silver' } },
      counts: { fail: 0 },
    });
    expect(primary?.coming.map(({ rule }) => rule)).toEqual(['soon', 'later']);
    expect(others).toEqual([
      { id: 'second', name: 'Second', bar: 'not_met', held: null, failing: 1, unknown: 0 },
    ]);
  });

  test('finds a service by its former id, and says so', async () => {
    const { app } = await openSmallHome();
    expect(await app.verbs.showReadiness(somebody, 'Payment-Gateway')).toMatchObject({
      askedAs: 'Payment-Gateway',
      service: { id: 'payments-api' },
    });
  });

  test('has no scorecard for a service that none applies to', async () => {
    const { app } = await openSmallHome();
    expect((await app.verbs.showReadiness(somebody, 'old-site')).primary).toBeNull();
  });

  test('keeps a level on the last good facts once they are stale, and says since when they are', async () => {
    const home = await openSmallHome({
      'scorecards/readiness.yml': SCORECARD.replace('id: coverage,', 'id: coverage, max_age: 2d,'),
    });
    home.advance(3 * DAY);
    const { jobs } = await import('../../src/jobs/index.ts');
    const reconcile = jobs.find(({ name }) => name === 'reconcile-outcomes');
    await reconcile?.run(home.app.context.clock.now(), {
      ...home.app.context,
      log: home.log,
      importDue: home.app.importDue,
    });
    const { primary } = await home.app.verbs.showReadiness(somebody, 'payments-api');
    expect(primary).toMatchObject({ held: { id: 'silver' }, counts: { unknown: 1 } });
    expect(primary?.unknowns[0]?.checks[0]?.check).toMatchObject({
      rule: 'coverage',
      standing: 'pass',
      cause: 'stale',
    });
  });
});

describe('who sees what', () => {
  test('a sensitive check keeps its value from those it does not concern', async () => {
    const { app } = await openSmallHome({ 'facts.yml': factsFile({ critical: 3 }) });
    const secret = async (email: string) => {
      const { primary } = await app.verbs.showReadiness(await viewerOf(app, email), 'payments-api');
      return primary?.gaps.find(({ rule }) => rule === 'secrets');
    };
    expect(await secret('cy@acme.test')).toMatchObject({
      hidden: true,
      check: { outcome: 'fail', evidence: [] },
    });
    expect(JSON.stringify(await secret('cy@acme.test'))).not.toContain('critical');
    for (const email of ['ana@acme.test', 'vera@acme.test', 'root@acme.test']) {
      expect(await secret(email)).toMatchObject({ hidden: false, check: { evidence: [{ value: 3 }] } });
    }
  });

  test('a stranger gets no answer, and a guest only those of their own team', async () => {
    const { app } = await openSmallHome();
    const stranger = await viewerOf(app, 'ana@acme.test', { stranger: true });
    const guest = await viewerOf(app, 'cy@acme.test', { guest: true });
    await expect(app.verbs.showReadiness(stranger, 'payments-api')).rejects.toThrow(/only answer members/);
    await expect(app.verbs.showReadiness(guest, 'payments-api')).rejects.toThrow(
      /not a service of your team/,
    );
    expect((await app.verbs.showReadiness(guest, 'finder')).service.id).toBe('finder');
  });

  test('to a guest, a service of others and one that does not exist look alike', async () => {
    const { app } = await openSmallHome();
    const guest = await viewerOf(app, 'cy@acme.test', { guest: true });
    const said = async (id: string) =>
      app.verbs.showReadiness(guest, id).catch((error: Error) => error.message.replace(id, 'X'));
    expect(await said('ledger')).toBe(await said('nowhere'));
  });

  test('what a sensitive rule reads is left out of the facts of Details, too', async () => {
    const { app } = await openSmallHome({ 'facts.yml': factsFile({ critical: 3 }) });
    const paths = async (email: string) =>
      (await app.verbs.showDetails(await viewerOf(app, email), 'payments-api')).facts.flatMap(
        ({ namespace, values }) => values.map(({ path }) => `${namespace}.${path}`),
      );
    expect(await paths('ana@acme.test')).toContain('vulnerabilities.open.critical');
    expect(await paths('cy@acme.test')).not.toContain('vulnerabilities.open.critical');
    expect(await paths('cy@acme.test')).toContain('coverage.percent');
  });

  test('trials are shown to those who maintain the scorecard', async () => {
    const { app } = await openSmallHome();
    const apart = async (email: string) =>
      (await app.verbs.showDetails(await viewerOf(app, email), 'ledger')).scorecards[0]?.apart.map(
        ({ rule }) => rule,
      );
    expect(await apart('vera@acme.test')).toEqual(['soon', 'tried']);
    expect(await apart('ana@acme.test')).toEqual(['soon']);
  });
});
