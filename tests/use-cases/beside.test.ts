import { expect, test } from 'vitest';
import type { FactDocument } from '../../src/domain/fact.ts';
import { openSmallHome, START, viewerOf } from '../support/small-home.ts';

test('what one vendor does not know of a service is left out of its facts while another tells it', async () => {
  const { app } = await openSmallHome();
  const record = await app.store.catalog.find('payments-api');
  const key = record?.key ?? '';
  const document = (collector: string, namespace: string, more: Partial<FactDocument>): FactDocument => ({
    ...{ namespace, collector, collectedAt: START, unreadable: [], absent: [], error: null, failedAt: null },
    value: {},
    ...more,
  });
  const unlinked = { absent: [{ path: '', reason: 'not linked: add an id' }] };
  await app.store.facts.save([
    { key, document: document('github', 'ci', { value: { passing: true } }) },
    { key, document: document('circleci', 'ci', unlinked) },
    { key, document: document('pagerduty', 'oncall', unlinked) },
  ]);
  const { facts } = await app.verbs.showDetails(await viewerOf(app, 'ana@acme.test'), 'payments-api');
  const told = facts.map(({ collector }) => collector);
  expect(told).toContain('github');
  expect(told).not.toContain('circleci');
  expect(told).toContain('pagerduty');
});
