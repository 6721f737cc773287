import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { datadog } from '../../src/collectors/datadog.ts';
import { SECOND } from '../../src/domain/instant.ts';
import { type DatadogContents, datadog as standIn } from '../../src/vendors/datadog.ts';
import { given, NOW, service } from '../support/collecting.ts';
import { type AtWork, learned, notes, services, vendorAtWork } from '../support/vendor-at-work.ts';
import * as published from './datadog/published.ts';
import { recordings } from './datadog/recorded.ts';

const OURS = ['service:payments-api', 'env:prod'];

const environment = (url: string) => ({
  DATADOG_API_KEY: 'dd-api',
  DATADOG_APP_KEY: 'dd-app',
  DATADOG_API_URL: url,
});

function organisation(contents: DatadogContents, options: Partial<AtWork> = {}) {
  return vendorAtWork(datadog, (clock) => standIn.api(contents, clock), { environment, ...options });
}

async function monitors(all: DatadogContents['monitors']) {
  return learned((await (await organisation({ monitors: all ?? [] })).collectOne()).monitors);
}

async function slo(slos: DatadogContents['slos']) {
  return (await (await organisation({ slos: slos ?? [] })).collectOne()).slo;
}

describe('monitors', () => {
  test('are those with the service’s tag, each with what it says', async () => {
    const told = await monitors([
      { id: 1, name: 'Error rate', tags: OURS, overall_state: 'Alert' },
      { id: 2, name: 'Latency', tags: OURS, type: 'metric alert', overall_state: 'Warn' },
      { id: 3, name: 'Traffic', tags: OURS, overall_state: 'No Data' },
      { id: 4, name: 'Of another', tags: ['service:payments-api-2'], overall_state: 'Alert' },
    ]);
    expect(told).toEqual({
      count: 3,
      alerting: 1,
      without_data: 1,
      muted: 0,
      all: [
        ...[{ name: 'Error rate', type: 'query alert', status: 'alerting', muted: false, url: page(1) }],
        ...[{ name: 'Latency', type: 'metric alert', status: 'warning', muted: false, url: page(2) }],
        ...[{ name: 'Traffic', type: 'query alert', status: 'no_data', muted: false, url: page(3) }],
      ],
    });
    function page(id: number) {
      return `https://app.datadoghq.com/monitors/${id}`;
    }
  });

  test.each([
    ['for good', { silenced: { '*': null } }, 1],
    ['for a while', { silenced: { '*': NOW / SECOND + 60 } }, 1],
    ['until a while ago', { silenced: { '*': NOW / SECOND - 60 } }, 0],
    ['for a part', { silenced: { 'env:staging': null } }, 0],
    ['by a downtime', { matching_downtimes: [{ active: true, scope: ['*'] }] }, 1],
    ['by a downtime that is to come', { matching_downtimes: [{ active: false, scope: ['*'] }] }, 0],
    ['by a downtime of a part', { matching_downtimes: [{ active: true, scope: ['env:staging'] }] }, 0],
  ])('are muted when all of them is silent: %s', async (_name, silence, muted) => {
    expect(await monitors([{ id: 1, tags: OURS, ...silence }])).toMatchObject({ muted });
  });

  test('that say nothing of the service have no status', async () => {
    const told = await monitors([{ id: 1, tags: OURS, overall_state: 'Skipped' }]);
    expect(told).toMatchObject({ count: 1, alerting: 0, without_data: 0 });
    expect(told).not.toHaveProperty('all.0.status');
  });

  test('that are not there are zero', async () => {
    expect(await monitors([])).toEqual({ count: 0, alerting: 0, without_data: 0, muted: 0, all: [] });
  });
});

describe('service level objectives', () => {
  test('are kept when every window is', async () => {
    const told = await slo([{ id: 'a', name: 'Availability', tags: OURS }]);
    expect(learned(told)).toEqual({
      count: 1,
      breached: false,
      breached_count: 0,
      error_budget_remaining: 50,
      objectives: [
        {
          name: 'Availability',
          target: 99.9,
          current: 99.95,
          window_days: 30,
          error_budget_remaining: 50,
          breached: false,
          url: 'https://app.datadoghq.com/slo?slo_id=a',
        },
      ],
    });
  });

  test('are breached when one window of one is', async () => {
    const breach = {
      timeframe: '7d',
      status: 99.1,
      error_budget_remaining: -800,
      state: 'breached',
    } as const;
    const told = await slo([
      { id: 'a', name: 'Availability', tags: OURS, overall_status: [{}, breach] },
      { id: 'b', name: 'Latency', tags: OURS },
    ]);
    expect(learned(told)).toMatchObject({
      count: 3,
      breached: true,
      breached_count: 1,
      error_budget_remaining: -800,
      objectives: [{ name: 'Availability (30d)' }, { name: 'Availability (7d)' }, { name: 'Latency' }],
    });
  });

  test('that are not there are none, and nothing is kept', async () => {
    const namesake = { id: 'a', name: 'not service:payments-api', tags: ['service:another'] };
    const told = await slo([namesake]);
    expect(learned(told)).toEqual({ count: 0, objectives: [] });
    expect(notes(told).breached).toBe(
      'no objective in Datadog has the tag service:payments-api: define one for payments-api, or tag it',
    );
  });

  const NO_DATA = { status: null, error_budget_remaining: null, state: 'no_data' } as const;
  test('without data are unknown, neither kept nor breached', async () => {
    const silent = { ...NO_DATA, error: 'The denominator is zero valued' };
    const told = await slo([
      { id: 'a', name: 'Availability', tags: OURS, overall_status: [silent] },
      { id: 'b', tags: OURS },
    ]);
    expect(learned(told)).toMatchObject({ count: 2 });
    expect(learned(told)).not.toHaveProperty('breached');
    expect(learned(told)).not.toHaveProperty('objectives.0.breached');
    expect(notes(told)).toMatchObject({
      breached: 'Datadog has no data for "Availability" (the denominator is zero valued)',
    });
  });

  test('without data do not hide a breach', async () => {
    const breach = { status: 99.1, state: 'breached' } as const;
    const told = await slo([
      { id: 'a', tags: OURS, overall_status: [NO_DATA] },
      { id: 'b', tags: OURS, overall_status: [breach] },
    ]);
    expect(learned(told)).toMatchObject({ breached: true });
    expect(Object.keys(notes(told))).toEqual(['breached_count', 'error_budget_remaining']);
  });
});

describe('the tag', () => {
  const MONITORS = [
    { id: 1, tags: ['service:pay'] },
    { id: 2, tags: ['app:payments-api'] },
    { id: 3, tags: ['service:Pay'] },
  ];

  test('has the value that the service names', async () => {
    const { collectOne } = await organisation({ monitors: MONITORS });
    const told = (await collectOne({ 'datadoghq.com/service-name': 'Pay' })).monitors;
    expect(learned(told)).toMatchObject({ count: 1 });
  });

  test('and the annotation are settings', async () => {
    const { collectOne } = await organisation(
      { monitors: MONITORS },
      { settings: '{tag: app, annotation: acme.test/dd}' },
    );
    expect(learned((await collectOne()).monitors)).toMatchObject({ count: 1 });
    expect(learned((await collectOne({ 'acme.test/dd': 'x' })).monitors)).toMatchObject({ count: 0 });
  });
});

describe('many services', () => {
  const MANY: DatadogContents = {
    monitors: Array.from({ length: 700 }, (_, id) => ({ id, tags: [`service:service-${id % 600}`] })),
    slos: Array.from({ length: 250 }, (_, number) => ({
      id: `slo-${number}`,
      tags: [`service:service-${number}`],
    })),
  };
  const ALL = services(600, () => ({}));

  test('are told from lists that are read once', async () => {
    const { collect, vendor } = await organisation(MANY);
    const told = await collect(ALL);
    expect(learned(told.get('service-5')?.monitors)).toMatchObject({ count: 2 });
    expect(learned(told.get('service-249')?.slo)).toMatchObject({ count: 1, breached: false });
    expect(learned(told.get('service-250')?.slo)).toMatchObject({ count: 0 });
    expect(vendor.requests).toHaveLength(3 + 3);
  });

  test('are told nothing when a page in the middle is missing', async () => {
    const fault: AtWork['fault'] = ({ path }) =>
      /page=1&|number%5D=1&/.test(path) ? { status: 500 } : undefined;
    const { collect } = await organisation(MANY, { fault });
    const told = await collect(ALL);
    const words = new Set([...told.values()].flatMap((one) => [learned(one.monitors), learned(one.slo)]));
    expect([...words]).toEqual(['Datadog answers 500 (it broke)']);
  });

  test('are told nothing when Datadog tells fewer objectives than it says', async () => {
    const empty = JSON.stringify({
      data: { attributes: { slos: [] } },
      meta: { pagination: { total: 250 } },
    });
    const fault: AtWork['fault'] = ({ path }) =>
      path.includes('number%5D=1&') ? { status: 200, body: empty } : undefined;
    const { collect } = await organisation(MANY, { fault });
    const told = await collect(ALL.slice(0, 10));
    expect(learned(told.get('service-0')?.slo)).toBe('Datadog says that it has 250 objectives and tells 100');
  });

  test('share a list that is young, and one who asks alone is told anew', async () => {
    const { collect, vendor, time } = await organisation(MANY);
    await collect(ALL.slice(0, 10));
    const before = vendor.requests.length;
    await collect(ALL.slice(10, 20));
    expect(vendor.requests).toHaveLength(before);
    await collect(ALL.slice(0, 1));
    expect(vendor.requests).toHaveLength(before + 2);
    time.now += 600 * SECOND;
    await collect(ALL.slice(0, 10));
    expect(vendor.requests).toHaveLength(before + 2 + before);
  });
});

describe('a failure of Datadog', () => {
  const NEEDS = 'it needs an API key, and an application key with the scopes monitors_read and slos_read';
  test.each([
    [
      'asked too often',
      { status: 429, retryAfter: 600 },
      'Datadog asks us to wait until 2026-03-12 09:51 UTC',
    ],
    ['refused', { status: 403 }, `Datadog answers 403 (the credentials do not allow it); ${NEEDS}`],
    ['broken', { status: 500 }, 'Datadog answers 500 (it broke)'],
    [
      'a login page',
      { status: 200, body: '<html>', contentType: 'text/html' },
      'Datadog answers something that is not JSON (text/html)',
    ],
  ])('leaves everything unknown, in words: %s', async (_name, fault, words) => {
    const { collectOne } = await organisation({}, { fault: () => fault });
    const told = await collectOne();
    expect([learned(told.monitors), learned(told.slo)]).toEqual([words, words]);
  });

  test('about objectives leaves what was learned about monitors', async () => {
    const fault: AtWork['fault'] = ({ path }) => (path.includes('/slo/') ? { status: 403 } : undefined);
    const told = await (await organisation({}, { fault })).collectOne();
    expect(learned(told.monitors)).toMatchObject({ count: 0 });
    expect(learned(told.slo)).toMatch(/^Datadog answers 403/);
  });

  test('to answer at all holds up nobody who stops', async () => {
    const { collect } = await organisation({}, { fault: () => ({ ends: 'never' }) });
    const stop = new AbortController();
    const asking = collect([service()], stop.signal);
    stop.abort(new Error('stopping'));
    await expect(asking).rejects.toThrow('stopping');
  });

  test('with wrong keys is said as Datadog says it', async () => {
    const { collectOne } = await organisation({ api_key: 'another' });
    expect(learned((await collectOne()).monitors)).toMatch(/^Datadog answers 403/);
  });
});

test('a site is a name, and without keys it is not configured', () => {
  const wrong = datadog.configure(
    given('datadog', {
      environment: { DATADOG_API_KEY: 'a', DATADOG_APP_KEY: 'b', DATADOG_SITE: 'https://x/' },
    }),
  );
  expect(wrong.problems).toEqual([{ message: 'DATADOG_SITE: is the name of a site, such as datadoghq.eu.' }]);
  const { collector } = datadog.configure(given('datadog'));
  expect(collector.source.configured).toEqual({
    lacks: 'DATADOG_API_KEY is not set, DATADOG_APP_KEY is not set',
  });
});

test('the answers that Datadog publishes are read', async () => {
  const api = () =>
    new Hono()
      .get('/api/v1/monitor', (context) => context.json(published.monitors))
      .get('/api/v1/slo/search', (context) => context.json(published.objectives));
  const { collectOne } = await vendorAtWork(datadog, api, { environment });
  const told = await collectOne();
  expect(learned(told.monitors)).toMatchObject({ count: 1, without_data: 1, all: [{ type: 'log alert' }] });
  expect(learned(told.slo)).toMatchObject({
    count: 1,
    breached: true,
    error_budget_remaining: -38.2,
    objectives: [{ name: 'Custom Metric SLO', target: 99, current: 98.618, window_days: 30 }],
  });
});

describe('what was recorded from Datadog', () => {
  const recorded = recordings();
  const answers = (path: string) =>
    (recorded ?? []).filter(
      ({ method, url, status }) => method === 'GET' && status === 200 && new URL(url).pathname === path,
    );

  /** Gives every entry the tag of the service, so that all of them are read as its own. */
  const tagged = (body: string) =>
    body.replaceAll(/"(tags|all_tags)":\[/g, '"$1":["service:payments-api",').replaceAll(',]', ']');

  test.skipIf(recorded === undefined)('is read: monitors', async () => {
    const bodies = answers('/api/v1/monitor').map(({ body }) => JSON.parse(tagged(body)));
    const details = (recorded ?? [])
      .filter(
        ({ method, url, status }) =>
          method === 'GET' && status === 200 && /\/api\/v1\/monitor\/\d+$/.test(new URL(url).pathname),
      )
      .map(({ body }) => JSON.parse(tagged(body)));
    const all = [...bodies.flat(), ...details];
    const api = () => new Hono().get('/api/v1/monitor', (context) => context.json(all));
    const { collectOne } = await vendorAtWork(datadog, api, { environment });
    const told = learned((await collectOne()).monitors);
    expect(all.length).toBeGreaterThan(4);
    expect(told).toMatchObject({ count: new Set(all.map(({ id }) => id)).size, alerting: 0, muted: 1 });
  });

  test.skipIf(recorded === undefined)('is read: objectives', async () => {
    const [found] = answers('/api/v1/slo/search');
    const api = () =>
      new Hono().get('/api/v1/slo/search', (context) =>
        context.body(tagged(found?.body ?? ''), 200, { 'content-type': 'application/json' }),
      );
    const { collectOne } = await vendorAtWork(datadog, api, { environment });
    const told = (await collectOne()).slo;
    expect(learned(told)).toMatchObject({ count: 1, objectives: [{ target: 95, window_days: 7 }] });
    expect(notes(told).breached).toMatch(/^Datadog has no data for ".+" \(the denominator is zero valued\)$/);
  });

  test.skipIf(recorded === undefined)('is read: what it answers to a bad request', async () => {
    const refused = (recorded ?? []).find(({ status, url }) => status === 400 && url.includes('/monitor?'));
    const fault: AtWork['fault'] = () => ({ status: 400, body: refused?.body ?? '' });
    const { collectOne } = await organisation({}, { fault });
    expect(refused?.body).toContain('errors');
    expect(learned((await collectOne()).monitors)).toBe('Datadog answers 400 (it does not understand us)');
  });
});
