import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { http } from '../../src/collectors/http.ts';
import { collectBatch } from '../../src/collectors/running/collect-batch.ts';
import { describeProblem } from '../../src/domain/errors.ts';
import type { FactDocument } from '../../src/domain/fact.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/instant.ts';
import { given, service } from '../support/collecting.ts';
import { type AtWork, learned, notes, services, vendorAtWork } from '../support/vendor-at-work.ts';

const TOKEN = 'hunter2';

/** A cost service: what it knows is under /costs, with a token. */
function costs(): Hono {
  return new Hono()
    .get('/costs/:id', (context) => {
      if (context.req.header('authorization') !== `Bearer ${TOKEN}`) return context.json({}, 401);
      const id = context.req.param('id');
      if (id === 'unheard-of') return context.json({ error: 'not found' }, 404);
      return context.json({
        id,
        monthly: { amount: 120.5, currency: 'EUR' },
        checks: [
          { name: 'budget', ok: true },
          { name: 'forecast', ok: id !== 'payments-api' },
        ],
        closed_at: null,
        since: '2026-03-02T09:00:00Z',
        query: context.req.queries(),
      });
    })
    .get('/all', (context) =>
      context.json([
        { id: 'service-1', n: 1 },
        { id: 'service-2', n: 2 },
      ]),
    )
    .get('/login', (context) => context.html('<html>Please sign in</html>'))
    .get('/moved', (context) => context.redirect('https://elsewhere.example/'))
    .get('/huge', (context) => context.json({ padding: 'x'.repeat(1_100_000) }))
    .get('/deep', (context) =>
      context.body('['.repeat(200_000) + ']'.repeat(200_000), 200, { 'content-type': 'application/json' }),
    );
}

const AUTHORISED = `headers: {Authorization: "Bearer \${COSTS_TOKEN}"}`;

/** One API over the stand-in; `URL` in the settings is where it stands. */
function atWork(apis: string, more: Pick<AtWork, 'fault'> = {}, token = TOKEN) {
  // The address is known only when the stand-in listens, which is before the settings are read.
  const placed = { url: '' };
  const collector: typeof http = {
    ...http,
    configure: (around) =>
      http.configure({
        ...around,
        settings: given('http', { settings: settings(apis, placed.url) }).settings,
      }),
  };
  return vendorAtWork(collector, costs, {
    environment: (url) => {
      placed.url = url;
      return { COSTS_TOKEN: token };
    },
    ...more,
  });
}

function settings(apis: string, url: string): string {
  return `{allow_hosts: [127.0.0.1], http_hosts: [127.0.0.1], apis: [${apis.replaceAll('URL', url)}]}`;
}

function costsApi(facts: string, more = ''): string {
  return `{name: costs, url: "URL/costs/{service.id}", ${AUTHORISED}, facts: {${facts}}${more}}`;
}

async function customOf(expression: string) {
  const { collectOne } = await atWork(costsApi(`custom.found: ${JSON.stringify(expression)}`));
  const { custom } = await collectOne();
  return { value: learned(custom), notes: notes(custom) };
}

/** What is wrong with the settings, with places. */
function problems(apis: string): readonly string[] {
  const text = given('http', { settings: `{apis: [${apis}]}`, environment: { COSTS_TOKEN: TOKEN } });
  return http.configure(text).problems.map(describeProblem);
}

describe('an answer', () => {
  test('becomes facts by an expression for each, in several namespaces', async () => {
    const facts =
      'custom.cost.monthly: body.monthly.amount, custom.cost.currency: body.monthly.currency, ' +
      'slo.breached: "body.checks.exists(c, !c.ok)", slo.breached_count: "body.checks.filter(c, !c.ok).size()"';
    const { collectOne, vendor, bound } = await atWork(costsApi(facts));
    const { custom, slo } = await collectOne();
    expect(learned(custom)).toEqual({ cost: { monthly: 120.5, currency: 'EUR' } });
    expect(learned(slo)).toEqual({ breached: true, breached_count: 1 });
    expect(vendor.requests.map(({ path }) => path)).toEqual(['/costs/payments-api']);
    expect(bound.source.fills).toEqual([
      'custom.cost.monthly',
      'custom.cost.currency',
      'slo.breached',
      'slo.breached_count',
    ]);
  });

  test.each([
    ['body.monthly.amount + 1', 121.5],
    ['status', 200],
    ['service.tier', 'tier-1'],
    ['body.checks.map(c, c.name)', ['budget', 'forecast']],
    ['body.monthly', { amount: 120.5, currency: 'EUR' }],
    ['now - timestamp(body.since) > duration("7d")', true],
    ['timestamp(body.since)', '2026-03-02T09:00:00.000Z'],
    ['has(body.closed_by) ? "closed" : "open"', 'open'],
    ['body.checks[0].name', 'budget'],
  ])('is computed with: %s', async (expression, value) => {
    expect((await customOf(expression)).value).toEqual({ found: value });
  });

  test.each([
    ['body.yearly.amount', 'costs answers without body.yearly.amount'],
    ['body.closed_at', 'costs answers without null'],
    ['body.checks[7].name', 'costs answers without body.checks[7]'],
  ])(
    'that lacks what is read leaves the fact without a value, with the reason: %s',
    async (expression, reason) => {
      const { value, notes: told } = await customOf(expression);
      expect(value).toEqual({});
      expect(told).toEqual({ found: reason });
    },
  );

  test.each([
    ['body.monthly.currency + 1', /^costs answers what gives no custom\.found: /],
    ['duration("7d")', /a duration cannot be kept as a fact$/],
    ['1.0 / 0.0', /it divides by zero$/],
  ])('that cannot be computed is a failure: %s', async (expression, reason) => {
    expect((await customOf(expression)).value).toMatch(reason);
  });

  test('of another type than the fact is a failure', async () => {
    const { collectOne } = await atWork(costsApi('slo.breached_count: body.monthly.amount'));
    expect(learned((await collectOne()).slo)).toMatch(
      /^costs answers what does not fit: slo\.breached_count: /,
    );
  });

  test.each([
    ['login', 'costs answers something that is not JSON (text/html; charset=UTF-8)'],
    ['huge', 'costs answers more than 1 MB'],
    ['moved', 'costs answers 302 (it points elsewhere, where credentials do not follow)'],
    ['costs/payments-api', 'costs answers 401 (the credentials are not accepted)'],
  ])('that is none is a failure: %s', async (path, reason) => {
    const { collectOne, vendor } = await atWork(
      `{name: costs, url: "URL/${path}", facts: {custom.a: body.a}}`,
    );
    expect(learned((await collectOne()).custom)).toBe(reason);
    expect(vendor.requests).toHaveLength(1);
  });

  test('that breaks off is no answer', async () => {
    const { collectOne } = await atWork(costsApi('custom.a: body.id'), {
      fault: () => ({ ends: 'in the middle' }),
    });
    expect(learned((await collectOne()).custom)).toBe('costs broke off its answer');
  });

  test('nested without end breaks nothing', async () => {
    const { collectOne } = await atWork('{name: costs, url: "URL/deep", facts: {custom.a: body}}');
    expect(learned((await collectOne()).custom)).toMatch(/^costs answers/);
  });
});

describe('a service', () => {
  test('of which the API knows nothing is not linked: a fact', async () => {
    const { collectOne } = await atWork(costsApi('custom.a: body.id'));
    const { custom } = await collectOne({}, { id: 'unheard-of' });
    expect(notes(custom)).toEqual({ a: 'costs has nothing about unheard-of (it answers 404)' });
  });

  test('of which the API knows nothing is unknown, where ready.yml says so', async () => {
    const { collectOne } = await atWork(costsApi('custom.a: body.id', ', not_found: unknown'));
    const { custom } = await collectOne({}, { id: 'unheard-of' });
    expect(custom).toMatchObject({ fresh: { absent: [], unreadable: [{ path: 'a' }] } });
  });

  test('that lacks what the address needs says what to add, and is not asked about', async () => {
    const url = `URL/costs/{service.annotations['costs.example/id']}`;
    const api = `{name: costs, url: "${url}", ${AUTHORISED}, facts: {custom.a: body.id}}`;
    const { collectOne, vendor } = await atWork(api);
    expect(notes((await collectOne()).custom)).toEqual({
      '': 'not linked to costs: add `costs.example/id` to payments-api in the catalog',
    });
    expect(vendor.requests).toHaveLength(0);
    expect(learned((await collectOne({ 'costs.example/id': 'c-1' })).custom)).toEqual({ a: 'c-1' });
  });
});

describe('a value in an address', () => {
  const api = `{name: costs, url: "URL/costs/{service.annotations['x']}?who={service.annotations['x']}", ${AUTHORISED}, facts: {custom.a: body.query.who}}`;

  test.each([
    ['gh/acme/shop', '/costs/gh%2Facme%2Fshop'],
    ['a b?c=d&e#f', '/costs/a%20b%3Fc%3Dd%26e%23f'],
    ['@evil.example', '/costs/%40evil.example'],
    ['//evil.example', '/costs/%2F%2Fevil.example'],
    ['https://evil.example/', '/costs/https%3A%2F%2Fevil.example%2F'],
    ['%2e', undefined],
    ['..', undefined],
    ['.', undefined],
    ['../admin', undefined],
    ['x/../../admin', undefined],
    ['..\\admin', undefined],
    ['%2e%2e%2fadmin', undefined],
    ['%2E.', undefined],
    ['a\u0000b', undefined],
    ['a\r\nHost: evil.example', undefined],
    ['\ud800', undefined],
    ['x'.repeat(501), undefined],
    ['v1..2', '/costs/v1..2'],
    ['naïve', '/costs/na%C3%AFve'],
  ])('changes neither host nor path: %j', async (value, path) => {
    const { collectOne, vendor } = await atWork(api);
    const { custom } = await collectOne({ x: value });
    expect(vendor.requests.map((one) => one.path.split('?')[0])).toEqual(path === undefined ? [] : [path]);
    if (path === undefined) {
      expect(notes(custom)).toEqual({
        '': 'payments-api has a value that cannot stand in an address: correct `x` in the catalog',
      });
    } else if (vendor.requests[0]?.status === 200) expect(learned(custom)).toEqual({ a: [value] });
  });
});

describe('several APIs', () => {
  const two = (second: string) =>
    `${costsApi('custom.a: body.id')}, {name: other, url: "URL/${second}", facts: {custom.b: "body[0].n"}}`;

  test('fill one namespace together', async () => {
    const { collectOne } = await atWork(two('all'));
    expect(learned((await collectOne()).custom)).toEqual({ a: 'payments-api', b: 1 });
  });

  test('fail apart: what one does not tell is unknown, the rest holds', async () => {
    const { collectOne } = await atWork(two('login'));
    const { custom } = await collectOne();
    expect(learned(custom)).toEqual({ a: 'payments-api' });
    expect(notes(custom)).toEqual({ b: expect.stringMatching(/^other answers something that is not JSON/) });
  });

  /** What is kept after each attempt; `out` is what cannot be reached by then. */
  async function keeping(apis: string) {
    const state = { out: 'nothing' };
    const { bound, time } = await atWork(apis, {
      fault: ({ path }) => (path.startsWith(`/${state.out}`) ? { status: 500 } : undefined),
    });
    const kept = new Map<string, FactDocument>();
    return async (out: string, later: number) => {
      state.out = out;
      time.now += later;
      const now = time.now;
      const asked = [{ service: service(), flags: [], previous: [...kept.values()] }];
      const signal = new AbortController().signal;
      const told = (await collectBatch(bound, asked, { now, signal, onBug() {} })).get('payments-api');
      for (const document of told?.documents ?? []) kept.set(document.namespace, document);
      return { kind: told?.result.kind, now, custom: kept.get('custom'), slo: kept.get('slo') };
    };
  }

  test('of which one fails keep what it last told, with the error beside it, and are as old as that', async () => {
    const attempt = await keeping(two('all'));
    const good = await attempt('nothing', 0);
    const first = await attempt('all', HOUR);
    const second = await attempt('all', HOUR);
    expect(good.custom).toMatchObject({ value: { a: 'payments-api', b: 1 }, error: null });
    expect(second.kind).toBe('answered');
    expect(second.custom).toMatchObject({
      ...{ value: { a: 'payments-api', b: 1 }, unreadable: [], collectedAt: good.now },
      ...{ error: 'other answers 500 (it broke)', failedAt: first.now },
    });
    const again = await attempt('nothing', HOUR);
    expect(again.custom).toMatchObject({ collectedAt: again.now, error: null, failedAt: null });
  });

  test('of which one fails for longer than its answers count leave that unknown, and the rest fresh', async () => {
    const attempt = await keeping(two('all'));
    await attempt('nothing', 0);
    const late = await attempt('all', DAY);
    expect(late.custom).toMatchObject({ value: { a: 'payments-api' }, collectedAt: late.now });
    expect(late.custom?.unreadable).toEqual([{ path: 'b', reason: 'other answers 500 (it broke)' }]);
  });

  test('of which one fails go on being asked: what fails is a namespace of its own, not the collector', async () => {
    const apis = `${costsApi('slo.breached_count: "1"')}, {name: other, url: "URL/all", facts: {custom.b: "body[0].n"}}`;
    const attempt = await keeping(apis);
    const good = await attempt('nothing', 0);
    const { kind, custom, slo, now } = await attempt('all', HOUR);
    expect(kind).toBe('answered');
    expect(slo).toMatchObject({ value: { breached_count: 1 }, collectedAt: now, error: null });
    expect(custom).toMatchObject({
      value: { b: 1 },
      collectedAt: good.now,
      error: 'other answers 500 (it broke)',
    });
  });

  test('that all fail leave what was known', async () => {
    const { collectOne } = await atWork(two('all'), { fault: () => ({ status: 500 }) });
    expect(learned((await collectOne()).custom)).toBe(
      'costs answers 500 (it broke); other answers 500 (it broke)',
    );
  });

  test('that tell about all services at once are asked once', async () => {
    const api = '{name: list, url: "URL/all", facts: {custom.n: "body.filter(s, s.id == service.id)[0].n"}}';
    const { collect, vendor, time } = await atWork(api);
    const told = await collect(services(4, () => ({})));
    expect([...told.values()].map(({ custom }) => learned(custom))).toEqual([{}, { n: 1 }, { n: 2 }, {}]);
    expect(vendor.requests).toHaveLength(1);
    time.now += 6 * MINUTE;
    await collect(services(1, () => ({})));
    expect(vendor.requests).toHaveLength(2);
  });
});

describe('a private host', () => {
  test('is not asked unless ready.yml allows it', async () => {
    const { collector } = http.configure(
      given('http', {
        settings: '{apis: [{name: costs, url: "https://127.0.0.1/x", facts: {custom.a: body.a}}]}',
      }),
    );
    const asked = [{ service: service(), flags: [] }];
    const told = await collector.collect(asked, { now: 0, signal: new AbortController().signal });
    expect(told.get('payments-api')).toEqual([
      { namespace: 'custom', failed: 'costs is not asked: 127.0.0.1 is an address of our own machine' },
    ]);
  });
});

describe('secrets', () => {
  test('that are not set leave it not configured', () => {
    const unset = http.configure(
      given('http', { settings: settings(costsApi('custom.a: body.id'), 'https://a.test') }),
    );
    expect(unset.collector.source.configured).toEqual({ lacks: 'COSTS_TOKEN is not set' });
    expect(unset.problems).toEqual([]);
  });

  test('are never shown, also where they cannot be sent', async () => {
    const evil = `${TOKEN}\nX-Evil: 1`;
    const { collectOne, vendor } = await atWork(costsApi('custom.a: body.id'), {}, evil);
    const told = learned((await collectOne()).custom);
    expect(told).toBe('costs: the variable for the header Authorization cannot be sent');
    expect(vendor.requests).toHaveLength(0);
  });
});

describe('ready.yml', () => {
  test('without an API leaves it not configured', () => {
    expect(http.configure(given('http')).collector.source.configured).toEqual({
      lacks: 'collectors.http.apis is not set in ready.yml',
    });
  });

  const api = (url: string, facts: string) => `{name: costs, url: "${url}", facts: {${facts}}}`;
  const GOOD = 'https://a.test/{service.id}';

  test.each([
    ['custom.a: body.x &&', /^ready\.yml:2:\d+: "custom\.a": .+/],
    [
      'custom.a: bdy.x',
      /^ready\.yml:2:96: "custom\.a": there are no facts called "bdy" \(did you mean "body"\?\)$/,
    ],
    ['custom.a: service.ownr', /service has no field "ownr" \(did you mean "owner"\?\)$/],
    ['slo.breachd: body.x', /"slo\.breachd": slo has no field "breachd" \(did you mean "breached"\?\)$/],
    ['cusom.a: body.x', /there is no "cusom" to fill \(did you mean "custom"\?\)$/],
    ['service.owner: body.x', /there is no "service" to fill/],
    ['attested.drill: body.x', /there is no "attested" to fill/],
    ['custom: body.x', /it needs a field: custom\.NAME$/],
    ['slo: body.x', /it needs a field: slo\.NAME$/],
    ['custom.__proto__.x: body.x', /"__proto__" is no name$/],
    ['slo.breached: "body.x + 1"', /^$/],
    ['slo.breached: "size(body.x)"', /the fact is a yes or no, and this gives int$/],
    ['slo.count: "body.x == 1"', /the fact is a whole number, and this gives bool$/],
    ['custom.a: body.x, custom.a.b: body.y', /costs fills custom\.a already$/],
    ['', /names no fact/],
  ])('is refused with the place of the mistake: %s', (facts, words) => {
    const told = problems(api(GOOD, facts));
    if (words.source === '^$') expect(told).toEqual([]);
    else expect(told).toEqual([expect.stringMatching(words)]);
  });

  test.each([
    ['https://{service.id}.a.test/x', /needs its whole host/],
    ['https://a.test{service.id}/x', /needs its whole host/],
    ['https://a.test:{service.id}/x', /is no web address/],
    ['{service.id}', /is no web address/],
    ['{service.id}://a.test/', /is no web address/],
    ['https://ana:hunter2@a.test/', /contains a user name or password/],
    ['file:///etc/passwd', /is no web address/],
    ['https://a.test/x#{service.id}', /contains what no address may/],
    ['https://a.test/{service.id', /contains what no address may/],
    ['https://a.test/../x', /is not as it would be sent: https:\/\/a\.test\/x$/],
    ['https://a.test//x', /is not as it would be sent/],
    ['https://0x7f.1/x', /is not as it would be sent: https:\/\/127\.0\.0\.1\/x$/],
    ['https://a.test/{service.idd}', /^ready\.yml:2:\d+: "url": service has no field "idd"/],
    ['https://a.test/{body.id}', /there are no facts called "body"/],
  ])('is refused for an address that a service could lead elsewhere: %s', (url, words) => {
    expect(problems(api(url, 'custom.a: body.x'))).toEqual([expect.stringMatching(words)]);
  });

  test('names variables of headers as the environment does', () => {
    const told = problems(
      `{name: costs, url: "https://a.test/", headers: {A: "Bearer \${costs token}"}, facts: {custom.a: body.x}}`,
    );
    expect(told).toEqual([expect.stringMatching(/names "costs token", which is no variable/)]);
  });
});
