import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { App } from '../../src/app.ts';
import { factsFile, openSmallHome, somebody, viewerOf } from '../support/small-home.ts';

/** Applies to all services, and nobody meets it. */
const SECURITY =
  'id: security\nname: Security\nlevels: [one]\nrules:\n  - {id: contact, title: Contact, level: one, required: true, expression: "has(service.link.contact)", why: w, fix: f}\n';

const ids = ({ page }: { page: { lines: readonly { id: string }[] } }) => page.lines.map(({ id }) => id);

describe('listServices', () => {
  test.each([
    ['', ['finder', 'ledger', 'old-site', 'payments-api']],
    ['team:payments', ['ledger', 'payments-api']],
    ['team:shop', ['ledger', 'payments-api']],
    ['team:@search tier:tier-2', ['finder', 'old-site']],
    ['system:store', ['finder', 'ledger', 'payments-api']],
    ['level:silver', ['payments-api']],
    ['level:none system:checkout', ['ledger']],
    ['failing:runbook', ['finder', 'ledger']],
    ['failing:readiness/runbook team:search', ['finder']],
    ['tier:tier-1 level:silver team:search', []],
  ])('finds what meets "%s"', async (query, expected) => {
    const { app } = await openSmallHome();
    expect(ids(await app.verbs.listServices(somebody, query, 0)).toSorted()).toEqual(expected);
  });

  test('puts the worst first: bar, then level, then tier', async () => {
    const { app } = await openSmallHome({ 'facts.yml': factsFile({ approvals: 0 }) });
    const order = ids(await app.verbs.listServices(somebody, '', 0));
    expect(order).toEqual(['ledger', 'finder', 'payments-api', 'old-site']);
  });

  test('heads the list with how many stand where', async () => {
    const { app } = await openSmallHome();
    const { summary } = await app.verbs.listServices(somebody, '', 0);
    expect(summary).toEqual({
      services: 4,
      levels: [
        { level: { id: 'silver', rank: 1, of: 2 }, services: 1 },
        { level: { id: 'bronze', rank: 0, of: 2 }, services: 0 },
        { level: null, services: 2 },
      ],
      bar: { met: 1, notMet: 2, unknown: 0 },
      without: 1,
    });
  });

  test.each([
    ['owner:x', /don't know the filter “owner:x”.*`team:…`/],
    ['payments', /don't know the filter “payments”/],
    ['team:serach', /no team “serach”. Did you mean `team:search`/],
    ['tier:9', /no tier “9”. Did you mean|Known: `tier-1`, `tier-2`/],
    ['level:gold', /no level “gold”/],
    ['failing:nothing', /no rule “nothing”/],
  ])('says what to type instead of "%s"', async (query, message) => {
    const { app } = await openSmallHome();
    await expect(app.verbs.listServices(somebody, query, 0)).rejects.toThrow(message);
  });

  test('asks which scorecard is meant where two have a rule of that name', async () => {
    const second =
      'id: second\nname: Second\nlevels: [one]\nrules:\n  - {id: runbook, title: R, level: one, expression: "has(service.link.runbook)", why: w, fix: f}\n';
    const { app } = await openSmallHome({ 'scorecards/second.yml': second });
    await expect(app.verbs.listServices(somebody, 'failing:runbook', 0)).rejects.toThrow(
      /readiness\/runbook.*second\/runbook/,
    );
    expect(ids(await app.verbs.listServices(somebody, 'failing:second/runbook', 0))).toContain('old-site');
  });

  test('shows a guest the services of their own team only', async () => {
    const { app } = await openSmallHome();
    const guest = await viewerOf(app, 'cy@acme.test', { guest: true });
    const listing = await app.verbs.listServices(guest, '', 0);
    expect(ids(listing).toSorted()).toEqual(['finder', 'old-site']);
    expect(listing.summary.services).toBe(2);
    expect(ids(await app.verbs.listServices(guest, 'team:payments', 0))).toEqual([]);
  });
});

describe('groups', () => {
  test('gives the last page to a button from when there were more', async () => {
    const { app } = await openSmallHome();
    const { page } = await app.verbs.listServices(somebody, '', 48);
    expect(page).toMatchObject({ offset: 0, total: 4 });
    expect(page.lines).toHaveLength(4);
  });

  test('a team takes in its sub-teams, a system its sub-systems', async () => {
    const { app } = await openSmallHome();
    expect(ids(await app.verbs.showGroup(somebody, 'team', 'shop', 0)).toSorted()).toEqual([
      'ledger',
      'payments-api',
    ]);
    expect(ids(await app.verbs.showGroup(somebody, 'system', 'store', 0)).toSorted()).toEqual([
      'finder',
      'ledger',
      'payments-api',
    ]);
  });

  test.each([
    ['system', 'checkout', 'no'],
    ['team', 'search', 'no'],
  ] as const)('a %s is ready when all its services are: %s is not', async (kind, id, ready) => {
    const { app } = await openSmallHome();
    expect((await app.verbs.showGroup(somebody, kind, id, 0)).ready).toBe(ready);
  });

  test('a system is ready once its last service is', async () => {
    const { app } = await openSmallHome({
      'catalog/all.yml':
        'systems: [{id: checkout, name: Checkout}]\nservices:\n  - {id: payments-api, name: P, system: checkout, type: service, lifecycle: production, links: [{type: runbook, title: R, url: "https://w.test/"}]}\n  - {id: old, name: O, system: checkout, type: service, lifecycle: deprecated}\n',
    });
    expect((await app.verbs.showGroup(somebody, 'system', 'checkout', 0)).ready).toBe('yes');
  });

  test('a system is not ready while any scorecard of any service says no', async () => {
    const { app } = await openSmallHome({
      'catalog/all.yml':
        'systems: [{id: checkout, name: Checkout}]\nservices:\n  - {id: payments-api, name: P, system: checkout, type: service, lifecycle: production, links: [{type: runbook, title: R, url: "https://w.test/"}]}\n  - {id: old, name: O, system: checkout, type: service, lifecycle: deprecated}\n',
      'scorecards/security.yml': SECURITY,
    });
    const { ready, summary, page } = await app.verbs.showGroup(somebody, 'system', 'checkout', 0);
    expect(ready).toBe('no');
    expect(summary).toMatchObject({ bar: { met: 0, notMet: 2 }, without: 0 });
    expect(page.lines).toMatchObject([
      { id: 'old', standing: { bar: 'not_met', failing: 1, primary: null } },
      { id: 'payments-api', standing: { bar: 'not_met', failing: 1, primary: { held: { id: 'silver' } } } },
    ]);
  });

  test('a scorecard that is taken away takes its bar along', async () => {
    const home = await openSmallHome({ 'scorecards/security.yml': SECURITY });
    const met = async (app: App) => (await app.verbs.listServices(somebody, '', 0)).summary.bar.met;
    expect(await met(home.app)).toBe(0);
    rmSync(join(home.folder, 'scorecards', 'security.yml'));
    const app = await home.reopen();
    await app.settle();
    expect(await met(app)).toBe(1);
  });

  test("a person's own services are grouped by their teams, the parent team not told twice", async () => {
    const { app } = await openSmallHome();
    const mine = await app.verbs.showMine(await viewerOf(app, 'ana@acme.test'));
    expect(mine.groups.map(({ id }) => id)).toEqual(['payments']);
    expect(mine).toMatchObject({ newcomer: false, catalogSize: 4 });
    expect(await app.verbs.showMine(await viewerOf(app, 'nia@acme.test'))).toMatchObject({
      newcomer: true,
      groups: [],
    });
  });
});
