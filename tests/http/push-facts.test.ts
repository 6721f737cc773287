/** The real route over a real app and database: what a pipeline meets. */
import { readFile } from 'node:fs/promises';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { routes } from '../../src/http/index.ts';
import { createHttpApp } from '../../src/http/server/create-http-app.ts';
import { pushFacts } from '../../src/use-cases/push-facts.ts';
import { createToken, revokeToken, type TokenRequest } from '../../src/use-cases/tokens.ts';
import { HTTP_DEPS } from '../support/http-deps.ts';
import { recordingLog } from '../support/recording-log.ts';
import { factsFile, openSmallHome, READY_YML, SCORECARD, START } from '../support/small-home.ts';

const LOAD_TESTED = `${SCORECARD}
  - {id: load, title: Load test passed, level: bronze, required: true, expression: custom.load_test.passed, why: Peaks., fix: Run it., max_age: 30d}
`;

async function world(files: Record<string, string> = {}) {
  const home = await openSmallHome({
    'facts.yml': factsFile({}),
    'scorecards/readiness.yml': LOAD_TESTED,
    ...files,
  });
  const { app } = home;
  const http = createHttpApp(
    routes,
    { ...HTTP_DEPS, pushFacts: (request) => pushFacts(app.context, request) },
    home.log,
  );
  const token = async (more: Partial<TokenRequest> = {}) =>
    createToken(app.context, {
      name: 'load tests',
      scopes: ['facts:custom'],
      services: ['payments-api'],
      by: 'ana',
      ...more,
    });
  const put = (
    secret: string | null,
    body: unknown,
    { path = CUSTOM, ...headers }: Record<string, string> = {},
  ) =>
    http.request(path, {
      method: 'PUT',
      headers: {
        'content-type': 'application/json',
        ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const outcome = async (rule = 'load') => {
    const record = await app.store.catalog.find('payments-api');
    const key = record?.key ?? '';
    const [evaluation] = (await app.store.evaluations.of([key])).get(key) ?? [];
    return evaluation?.checks.find((check) => check.rule === rule)?.outcome;
  };
  return { ...home, http, token, put, outcome };
}

const CUSTOM = '/api/v1/services/payments-api/facts/custom';
const PASSED = { facts: { load_test: { passed: true, rps: 900 } } };

describe('a pipeline that pushes a fact', () => {
  test('has the service judged at once, and reads how it stands', async () => {
    const { put, token, outcome, app } = await world();
    expect(await outcome()).toBe('fail');
    const { secret } = await token();
    const response = await put(secret, { ...PASSED, observed_at: '2026-03-04T10:00:00Z', valid_for: '30d' });
    expect([response.status, await response.json()]).toEqual([
      200,
      {
        service: 'payments-api',
        namespace: 'custom',
        keys: ['load_test'],
        outdated: [],
        observed_at: '2026-03-04T10:00:00.000Z',
        valid_until: '2026-04-03T10:00:00.000Z',
        standing: [{ scorecard: 'readiness', minimum_bar: 'met', level: expect.anything() }],
      },
    ]);
    expect(await outcome()).toBe('pass');
    const record = await app.store.catalog.find('payments-api');
    const history = await app.store.evaluations.history(record?.key ?? '', 10);
    expect(history.map(({ cause }) => cause)).toContain('first facts from push.load_test');
  });

  test('finds its fact still there after the next collection, beside what others pushed', async () => {
    const { put, token, outcome, app, advance } = await world();
    const { secret } = await token();
    await put(secret, PASSED);
    await put(secret, { facts: { drill: { at: '2026-03-01' } } });
    advance(DAY);
    await app.settle();
    expect(await outcome()).toBe('pass');
    await put(secret, { facts: { load_test: null } });
    expect(await outcome()).toBe('fail');
  });

  test('has said for how long it counts: after that it is missing', async () => {
    const { put, token, outcome, app, advance } = await world();
    const { secret } = await token();
    await put(secret, { ...PASSED, valid_for: '2h' });
    advance(2 * HOUR);
    await app.settle();
    expect(await outcome()).toBe('fail');
  });

  test('that another one overtook is told so, and changes nothing', async () => {
    const { put, token, outcome } = await world();
    const { secret } = await token();
    await put(secret, { ...PASSED, observed_at: '2026-03-04T11:00:00Z' });
    const late = {
      facts: { load_test: { passed: false }, drill: true },
      observed_at: '2026-03-04T10:00:00Z',
    };
    const response = await put(secret, late);
    expect([response.status, await response.json()]).toMatchObject([200, { outdated: ['load_test'] }]);
    expect(await outcome()).toBe('pass');
  });

  test('does not make an older fact look newer by sending another one', async () => {
    const { put, token, outcome, app, advance } = await world();
    const { secret } = await token();
    await put(secret, { ...PASSED, valid_for: '90d' });
    advance(31 * DAY);
    await put(secret, { facts: { drill: true } });
    await app.settle();
    expect(await outcome()).toBe('unknown');
  });
});

describe('a request that was sent twice', () => {
  test('with the same key is answered alike and counts once', async () => {
    const { put, token, app, advance } = await world();
    const { secret } = await token();
    const first = await put(secret, PASSED, { 'idempotency-key': 'build-7' });
    advance(HOUR);
    const second = await put(secret, PASSED, { 'idempotency-key': 'build-7' });
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(await second.json()).toEqual(await first.json());
    const record = await app.store.catalog.find('payments-api');
    const documents = (await app.store.facts.of([record?.key ?? ''], ['custom'])).get(record?.key ?? '');
    expect(documents?.find(({ collector }) => collector === 'push.load_test')?.collectedAt).toBe(START);
  });

  test('with the key of the day before yesterday is a new one', async () => {
    const { put, token, advance } = await world();
    const { secret } = await token();
    await put(secret, PASSED, { 'idempotency-key': 'build-7' });
    advance(DAY + 1);
    const other = { facts: { load_test: { passed: false } } };
    expect((await put(secret, other, { 'idempotency-key': 'build-7' })).status).toBe(200);
  });

  test('with the same key and another body is refused', async () => {
    const { put, token } = await world();
    const { secret } = await token();
    await put(secret, PASSED, { 'idempotency-key': 'build-7' });
    const other = await put(
      secret,
      { facts: { load_test: { passed: false } } },
      { 'idempotency-key': 'build-7' },
    );
    expect([other.status, await other.json()]).toMatchObject([409, { error: { code: 'key_reused' } }]);
  });
});

describe('who may not', () => {
  test('whose token is revoked while the request is on its way is refused, and the token stays revoked', async () => {
    const { put, token, app, outcome } = await world();
    const { secret, token: made } = await token();
    // Read after the token was looked at, and before what is sent is kept.
    const inForce = app.context.scorecards;
    Object.assign(app.context, {
      scorecards: async () => {
        await revokeToken(app.context, made.id, 'ana');
        return inForce();
      },
    });
    expect((await put(secret, PASSED)).status).toBe(401);
    const [kept] = await app.store.tokens.list();
    expect(kept?.revokedAt).toBe(START);
    expect(await outcome()).toBe('fail');
  });

  test('without a token, or with one that is unknown, expired or revoked, is told no more than that', async () => {
    const { put, token, app, advance } = await world();
    const expired = await token({ validFor: HOUR });
    const revoked = await token();
    await revokeToken(app.context, revoked.token.id, 'ana');
    advance(HOUR);
    const answers = await Promise.all(
      [null, 'readybot_made-up', expired.secret, revoked.secret].map((secret) => put(secret, PASSED)),
    );
    const told = await Promise.all(answers.map((answer) => answer.text()));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(answers[0]?.headers.get('www-authenticate')).toBe('Bearer');
    expect(new Set(told).size).toBe(1);
  });

  test('for another service is not told whether it exists', async () => {
    const { put, token } = await world();
    const { secret } = await token();
    const said = async (id: string) => {
      const response = await put(secret, PASSED, { path: `/api/v1/services/${id}/facts/custom` });
      return [response.status, (await response.text()).replaceAll(id, 'ID')];
    };
    expect(await said('ledger')).toEqual(await said('no-such-service'));
    expect((await said('ledger'))[0]).toBe(403);
  });

  test('for another namespace is refused, also where nobody may fill it', async () => {
    const { put, token } = await world();
    const { secret } = await token({ services: 'all' });
    for (const namespace of ['coverage', 'attested', 'service', 'nonsense']) {
      const path = `/api/v1/services/payments-api/facts/${namespace}`;
      expect((await put(secret, PASSED, { path })).status).toBe(403);
    }
  });

  test('gets no token for what ready.yml does not let pipelines fill', async () => {
    const { token } = await world();
    await expect(token({ scopes: ['facts:coverge'] })).rejects.toThrow('There is no scope "facts:coverge"');
    await expect(token({ services: ['payments-apy'] })).rejects.toThrow('did you mean "payments-api"?');
  });

  test('gets no token that outlasts calendars', async () => {
    const { token } = await world();
    await expect(token({ validFor: Number.MAX_SAFE_INTEGER })).rejects.toThrow('at most ten years');
  });

  test('a secret is kept nowhere', async () => {
    const { token, put, app, log, folder } = await world();
    const { secret } = await token();
    await put(secret, PASSED);
    await app.close();
    const file = await readFile(`${folder}/data/playground.db`);
    expect(file.length).toBeGreaterThan(0);
    expect(file.includes(secret)).toBe(false);
    expect(JSON.stringify(log.lines)).not.toContain(secret);
  });
});

describe('facts of a namespace with a schema', () => {
  const FILLED = { 'ready.yml': `${READY_YML.trimEnd()}\n  push: {fills: [coverage], max_age: 7d}\n` };

  test('are taken where ready.yml names it, before what files say only if it is named first', async () => {
    const { put, token, outcome } = await world(FILLED);
    const { secret } = await token({ scopes: ['facts:coverage'] });
    const path = '/api/v1/services/payments-api/facts/coverage';
    expect((await put(secret, { facts: { percent: 12.5 } }, { path })).status).toBe(200);
    expect(await outcome('coverage')).toBe('pass');
  });

  test('that do not fit are refused with everything that is wrong', async () => {
    const { put, token } = await world(FILLED);
    const { secret } = await token({ scopes: ['facts:coverage'] });
    const path = '/api/v1/services/payments-api/facts/coverage';
    const response = await put(secret, { facts: { percent: 'much', percnt: 3 } }, { path });
    expect([response.status, await response.json()]).toEqual([
      422,
      {
        error: {
          code: 'invalid',
          message: 'Some of it does not fit.',
          problems: [
            { path: 'facts.percent', message: expect.any(String) },
            { path: 'facts.percnt', message: 'is no fact that we know' },
          ],
        },
      },
    ]);
  });
});

describe('a body that is no good', () => {
  test.each([
    ['no JSON', '{"facts": ', {}, 400],
    ['no facts', { fcts: {} }, {}, 400],
    ['an empty object', { facts: {} }, {}, 422],
    ['a misspelt duration', { ...PASSED, valid_for: 'a while' }, {}, 400],
    ['tomorrow', { ...PASSED, observed_at: '2026-03-05T12:00:00Z' }, {}, 422],
    ['a nest', `{"facts": {"a": ${'['.repeat(60)}${']'.repeat(60)}}}`, {}, 422],
    ['an abyss', `{"facts": {"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}}`, {}, 400],
    ['for longer than calendars go', { ...PASSED, valid_for: '9007199254740991ms' }, {}, 422],
    ['another type', PASSED, { 'content-type': 'text/plain' }, 415],
    ['too long a key', PASSED, { 'idempotency-key': 'k'.repeat(101) }, 400],
    ['more than 256 KB', { facts: { load_test: 'x'.repeat(256 * 1024) } }, {}, 413],
  ])('is refused in words: %s', async (_name, body, headers, status) => {
    const { put, token, outcome } = await world();
    const { secret } = await token();
    const response = await put(secret, body, headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toHaveProperty('error.message');
    expect(await outcome()).toBe('fail');
  });

  test('with hostile names is kept as it is and harms nothing', async () => {
    const { put, token, outcome } = await world();
    const { secret } = await token();
    const body =
      '{"facts": {"__proto__": {"passed": true}, "load_test": {"passed": true, "note": "\\u0000<!channel>"}}}';
    expect((await put(secret, body)).status).toBe(200);
    expect(await outcome()).toBe('pass');
    expect(({} as { passed?: boolean }).passed).toBeUndefined();
  });
});

describe('the OpenAPI document', () => {
  const http = createHttpApp(routes, HTTP_DEPS, recordingLog());

  test('names every address of the API', async () => {
    const document = (await (await http.request('/api/v1/openapi.json')).json()) as OpenApi;
    expect(document.openapi).toBe('3.1.0');
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    const served = routes
      .filter(({ path, name }) => path.startsWith('/api/v1/') && name !== 'openapi')
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(described).toEqual(served);
  });

  test('is one, as the specification has it', async () => {
    const document = await (await http.request('/api/v1/openapi.json')).json();
    expect(await new Validator().validate(document as Record<string, unknown>)).toEqual({ valid: true });
  });

  test('says what is really answered', async () => {
    const { put, token, http: real } = await world();
    const document = (await (await real.request('/api/v1/openapi.json')).json()) as OpenApi;
    const operation = document.paths['/api/v1/services/{service}/facts/{namespace}']?.put;
    const ajv = new Ajv2020({ strict: false, formats: { 'date-time': true } });
    ajv.addSchema({ $id: 'doc', ...document });
    const fits = (schema: object, value: unknown) =>
      ajv.validate(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"doc#/')), value);
    expect(fits(operation?.requestBody.content['application/json'].schema ?? {}, PASSED)).toBe(true);
    const { secret } = await token();
    for (const [response, status] of [
      [await put(secret, PASSED), 200],
      [await put(null, PASSED), 401],
      [await put(secret, {}), 400],
    ] as const) {
      const { schema } = operation?.responses[String(status)]?.content['application/json'] ?? {};
      expect(response.status).toBe(status);
      expect(fits(schema ?? {}, await response.json())).toBe(true);
    }
  });
});

interface Content {
  readonly content: { readonly 'application/json': { readonly schema: object } };
}

interface OpenApi {
  readonly openapi: string;
  readonly paths: Record<string, { put?: { requestBody: Content; responses: Record<string, Content> } }>;
}
