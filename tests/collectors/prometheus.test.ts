import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { prometheus } from '../../src/collectors/prometheus.ts';
import { type PrometheusContents, prometheus as standIn } from '../../src/vendors/prometheus.ts';
import { given, service } from '../support/collecting.ts';
import { type AtWork, learned, notes, services, vendorAtWork } from '../support/vendor-at-work.ts';
import * as published from './prometheus/published.ts';

const environment = (url: string) => ({ PROMETHEUS_URL: `${url}/` });

function objective(more = '') {
  return `{name: Availability, query: good, target: 99.9, window: 30d${more && `, ${more}`}}`;
}

function server(contents: PrometheusContents, objectives: string, options: Partial<AtWork> = {}) {
  return vendorAtWork(prometheus, (clock) => standIn.api(contents, clock), {
    environment,
    settings: `{objectives: [${objectives}]}`,
    ...options,
  });
}

const of = (id: string, value: string) => [{ service: id }, value] as const;

async function slo(queries: PrometheusContents['queries'], objectives = objective()) {
  return (await (await server({ queries: queries ?? {} }, objectives)).collectOne()).slo;
}

describe('an objective', () => {
  test('is told with its level, its target and what is left of its budget', async () => {
    const told = await slo({ good: [of('payments-api', '99.95'), of('another', '12')] });
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
        },
      ],
    });
  });

  test.each([
    ['99.9', false, 0],
    ['99.89', true, -10],
    ['100', false, 100],
    ['0', true, -99900],
  ])('at %s of 99.9 is breached: %s', async (level, breached, error_budget_remaining) => {
    const told = await slo({ good: [of('payments-api', level)] });
    expect(learned(told)).toMatchObject({ breached, error_budget_remaining });
  });

  test('may be a ratio, and have a query for its budget', async () => {
    const queries = { good: [of('payments-api', '0.9995')], left: [of('payments-api', '0.25')] };
    const told = await slo(queries, objective('unit: ratio, error_budget: left'));
    expect(learned(told)).toMatchObject({ error_budget_remaining: 25, objectives: [{ current: 99.95 }] });
  });

  test('whose budget is not measured is judged all the same', async () => {
    const told = await slo({ good: [of('payments-api', '99.95')] }, objective('error_budget: left'));
    expect(learned(told)).toMatchObject({ breached: false });
    expect(learned(told)).not.toHaveProperty('error_budget_remaining');
    expect(notes(told)).toEqual({
      error_budget_remaining: 'Prometheus has no series for "Availability" with service="payments-api"',
    });
  });

  test('of everything has no budget', async () => {
    const told = await slo(
      { good: [of('payments-api', '99')] },
      '{name: Backups, query: good, target: 100, window: 7d}',
    );
    expect(learned(told)).toMatchObject({ breached: true, breached_count: 1 });
    expect(learned(told)).not.toHaveProperty('error_budget_remaining');
  });

  test.each([
    ['no series', [], 'has no series for "Availability" with service="payments-api"'],
    [
      'series of others only',
      [of('another', '100')],
      'has no series for "Availability" with service="payments-api"',
    ],
    ['NaN', [of('payments-api', 'NaN')], 'measured no number for "Availability" with service="payments-api"'],
    [
      'an infinity',
      [of('payments-api', '+Inf')],
      'measured no number for "Availability" with service="payments-api"',
    ],
    [
      'two series',
      [of('payments-api', '1'), of('payments-api', '100')],
      'has 2 series for "Availability" with service="payments-api": the query has to give one',
    ],
  ])('is unknown, never kept, with %s', async (_name, series, why) => {
    const told = await slo({ good: series });
    expect(learned(told)).toEqual({});
    expect(notes(told)).toEqual({ '': `Prometheus ${why}` });
  });

  test('that is unknown leaves open whether all are kept, and hides no breach', async () => {
    const second = '{name: Latency, query: fast, target: 95, window: 30d}';
    const kept = await slo({ fast: [of('payments-api', '99')] }, `${objective()}, ${second}`);
    expect(learned(kept)).toMatchObject({ count: 2 });
    expect(learned(kept)).not.toHaveProperty('breached');
    expect(Object.keys(notes(kept))).toEqual(['breached', 'breached_count', 'error_budget_remaining']);
    const breached = await slo({ fast: [of('payments-api', '90')] }, `${objective()}, ${second}`);
    expect(learned(breached)).toMatchObject({ breached: true });
  });
});

describe('a service', () => {
  const QUERY = 'good{app="{{service}}"}';
  const TEMPLATE = `{name: Availability, query: '${QUERY}', target: 99, window: 7d}`;

  test('may be named within the query', async () => {
    const queries = {
      'good{app="payments-api"}': { scalar: '99.5' },
      'good{app="pay"}': [[{}, '98'] as const],
    };
    const { collectOne } = await server({ queries }, TEMPLATE);
    expect(learned((await collectOne()).slo)).toMatchObject({ breached: false });
    const told = await collectOne({ 'prometheus.io/service': 'pay' });
    expect(learned(told.slo)).toMatchObject({ breached: true });
  });

  test('whose name would end the string in the query is not asked about', async () => {
    const { collectOne, vendor } = await server({}, TEMPLATE);
    const told = await collectOne({ 'prometheus.io/service': 'x"} or vector(100) #' });
    expect(notes(told.slo)['']).toMatch(/cannot stand in a query$/);
    expect(vendor.requests.filter(({ path }) => path.includes('/query'))).toEqual([]);
  });

  test('is not asked about when the questions about those before it failed', async () => {
    const { collect, vendor } = await server({}, TEMPLATE, { fault: () => ({ status: 500 }) });
    await collect(services(100, () => ({})));
    const asked = vendor.requests.filter(({ path }) => path.includes('/query'));
    expect(new Set(asked.map(({ path }) => path)).size).toBe(4);
  });

  test('is named by the label of ready.yml', async () => {
    const settings = `{label: job, objectives: [${objective()}]}`;
    const queries = { good: [[{ job: 'payments-api' }, '100'] as const] };
    const { collectOne } = await server({ queries }, '', { settings });
    expect(learned((await collectOne()).slo)).toMatchObject({ count: 1, breached: false });
  });

  test('costs no question of its own', async () => {
    const good = Array.from({ length: 900 }, (_, number) => of(`service-${number}`, '100'));
    const { collect, vendor } = await server({ queries: { good } }, objective());
    const told = await collect(services(900, () => ({})));
    expect([...told.values()].every(({ slo: one }) => one !== undefined && 'fresh' in one)).toBe(true);
    expect(vendor.requests).toHaveLength(2);
  });
});

describe('alert rules', () => {
  const labels = { service: 'payments-api' };

  async function monitors(rules: PrometheusContents['rules'], annotations = {}) {
    const { collectOne, vendor } = await server({ rules: rules ?? [] }, '');
    const { monitors: told, slo: none } = await collectOne(annotations);
    expect(none).toBeUndefined();
    return { told, url: vendor.url };
  }

  test('are those with the service’s label, each with what it says', async () => {
    const { told, url } = await monitors([
      { name: 'Errors', labels, state: 'firing' },
      { name: 'Latency', labels, state: 'pending' },
      { name: 'Traffic', labels },
      { name: 'Broken', labels, state: 'firing', health: 'err' },
      { name: 'New', labels, health: 'unknown' },
      { name: 'Of another', labels: { service: 'another' }, state: 'firing' },
      { name: 'recorded', type: 'recording', labels },
    ]);
    expect(learned(told)).toMatchObject({ count: 5, alerting: 1, without_data: 2 });
    expect(learned(told)).toHaveProperty('all.0', {
      name: 'Errors',
      type: 'alerting',
      status: 'alerting',
      url: `${url}/alerts?search=Errors`,
    });
    expect(learned(told)).toMatchObject({
      all: [{}, { status: 'warning' }, { status: 'ok' }, { status: 'no_data' }, { status: 'no_data' }],
    });
  });

  test('may be named by the service', async () => {
    const { told } = await monitors([{ name: 'Disk' }, { name: 'Certificates' }, { name: 'Others' }], {
      'prometheus.io/alert': 'Disk, Certificates',
    });
    expect(learned(told)).toMatchObject({ count: 2 });
  });

  test('that are not there are zero; whether they are muted is not known', async () => {
    const { told } = await monitors([]);
    expect(learned(told)).toEqual({ count: 0, alerting: 0, without_data: 0, all: [] });
    expect(notes(told)).toEqual({ muted: 'silences are kept by Alertmanager, which is not asked' });
  });

  test('are left out where ready.yml says so', async () => {
    const settings = `{alert_rules: false, objectives: [${objective()}]}`;
    const { collectOne, vendor, bound } = await server({}, '', { settings });
    expect(Object.keys(await collectOne())).toEqual(['slo']);
    expect(bound.source.fills).toEqual(['slo']);
    expect(vendor.requests).toHaveLength(1);
  });
});

describe('a failure of Prometheus', () => {
  const NEEDS =
    'it needs PROMETHEUS_TOKEN, or PROMETHEUS_USERNAME and PROMETHEUS_PASSWORD, of somebody who may query';
  test.each([
    [
      'asked too often',
      { status: 429, retryAfter: 600 },
      'Prometheus asks us to wait until 2026-03-12 09:51 UTC',
    ],
    [
      'refused',
      { status: 403 },
      `Prometheus answers 403 (the credentials do not allow it) (asked for "Availability"); ${NEEDS}`,
    ],
    ['broken', { status: 500 }, 'Prometheus answers 500 (it broke) (asked for "Availability")'],
    [
      'a login page',
      { status: 200, body: '<html>', contentType: 'text/html' },
      'Prometheus answers something that is not JSON (text/html) (asked for "Availability")',
    ],
    [
      'an error with a good status',
      { status: 200, body: '{"status":"error","errorType":"execution","error":"query timed out"}' },
      'Prometheus answers an error for "Availability": query timed out',
    ],
  ])('leaves service levels unknown, in words: %s', async (_name, fault, words) => {
    const { collectOne } = await server({ queries: { good: [of('payments-api', '100')] } }, objective(), {
      fault: () => fault,
    });
    const told = await collectOne();
    expect(learned(told.slo)).toBe(words);
    expect(told.monitors).toHaveProperty('failed');
  });

  test('with a query keeps the rules, and names the objective', async () => {
    const good = {
      status: 400,
      errorType: 'bad_data',
      error: 'parse error: unexpected end of input',
    } as const;
    const told = await (await server({ queries: { good } }, objective())).collectOne();
    expect(learned(told.slo)).toBe(
      'Prometheus answers 400 (it does not understand us) (asked for "Availability")',
    );
    expect(learned(told.monitors)).toMatchObject({ count: 0 });
  });

  test('to answer one of two objectives discards both', async () => {
    const good = [of('payments-api', '100')];
    const fast = { status: 503, errorType: 'timeout', error: 'query timed out' } as const;
    const told = await slo(
      { good, fast },
      `${objective()}, {name: Latency, query: fast, target: 9, window: 1d}`,
    );
    expect(learned(told)).toBe('Prometheus answers 503 (it is not available) (asked for "Latency")');
  });

  test('to ask all of its stores discards what it tells, which it is asked not to do', async () => {
    const warnings = ['receive series from Addr: thanos-store:10901: connection refused'];
    const { collectOne, vendor } = await server(
      { warnings, queries: { good: [of('payments-api', '100')] } },
      objective(),
    );
    const told = await collectOne();
    expect(learned(told.slo)).toBe(
      'Prometheus warns about "Availability": receive series from Addr: thanos-store:10901: connection refused',
    );
    expect(learned(told.monitors)).toMatch(/^Prometheus warns about alert rules: /);
    expect(vendor.requests.every(({ path }) => path.includes('partial_response=false'))).toBe(true);
  });

  test('to give one number is told to whoever wrote the query', async () => {
    const told = await slo({ good: { matrix: [] } });
    expect(learned(told)).toBe(
      'Prometheus answers a matrix for "Availability": the query has to give one number for each service',
    );
  });

  test('to answer at all holds up nobody who stops', async () => {
    const { collect } = await server({}, objective(), { fault: () => ({ ends: 'never' }) });
    const stop = new AbortController();
    const asking = collect([service()], stop.signal);
    stop.abort(new Error('stopping'));
    await expect(asking).rejects.toThrow('stopping');
  });
});

describe('credentials', () => {
  test.each([
    ['a token', { PROMETHEUS_TOKEN: 'secret' }, 'Bearer secret'],
    [
      'a name and a password',
      { PROMETHEUS_USERNAME: 'ana', PROMETHEUS_PASSWORD: 'secret' },
      'Basic YW5hOnNlY3JldA==',
    ],
  ])('are %s', async (_name, more, authorization) => {
    const { collectOne } = await server({ authorization }, '', {
      environment: (url) => ({ PROMETHEUS_URL: url, ...more }),
    });
    expect(learned((await collectOne()).monitors)).toMatchObject({ count: 0 });
    const stranger = await server({ authorization }, '');
    expect(learned((await stranger.collectOne()).monitors)).toMatch(/^Prometheus answers 401/);
  });

  test('do not stand in the address, which people see', () => {
    const { problems } = prometheus.configure(
      given('prometheus', { environment: { PROMETHEUS_URL: 'http://ana:secret@prometheus.acme.test' } }),
    );
    expect(problems).toEqual([
      { message: 'PROMETHEUS_URL: must not hold credentials: PROMETHEUS_USERNAME does.' },
    ]);
  });
});

test('without an address it is not configured, and a misspelt setting is refused with its line', () => {
  const bound = prometheus.configure(given('prometheus', { settings: '{objectives: [{name: A, qery: b}]}' }));
  expect(bound.problems.map(({ message }) => message).join(' ')).toContain('qery');
  expect(prometheus.configure(given('prometheus')).collector.source.configured).toEqual({
    lacks: 'PROMETHEUS_URL is not set',
  });
});

test('the answers that Prometheus publishes are read', async () => {
  const api = () =>
    new Hono()
      .get('/api/v1/query', (context) => context.json(published.query))
      .get('/api/v1/rules', (context) => context.json(published.rules));
  const settings = '{label: job, objectives: [{name: Up, query: up, target: 99, window: 1d, unit: ratio}]}';
  const { collectOne } = await vendorAtWork(prometheus, api, { environment, settings });
  const told = await collectOne({ 'prometheus.io/alert': 'HighRequestLatency' });
  expect(learned(told.slo)).toMatchObject({ breached: false, objectives: [{ current: 100 }] });
  expect(learned(told.monitors)).toMatchObject({ count: 1, alerting: 1 });
});
