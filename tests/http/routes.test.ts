import { describe, expect, test } from 'vitest';
import { routes } from '../../src/http/index.ts';
import { defineRoute, type HttpDeps } from '../../src/http/route.ts';
import { createHttpApp } from '../../src/http/server/create-http-app.ts';
import { measureProcess } from '../../src/http/server/process-metrics.ts';
import { HTTP_DEPS } from '../support/http-deps.ts';
import { recordingLog } from '../support/recording-log.ts';

const deps = HTTP_DEPS;

function app(over: Partial<HttpDeps> = {}, log = recordingLog()) {
  return createHttpApp(routes, { ...deps, ...over }, log);
}

describe('/healthz', () => {
  test('says alive without asking anything of the database', async () => {
    const readiness = () => Promise.reject(new Error('database gone'));
    const response = await app({ readiness }).request('/healthz');
    expect([response.status, await response.json()]).toEqual([200, { alive: true }]);
  });
});

describe('/readyz', () => {
  test('names every part when all are ready', async () => {
    const response = await app().request('/readyz');
    expect([response.status, await response.json()]).toEqual([
      200,
      {
        ready: true,
        parts: { database: { ready: true }, migrations: { ready: true }, slack: { ready: true } },
      },
    ]);
  });

  test('answers 503 with the reason of the part that is not', async () => {
    const readiness = async () => [
      { name: 'database' },
      { name: 'slack', reason: 'not connected since 09:12' },
    ];
    const response = await app({ readiness }).request('/readyz');
    expect([response.status, await response.json()]).toEqual([
      503,
      {
        ready: false,
        parts: { database: { ready: true }, slack: { ready: false, reason: 'not connected since 09:12' } },
      },
    ]);
  });
});

describe('/metrics', () => {
  test("writes Prometheus' text format, escaping what labels may not hold", async () => {
    const metrics: HttpDeps['metrics'] = async () => [
      {
        name: 'readybot_services',
        help: 'Living services.',
        type: 'gauge',
        samples: [{ labels: { team: 'a"b\\c\nd' }, value: 3 }],
      },
      { name: 'readybot_nothing', help: 'None.', type: 'counter', samples: [] },
    ];
    const response = await app({ metrics }).request('/metrics');
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await response.text()).toBe(
      [
        '# HELP readybot_build_info Version of the bot and of its runtime.',
        '# TYPE readybot_build_info gauge',
        `readybot_build_info{version="1.2.3",node="${process.version}"} 1`,
        '# HELP readybot_services Living services.',
        '# TYPE readybot_services gauge',
        'readybot_services{team="a\\"b\\\\c\\nd"} 3',
        '',
      ].join('\n'),
    );
  });

  test('measures a stall of the event loop, once', async () => {
    const measured = measureProcess();
    const worst = () =>
      measured
        .read()
        .find(({ name }) => name.includes('event_loop'))
        ?.samples.at(-1)?.value ?? 0;
    await turn(30);
    worst();
    await turn(30); // the first tick after a read only starts the clock anew
    const until = performance.now() + 120;
    while (performance.now() < until);
    await turn(30);
    expect(worst()).toBeGreaterThan(0.1);
    await turn(30);
    expect(worst()).toBeLessThan(0.1);
    measured.stop();
  });
});

describe('what is nobody’s own answer', () => {
  test('a wrong path is 404 in JSON', async () => {
    const response = await app().request('/nowhere');
    expect([response.status, await response.json()]).toEqual([
      404,
      { error: { code: 'not_found', message: 'Nothing answers at /nowhere.' } },
    ]);
  });

  test('a wrong method is 405 in JSON and says which are right', async () => {
    const response = await app().request('/healthz', { method: 'POST' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect(await response.json()).toEqual({
      error: { code: 'method_not_allowed', message: '/healthz answers GET, HEAD.' },
    });
  });

  test('our bug answers with a reference, which the log has beside the cause', async () => {
    const log = recordingLog();
    const cause = new Error('column "x" of token xoxb-1 is missing');
    const response = await app({ readiness: () => Promise.reject(cause) }, log).request('/readyz');
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toContain('xoxb');
    expect(log.lines).toMatchObject([{ level: 'error', fields: { err: cause, path: '/readyz' } }]);
    expect(text).toContain(`ref ${log.lines[0]?.fields.ref}`);
  });

  test.each([
    ['told in its head', { 'content-length': '2000' }],
    ['found while reading', { 'transfer-encoding': 'chunked' }],
  ])('a body over the limit, %s, is 413 and the route never sees it', async (_how, headers) => {
    let seen = false;
    const answer = () => {
      seen = true;
      return new Response('ok');
    };
    const route = defineRoute({
      name: 'x',
      method: 'POST',
      path: '/x',
      summary: 'x',
      bodyLimit: 1_000,
      answer,
    });
    const small = createHttpApp([route], deps, recordingLog());
    const response = await small.request('/x', { method: 'POST', body: 'a'.repeat(2_000), headers });
    expect([response.status, seen]).toEqual([413, false]);
    expect(await response.json()).toEqual({
      error: { code: 'too_large', message: 'The body may have at most 1,000 bytes.' },
    });
  });
});

/** Lets the event loop be measured: its delay only shows in timers that fire. */
function turn(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
