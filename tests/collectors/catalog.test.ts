import { describe, expect, test } from 'vitest';
import { catalog } from '../../src/collectors/catalog.ts';
import type { FactDocument } from '../../src/domain/fact.ts';
import { DAY } from '../../src/domain/instant.ts';
import { collect, NOW, service } from '../support/collecting.ts';

const PAYMENTS = service({
  description: 'Takes card payments',
  system: 'checkout',
  owner: 'payments',
  ownerDeclared: 'team:payments',
  channel: '#payments-api',
  also: ['risk'],
  repos: [{ url: 'github.com/acme/shop', paths: ['services/payments/**'] }],
  links: [
    { type: 'runbook', title: 'Runbook', url: 'https://wiki.acme.test/first' },
    { type: 'runbook', title: 'Old runbook', url: 'https://wiki.acme.test/second' },
    { type: 'logs', title: 'Logs', url: 'https://logs.acme.test' },
    { type: 'dashboard', title: 'Dashboard', url: 'https://grafana.acme.test' },
  ],
  tags: ['pci'],
  dependsOn: ['ledger'],
  annotations: { 'pagerduty.com/service-id': 'PABC123' },
  formerly: ['payment-gateway'],
  custom: { 'incident-process-documented': true },
  path: '/checkouts/shop',
});

const VERIFIED = Date.UTC(2026, 2, 1, 9);

test('the catalog’s entry becomes facts, in the words of rules', async () => {
  const answers = await collect(
    catalog,
    PAYMENTS,
    {},
    { dependents: ['checkout-web'], verifiedAt: VERIFIED },
  );
  expect(answers.custom).toMatchObject({ fresh: { value: { 'incident-process-documented': true } } });
  expect(answers.service).toMatchObject({ fresh: { absent: [], unreadable: [] } });
  expect(answers.service).toHaveProperty('fresh.value', {
    id: 'payments-api',
    name: 'Payments API',
    description: 'Takes card payments',
    type: 'service',
    lifecycle: 'production',
    tier: 'tier-1',
    system: 'checkout',
    owner: 'payments',
    owner_declared: 'team:payments',
    channel: '#payments-api',
    also: ['risk'],
    repo: 'github.com/acme/shop',
    repos: [{ url: 'github.com/acme/shop', paths: ['services/payments/**'] }],
    links: PAYMENTS.links,
    link: {
      runbook: 'https://wiki.acme.test/first',
      logs: 'https://logs.acme.test',
      dashboard: 'https://grafana.acme.test',
    },
    tags: ['pci'],
    depends_on: ['ledger'],
    dependents: ['checkout-web'],
    annotations: { 'pagerduty.com/service-id': 'PABC123' },
    formerly: ['payment-gateway'],
    flags: [],
    verified_at: '2026-03-01T09:00:00.000Z',
  });
});

test('what is unsaid has no value, and a note says what to write', async () => {
  const { service: answer } = await collect(catalog, service());
  expect(answer).not.toHaveProperty('fresh.value.depends_on');
  expect(answer).not.toHaveProperty('fresh.value.owner');
  expect(answer).toHaveProperty('fresh.absent', [
    { path: 'owner', reason: 'no owner is named: add `owner` to payments-api' },
    { path: 'channel', reason: 'no channel is named: add `channel` to payments-api' },
    { path: 'repo', reason: 'no repository is named: add `repo` to payments-api' },
    { path: 'depends_on', reason: 'dependencies are unsaid: list them, or write `depends_on: none`' },
    { path: 'link.runbook', reason: 'no link of type runbook: add one under `links`' },
    { path: 'link.logs', reason: 'no link of type logs: add one under `links`' },
    { path: 'link.dashboard', reason: 'no link of type dashboard: add one under `links`' },
  ]);
});

test('no dependencies, said out loud, are an empty list and not an absence', async () => {
  const { service: answer } = await collect(catalog, service({ dependsOn: [] }));
  expect(answer).toHaveProperty('fresh.value.depends_on', []);
  expect(JSON.stringify(answer)).not.toContain('unsaid');
});

test('an owner that does not resolve is named in its own words', async () => {
  const { service: answer } = await collect(catalog, service({ ownerDeclared: 'team-TEAM-NAME' }));
  expect(answer).toMatchObject({
    fresh: {
      value: { owner_declared: 'team-TEAM-NAME' },
      absent: expect.arrayContaining([
        { path: 'owner', reason: '"team-TEAM-NAME" is no team of the catalog: name one that is' },
      ]),
    },
  });
});

test('the catalog’s doubts are facts, each kind once', async () => {
  const flags = [
    { kind: 'dangling-dependency', message: 'needs a, which does not exist' },
    { kind: 'dangling-dependency', message: 'needs b, which does not exist' },
    { kind: 'no-owner', message: 'nobody' },
  ] as const;
  const { service: answer } = await collect(catalog, service(), {}, { flags });
  expect(answer).toHaveProperty('fresh.value.flags', ['dangling-dependency', 'no-owner']);
});

test('who depends on it, and when it was verified, is unknown, and not nobody and never, where nobody looked', async () => {
  const { service: answer } = await collect(catalog, service());
  expect(answer).toHaveProperty('fresh.unreadable', [
    { path: 'dependents', reason: 'who depends on it was not looked up' },
    { path: 'verified_at', reason: 'when it was verified was not looked up' },
  ]);
});

test('that nobody verified it yet is a fact', async () => {
  const { service: answer } = await collect(catalog, service(), {}, { dependents: [], verifiedAt: null });
  expect(answer).toHaveProperty('fresh.unreadable', []);
  expect(JSON.stringify(answer)).toContain('nobody verified its entry yet');
});

describe('a hand-written custom value', () => {
  const written = service({ custom: { 'incident-process-documented': true, drills: { last: '2026-01' } } });
  const in90Days = NOW + 90 * DAY;

  async function expiring(previous?: FactDocument, customValidFor: number | undefined = 90 * DAY) {
    const { custom } = await collect(
      catalog,
      written,
      {},
      {
        ...(customValidFor > 0 && { customValidFor }),
        previous: previous === undefined ? [] : [previous],
      },
    );
    return custom !== undefined && 'fresh' in custom ? custom.fresh.expiring : undefined;
  }

  function kept(value: FactDocument['value'], until: number): FactDocument {
    return {
      namespace: 'custom',
      collector: 'catalog',
      value,
      collectedAt: NOW - DAY,
      unreadable: [],
      absent: [],
      expiring: Object.keys(value ?? {}).map((path) => ({ path, until })),
      error: null,
      failedAt: null,
    };
  }

  test('counts for as long as the organisation says', async () => {
    expect(await expiring()).toEqual([
      { path: 'incident-process-documented', until: in90Days },
      { path: 'drills', until: in90Days },
    ]);
    expect(await expiring(undefined, 0)).toBeUndefined();
  });

  test('is not made younger by being read again, also when it is over', async () => {
    expect(await expiring(kept(written.custom, NOW - DAY))).toEqual([
      { path: 'incident-process-documented', until: NOW - DAY },
      { path: 'drills', until: NOW - DAY },
    ]);
  });

  test('begins anew when it changes', async () => {
    const before = { 'incident-process-documented': true, drills: { last: '2025-07' } };
    expect(await expiring(kept(before, NOW + DAY))).toEqual([
      { path: 'incident-process-documented', until: NOW + DAY },
      { path: 'drills', until: in90Days },
    ]);
  });
});
