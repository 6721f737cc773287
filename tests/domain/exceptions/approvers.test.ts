import { expect, test } from 'vitest';
import type { Tier } from '../../../src/domain/catalog.ts';
import { askedAtOnce, namedApprovers } from '../../../src/domain/exceptions/approvers.ts';

// Of a tier only what decides who is asked.
const TIER = {
  id: 'tier-1',
  approvers: ['@payments-approvers', 'bo@acme.test'],
  approversFor: { 'category:security': ['@appsec', 'bo@acme.test'], 'system:checkout': ['cy@acme.test'] },
  fallbackApprovers: ['cto@acme.test'],
  approvalsRequired: 2,
} as unknown as Tier;

test('the tier decides, with those added for the category and the system, each once', () => {
  const matter = { categories: ['security', 'code-quality'], system: 'checkout', kind: 'one-time' } as const;
  expect(namedApprovers(TIER, matter)).toEqual({
    approvers: ['@payments-approvers', 'bo@acme.test', '@appsec', 'cy@acme.test'],
    fallback: ['cto@acme.test'],
    required: 2,
  });
});

test('what is meant to stand takes one more', () => {
  expect(namedApprovers(TIER, { categories: [], system: null, kind: 'standing' })).toMatchObject({
    approvers: ['@payments-approvers', 'bo@acme.test'],
    required: 3,
  });
});

test('nobody is asked about their own request; where the others are too few, the fallback is asked at once', () => {
  const need = { requester: 'UBO', required: 2 };
  expect(askedAtOnce(['UANA', 'UBO', 'UCY'], ['UCTO'], need)).toEqual(['UANA', 'UCY']);
  expect(askedAtOnce(['UANA', 'UBO'], ['UCTO', 'UANA'], need)).toEqual(['UANA', 'UCTO']);
  expect(askedAtOnce([], ['UCTO'], need)).toEqual(['UCTO']);
});
