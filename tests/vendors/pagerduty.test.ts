import { expect, test } from 'vitest';
import type { PagerDutyContents } from '../../src/vendors/pagerduty/contents.ts';
import { pagerduty } from '../../src/vendors/pagerduty.ts';

const NOW = Date.parse('2026-03-12T09:41:00Z');
const ENV = { costs: () => {} };

async function ask(path: string, contents: PagerDutyContents, token = 'pd-token') {
  const request = new Request(`http://pagerduty.test${path}`, {
    headers: { authorization: `Token token=${token}` },
  });
  const response = await pagerduty.api(contents, { now: () => NOW }).fetch(request, ENV);
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const MANY: PagerDutyContents = {
  services: Array.from({ length: 250 }, (_, number) => ({ id: `P${number}`, escalation_policy: 'EP' })),
};

test('a page has at most a hundred entries, 25 unless more are asked for', async () => {
  expect((await ask('/services', MANY)).body).toMatchObject({ limit: 25, more: true, total: null });
  const { body } = await ask('/services?limit=500&offset=200&total=true', MANY);
  expect(body).toMatchObject({ limit: 100, offset: 200, more: false, total: 250 });
  expect(body.services).toHaveLength(50);
});

test('nothing is told beyond ten thousand', async () => {
  expect(await ask('/services?limit=100&offset=9950', MANY)).toMatchObject({
    status: 400,
    body: { error: { code: 2002, message: 'Arguments Caused Error' } },
  });
});

test('references are whole only where they are included', async () => {
  const contents = { ...MANY, escalation_policies: [{ id: 'EP', escalation_rules: [['ANA']] }] };
  const plain = (await ask('/services/P1', contents)).body.service.escalation_policy;
  expect(plain).toMatchObject({ type: 'escalation_policy_reference' });
  expect(plain).not.toHaveProperty('escalation_rules');
  const whole = (await ask('/services/P1?include[]=escalation_policies', contents)).body.service;
  expect(whole.escalation_policy.escalation_rules).toHaveLength(1);
});

test('incidents are those of a month unless more is asked for, and of half a year at most', async () => {
  const ago = (days: number) => new Date(NOW - days * 86_400_000).toISOString();
  const incidents = [40, 20].map((days) => ({ id: `I${days}`, service: 'P1', created_at: ago(days) }));
  const contents = { ...MANY, incidents };
  expect((await ask('/incidents', contents)).body.incidents).toMatchObject([{ id: 'I20' }]);
  expect((await ask(`/incidents?since=${ago(90)}`, contents)).body.incidents).toHaveLength(2);
  expect((await ask(`/incidents?since=${ago(200)}`, contents)).status).toBe(400);
  expect((await ask('/incidents?date_range=all', contents)).body.incidents).toHaveLength(2);
});

test('who has another token is refused', async () => {
  expect(await ask('/services', MANY, 'wrong')).toMatchObject({
    status: 401,
    body: { error: { code: 2006 } },
  });
});
