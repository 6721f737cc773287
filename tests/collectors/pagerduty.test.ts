import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { pagerduty } from '../../src/collectors/pagerduty.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import type { PagerDutyContents } from '../../src/vendors/pagerduty/contents.ts';
import { pagerduty as standIn } from '../../src/vendors/pagerduty.ts';
import { NOW, service } from '../support/collecting.ts';
import { type AtWork, learned, notes, services, vendorAtWork } from '../support/vendor-at-work.ts';
import * as published from './pagerduty/published.ts';

const LINKED = { 'pagerduty.com/service-id': 'PAY' };

/** Two rotations that take over from each other, and two people in the first. */
const ACCOUNT: PagerDutyContents = {
  services: [
    { id: 'PAY', name: 'Payments', escalation_policy: 'EP1', integration_keys: ['key-of-payments'] },
  ],
  escalation_policies: [{ id: 'EP1', name: 'Payments first', escalation_rules: [['S1'], ['S2']] }],
  schedules: [
    { id: 'S1', users: ['ANA', 'BO'] },
    { id: 'S2', users: ['BO', 'CY'] },
  ],
  users: [{ id: 'ANA', name: 'Ana', email: 'ana@acme.test' }],
};

function ago(days: number): string {
  return new Date(NOW - days * DAY).toISOString();
}

function account(more: Partial<PagerDutyContents> = {}, options: Partial<AtWork> = {}) {
  const contents = { ...ACCOUNT, ...more };
  return vendorAtWork(pagerduty, (clock) => standIn.api(contents, clock), {
    environment: (url) => ({ PAGERDUTY_TOKEN: 'pd-token', PAGERDUTY_API_URL: url }),
    ...options,
  });
}

async function onCall(more: Partial<PagerDutyContents> = {}) {
  return learned((await (await account(more)).collectOne(LINKED)).oncall);
}

async function incidents(more: Partial<PagerDutyContents>, settings?: string) {
  const { collectOne } = await account(more, settings === undefined ? {} : { settings });
  return (await collectOne(LINKED)).incidents;
}

describe('on-call', () => {
  test('tells the policy, its levels, and who is on call now', async () => {
    expect(await onCall()).toEqual({
      policy: 'Payments first',
      escalation_levels: 2,
      staffed: true,
      now: [
        { name: 'Ana', email: 'ana@acme.test', level: 1 },
        { name: 'BO', email: 'bo@acme.test', level: 2 },
      ],
      people: 3,
      url: 'https://acme.pagerduty.com/escalation_policies/EP1',
    });
  });

  test.each([
    ['the same schedule twice', [['S1'], ['S1']], 1],
    ['a second level that calls a part of the first', [['S1', 'ANA'], ['ANA']], 1],
    ['a second level that calls one more', [['ANA'], ['ANA', 'BO']], 2],
    ['the first again at the end', [['ANA'], ['BO'], ['ANA']], 2],
    ['no level at all', [], 0],
  ])('counts a level only when it calls somebody new: %s', async (_name, escalation_rules, levels) => {
    const told = await onCall({ escalation_policies: [{ id: 'EP1', escalation_rules }] });
    expect(told).toMatchObject({ escalation_levels: levels });
  });

  test('nobody on call is said, not left out', async () => {
    const over = { start: ago(2), end: ago(1) };
    const oncalls = [{ escalation_policy: 'EP1', escalation_level: 1, user: 'ANA', ...over }];
    expect(await onCall({ oncalls })).toMatchObject({ staffed: false, now: [], escalation_levels: 2 });
  });

  test('is each policy’s own', async () => {
    const { collect } = await account({
      services: [
        { id: 'PAY', escalation_policy: 'EP1' },
        { id: 'REF', escalation_policy: 'EP2' },
      ],
      escalation_policies: [
        { id: 'EP1', escalation_rules: [['ANA']] },
        { id: 'EP2', escalation_rules: [['BO']] },
      ],
    });
    const refunds = service({ id: 'refunds', annotations: { 'pagerduty.com/service-id': 'REF' } });
    const told = await collect([service({ annotations: LINKED }), refunds]);
    expect(learned(told.get('payments-api')?.oncall)).toHaveProperty('now', [
      { name: 'Ana', email: 'ana@acme.test', level: 1 },
    ]);
    expect(learned(told.get('refunds')?.oncall)).toMatchObject({ now: [{ name: 'BO' }], people: 1 });
  });

  test('the people of a schedule that is not shown are unknown, the rest holds', async () => {
    const { collectOne, vendor } = await account();
    vendor.breakWith(({ path }) => (path.startsWith('/schedules') ? { status: 403 } : undefined));
    const { oncall } = await collectOne(LINKED);
    expect(learned(oncall)).toMatchObject({ escalation_levels: 2, staffed: true });
    expect(notes(oncall).people).toMatch(/^schedules: PagerDuty answers 403/);
  });

  test.each([
    [
      'a disabled service',
      { status: 'disabled' },
      'the PagerDuty service Payments is disabled and calls nobody: enable it',
    ],
    [
      'no policy',
      { escalation_policy: undefined },
      'the PagerDuty service Payments has no escalation policy: give it one',
    ],
  ] as const)('calls nobody, and that is a fact: %s', async (_name, more, reason) => {
    const { collectOne } = await account({
      services: [
        {
          id: 'PAY',
          name: 'Payments',
          escalation_policy: 'EP1',
          ...more,
        } as PagerDutyContents['services'][number],
      ],
    });
    expect(notes((await collectOne(LINKED)).oncall)).toEqual({ '': reason });
  });
});

describe('incidents', () => {
  const INCIDENTS: PagerDutyContents['incidents'] = [
    { id: 'I1', service: 'PAY', created_at: ago(1), status: 'acknowledged', title: 'Cards declined' },
    {
      id: 'I2',
      service: 'PAY',
      created_at: ago(10),
      resolved_at: new Date(NOW - 10 * DAY + HOUR).toISOString(),
    },
    { id: 'I3', service: 'PAY', created_at: ago(20), urgency: 'low' },
    {
      id: 'I4',
      service: 'PAY',
      created_at: ago(80),
      resolved_at: new Date(NOW - 80 * DAY + 2 * HOUR).toISOString(),
    },
    { id: 'I5', service: 'PAY', created_at: ago(200), status: 'triggered' },
    { id: 'I6', service: 'PAY', created_at: ago(100) },
    { id: 'I7', service: 'ANOTHER', created_at: ago(1) },
  ];

  test('are counted by when they began; what is open counts however old it is', async () => {
    expect(learned(await incidents({ incidents: INCIDENTS }))).toMatchObject({
      open: 2,
      in_last_7_days: 1,
      in_last_14_days: 2,
      in_last_30_days: 2,
      in_last_90_days: 3,
      last_began_at: ago(1),
      minutes_to_resolve: 90,
      recent: [
        { id: 'I1', title: 'Cards declined', urgency: 'high', paged: true, began_at: ago(1) },
        { id: 'I2', resolved_at: new Date(NOW - 10 * DAY + HOUR).toISOString() },
        { id: 'I4' },
      ],
    });
  });

  test('of low urgency count where ready.yml says so', async () => {
    const told = await incidents({ incidents: INCIDENTS }, '{urgencies: [high, low]}');
    expect(learned(told)).toMatchObject({ in_last_30_days: 3 });
  });

  test('that did not happen are zero, and have no mean', async () => {
    const told = await incidents({ incidents: [] });
    expect(learned(told)).toMatchObject({ open: 0, in_last_90_days: 0, recent: [] });
    expect(notes(told)).toEqual({
      last_began_at: 'there was no incident',
      minutes_to_resolve: 'no incident of the last 90 days was resolved',
      without_postmortem: "PagerDuty's API does not tell of post-mortems",
    });
  });

  test('are read to the last page', async () => {
    const { collectOne, vendor } = await account({ incidents: noisy(250) });
    expect(learned((await collectOne(LINKED)).incidents)).toMatchObject({ in_last_90_days: 250 });
    const pages = vendor.requests.filter(({ path }) => path.includes('since='));
    expect(pages).toHaveLength(3);
  });

  test('of which there are more than PagerDuty tells at once are asked for in shorter ranges', async () => {
    const { collectOne } = await account({ incidents: noisy(10_050) });
    const told = (await collectOne(LINKED)).incidents;
    expect(learned(told)).toMatchObject({ in_last_90_days: 10_050 });
    expect(notes(told).recent).toBe('10050 incidents are too many to be told one by one');
  }, 20_000);

  function noisy(count: number): PagerDutyContents['incidents'] {
    return Array.from({ length: count }, (_, number) => ({
      id: `I${number}`,
      service: 'PAY',
      created_at: new Date(NOW - 89 * DAY + (number * 88 * DAY) / count).toISOString(),
    }));
  }
});

describe('a link', () => {
  test('that is not there is a fact with what to add, and costs no request', async () => {
    const { collectOne, vendor } = await account();
    const { oncall, incidents: told } = await collectOne();
    const reason = 'not linked to on-call: add `pagerduty.com/service-id` to payments-api in the catalog';
    expect([notes(oncall), notes(told)]).toEqual([{ '': reason }, { '': reason }]);
    expect(vendor.requests).toEqual([]);
  });

  test('to what PagerDuty does not have is a fact with what to correct', async () => {
    const { collectOne } = await account();
    expect(notes((await collectOne({ 'pagerduty.com/service-id': 'GONE' })).oncall)).toEqual({
      '': 'PagerDuty has no service GONE: correct `pagerduty.com/service-id` of payments-api in the catalog',
    });
    const { oncall } = await collectOne({ 'pagerduty.com/integration-key': 'key-of' });
    expect(notes(oncall)['']).toMatch(/^no service of PagerDuty has this integration key/);
  });

  test('may be the key of an integration, and what has it in its name is another', async () => {
    const namesake = { id: 'OLD', name: 'key-of-payments' };
    const { collectOne } = await account({ services: [namesake, ...ACCOUNT.services] });
    const { oncall } = await collectOne({ 'pagerduty.com/integration-key': 'key-of-payments' });
    expect(learned(oncall)).toMatchObject({ policy: 'Payments first' });
  });

  test('that the list of many does not hold is asked for by itself', async () => {
    const { collect, vendor } = await account(many(8));
    const told = await collect(services(9, (number) => ({ 'pagerduty.com/service-id': `P${number}` })));
    expect(learned(told.get('service-7')?.oncall)).toMatchObject({ staffed: true });
    expect(notes(told.get('service-8')?.oncall)['']).toMatch(/^PagerDuty has no service P8/);
    expect(vendor.requests.filter(({ path }) => path.startsWith('/services/'))).toHaveLength(1);
  });
});

function many(count: number): Partial<PagerDutyContents> {
  const each = Array.from({ length: count }, (_, number) => number);
  return {
    services: each.map((number) => ({ id: `P${number}`, escalation_policy: `EP${number}` })),
    escalation_policies: each.map((number) => ({ id: `EP${number}`, escalation_rules: [['S1'], ['S2']] })),
  };
}

test('a thousand services cost a hundred requests, and the list of them is read once', async () => {
  const { collect, vendor } = await account(many(1_000));
  const told = await collect(services(1_000, (number) => ({ 'pagerduty.com/service-id': `P${number}` })));
  expect([...told.values()].filter(({ oncall }) => oncall !== undefined && 'fresh' in oncall)).toHaveLength(
    1_000,
  );
  expect(vendor.requests.length).toBeLessThanOrEqual(100);
  const lists = vendor.requests.filter(({ path }) => path.startsWith('/services?'));
  expect(lists).toHaveLength(10);
}, 20_000);

test('a service that the key may not see fails alone', async () => {
  const fault: AtWork['fault'] = ({ path }) =>
    path.startsWith('/services/HIDDEN') ? { status: 403 } : undefined;
  const { collect } = await account(many(10), { fault });
  const linked = services(10, (number) => ({ 'pagerduty.com/service-id': `P${number}` }));
  const hidden = service({ id: 'hidden', annotations: { 'pagerduty.com/service-id': 'HIDDEN' } });
  const told = await collect([...linked, hidden]);
  expect(learned(told.get('hidden')?.oncall)).toMatch(/^PagerDuty answers 403/);
  expect(learned(told.get('service-3')?.oncall)).toMatchObject({ escalation_levels: 2 });
});

describe('a failure of PagerDuty', () => {
  const WAIT = 'PagerDuty asks us to wait until 2026-03-12 09:51 UTC';
  test.each([
    ['it is asked too often', { status: 429, retryAfter: 600 }, WAIT],
    [
      'the key is refused',
      { status: 403 },
      'PagerDuty answers 403 (the credentials do not allow it); it needs a read-only API key',
    ],
    ['it broke', { status: 500 }, 'PagerDuty answers 500 (it broke)'],
    [
      'a login page',
      { status: 200, body: '<html>', contentType: 'text/html' },
      'PagerDuty answers something that is not JSON (text/html)',
    ],
    [
      'an answer of another shape',
      { status: 200, body: '{}' },
      /^PagerDuty answers what we cannot read: service: /,
    ],
  ])('is nobody’s fault but its own: %s', async (_name, fault, words) => {
    const { collect } = await account({}, { fault: () => fault });
    const told = await collect([service({ annotations: LINKED }), service({ id: 'unlinked' })]);
    expect(learned(told.get('payments-api')?.oncall)).toEqual(
      typeof words === 'string' ? words : expect.stringMatching(words),
    );
    expect(notes(told.get('unlinked')?.oncall)['']).toMatch(/^not linked/);
  });

  test('with a time to wait is told as such, and nothing is sent before', async () => {
    const { collectOne, vendor, time } = await account(
      {},
      { fault: () => ({ status: 429, retryAfter: 600 }) },
    );
    expect((await collectOne(LINKED)).oncall).toMatchObject({ notBefore: NOW + 600_000 });
    vendor.breakWith(undefined);
    await collectOne(LINKED);
    expect(vendor.requests).toHaveLength(1);
    time.now = NOW + 600_000;
    expect(learned((await collectOne(LINKED)).oncall)).toMatchObject({ escalation_levels: 2 });
    expect(vendor.requests.some(({ forbidden }) => forbidden)).toBe(false);
  });

  test('about incidents leaves what was learned about on-call', async () => {
    const fault: AtWork['fault'] = ({ path }) =>
      path.startsWith('/incidents') ? { status: 502 } : undefined;
    const { collectOne } = await account({}, { fault });
    const told = await collectOne(LINKED);
    expect(learned(told.oncall)).toMatchObject({ escalation_levels: 2 });
    expect(learned(told.incidents)).toBe('PagerDuty answers 502 (it is not reachable)');
  });

  test('about incidents alone says until when it wants to be left alone', async () => {
    const fault: AtWork['fault'] = ({ path }) =>
      path.startsWith('/incidents') ? { status: 429, retryAfter: 600 } : undefined;
    const { collectOne } = await account({}, { fault });
    expect((await collectOne(LINKED)).incidents).toMatchObject({ notBefore: NOW + 600_000 });
  });

  test('in the middle of the pages discards them all', async () => {
    const all = Array.from({ length: 250 }, (_, number) => ({
      id: `I${number}`,
      service: 'PAY',
      created_at: ago(3),
    }));
    const fault: AtWork['fault'] = ({ path }) => (path.includes('offset=100') ? { status: 500 } : undefined);
    const { collectOne } = await account({ incidents: all }, { fault });
    expect(learned((await collectOne(LINKED)).incidents)).toBe('PagerDuty answers 500 (it broke)');
  });

  test('to answer at all holds up nobody who stops', async () => {
    const { collect } = await account({}, { fault: () => ({ ends: 'never' }) });
    const stop = new AbortController();
    const asking = collect([service({ annotations: LINKED })], stop.signal);
    stop.abort(new Error('stopping'));
    await expect(asking).rejects.toThrow('stopping');
  });
});

test('without a token it is not configured, and says what it lacks', () => {
  const { collector, problems } = pagerduty.configure({
    ...{ settings: undefined, secrets: () => ({}), home: '/nowhere', clock: { now: () => NOW } },
    ...{ wait: async () => {}, memory: { read: async () => new Map(), write: async () => {} } },
  });
  expect(problems).toEqual([]);
  expect(collector.source.configured).toEqual({ lacks: 'PAGERDUTY_TOKEN is not set' });
});

test('the answers that PagerDuty publishes are read', async () => {
  const api = () =>
    new Hono()
      .get('/services/PIJ90N7', (context) => context.json({ service: published.service }))
      .get('/schedules/PI7DH85', (context) =>
        context.json({ schedule: { id: 'PI7DH85', users: [published.onCall.user] } }),
      )
      .get('/oncalls', (context) =>
        context.json({
          oncalls: [{ ...published.onCall, end: null }],
          limit: 25,
          offset: 0,
          more: false,
          total: null,
        }),
      )
      .get('/incidents', (context) =>
        context.json({
          incidents: [{ ...published.incident, created_at: ago(2), last_status_change_at: ago(1) }],
          more: false,
        }),
      );
  const { collectOne } = await vendorAtWork(pagerduty, api, {
    environment: (url) => ({ PAGERDUTY_TOKEN: 'pd-token', PAGERDUTY_API_URL: url }),
  });
  const told = await collectOne({ 'pagerduty.com/service-id': 'PIJ90N7' });
  expect(learned(told.oncall)).toMatchObject({
    policy: 'Another Escalation Policy',
    escalation_levels: 1,
    now: [{ name: 'Tim Wright', level: 2 }],
    people: 2,
  });
  expect(learned(told.incidents)).toMatchObject({ in_last_7_days: 1, minutes_to_resolve: 24 * 60 });
});
