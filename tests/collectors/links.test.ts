import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { links } from '../../src/collectors/links.ts';
import { HOUR, MINUTE, SECOND } from '../../src/domain/instant.ts';
import type { Fault } from '../../src/vendors/vendor.ts';
import { collect, given, NOW, service } from '../support/collecting.ts';
import { type AtWork, learned, notes, vendorAtWork } from '../support/vendor-at-work.ts';

/** A wiki at 127.0.0.1, which the operator allows by name; its pages are what their paths say. */
function wiki(): Hono {
  return new Hono()
    .get('/status/:status', (context) => context.body(null, Number(context.req.param('status')) as 200))
    .get('/get-only', (context) =>
      context.req.method === 'HEAD' ? context.body(null, 404) : context.text('here'),
    )
    .get('/away', (context) => context.redirect(context.req.query('to') ?? ''))
    .get('/hops/:left', (context) => {
      const left = Number(context.req.param('left'));
      return left === 0 ? context.text('here') : context.redirect(`/hops/${left - 1}`);
    })
    .get('/*', (context) => context.text('here'));
}

const ALLOWED = '{allow_hosts: [127.0.0.1], http_hosts: [127.0.0.1]}';

function atWork({ settings = ALLOWED, ...more }: Partial<AtWork> = {}) {
  return vendorAtWork(links, wiki, { settings, environment: () => ({}), ...more });
}

type World = Awaited<ReturnType<typeof atWork>>;

async function told({ vendor, collectOne }: World, ...paths: readonly string[]) {
  const all = paths.map((path, place) => ({
    type: ['runbook', 'logs', 'docs'][place] ?? `more-${place}`,
    title: path,
    url: path.startsWith('http') ? path : `${vendor.url}${path}`,
  }));
  return (await collectOne({}, { links: all })).links;
}

describe('the links of a service', () => {
  test('answer or do not, each with what is wrong', async () => {
    const world = await atWork();
    const url = world.vendor.url;
    expect(learned(await told(world, '/runbook', '/status/404'))).toEqual({
      checked: 2,
      broken: 1,
      answers: { runbook: true, logs: false },
      all: [
        { type: 'runbook', url: `${url}/runbook`, answers: true, checked_at: '2026-03-12T09:41:00.000Z' },
        {
          type: 'logs',
          url: `${url}/status/404`,
          answers: false,
          problem: 'answers 404',
          checked_at: '2026-03-12T09:41:00.000Z',
        },
      ],
    });
  });

  test('that are none say what to add', async () => {
    const found = await told(await atWork());
    expect(notes(found)).toEqual({ '': 'no links: add some under `links` of payments-api' });
  });

  test.each([200, 204, 304, 400, 401, 403, 405, 418])(
    'answer behind a login wall too: %i',
    async (status) => {
      expect(learned(await told(await atWork(), `/status/${status}`))).toMatchObject({
        answers: { runbook: true },
      });
    },
  );

  test.each([404, 410])('do not answer when there is nothing: %i', async (status) => {
    const world = await atWork();
    expect(learned(await told(world, `/status/${status}`))).toMatchObject({ answers: { runbook: false } });
    expect(world.vendor.requests.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
  });

  test('are not known where a host hides what is private behind its 404', async () => {
    const settings = ALLOWED.replace('}', ', hide_private: [127.0.0.1]}');
    const found = await told(await atWork({ settings }), '/status/404', '/docs');
    expect(learned(found)).toMatchObject({ checked: 1, broken: 0, answers: { logs: true } });
    expect(notes(found)['answers.runbook']).toMatch(/answers 404, as it does for what is private$/);
  });

  test('answer though their host takes no HEAD', async () => {
    const world = await atWork();
    expect(learned(await told(world, '/get-only'))).toMatchObject({ answers: { runbook: true } });
  });

  test('get no credentials and no cookies', async () => {
    const world = await atWork();
    await told(world, '/runbook');
    const [{ headers } = { headers: {} }] = world.vendor.requests;
    expect(Object.keys(headers).filter((name) => /auth|cookie|referer/.test(name))).toEqual([]);
  });
});

describe('a host in trouble', () => {
  test.each<[string, Fault]>([
    ['breaks', { status: 503 }],
    ['hangs up', { ends: 'without an answer' }],
  ])('is asked again, and blamed on nobody: it %s', async (_name, fault) => {
    const world = await atWork({ fault: ({ path }) => (path === '/docs' ? undefined : fault) });
    const { vendor } = world;
    const found = await told(world, '/runbook');
    expect(learned(found)).toMatch(/^no link could be checked: 127\.0\.0\.1/);
    expect(vendor.requests.length).toBeGreaterThan(1);
    vendor.breakWith(undefined);
    world.time.now += 2 * MINUTE;
    expect(learned(await told(world, '/runbook'))).toMatchObject({ answers: { runbook: true } });
  });

  test('that answers the second time answers', async () => {
    const world = await atWork({ fault: ({ number }) => (number < 2 ? { status: 502 } : undefined) });
    expect(learned(await told(world, '/runbook'))).toMatchObject({ answers: { runbook: true } });
    expect(world.time.now - NOW).toBe(2 * SECOND);
  });

  test('leaves unknown only what it has; what counts the links is unknown with it', async () => {
    const world = await atWork({ fault: ({ path }) => (path === '/down' ? { status: 500 } : undefined) });
    const found = await told(world, '/runbook', '/down');
    expect(learned(found)).toMatchObject({ checked: 1, answers: { runbook: true } });
    expect(Object.keys(notes(found))).toEqual(['broken', 'all', 'answers.logs']);
  });

  test('is left alone for a while once it is silent, whatever else is asked of it', async () => {
    const world = await atWork({ fault: () => ({ ends: 'without an answer' }) });
    await told(world, '/runbook');
    const before = world.vendor.requests.length;
    await told(world, '/other');
    expect(world.vendor.requests).toHaveLength(before);
  });

  test('that wants fewer questions is not asked before it wants to be', async () => {
    const world = await atWork({ fault: () => ({ status: 429, retryAfter: 600 }) });
    await told(world, '/runbook');
    world.vendor.breakWith(undefined);
    world.time.now += 9 * MINUTE;
    expect(learned(await told(world, '/runbook'))).toBe(
      'no link could be checked: 127.0.0.1:PORT wants fewer questions'.replace(
        'PORT',
        new URL(world.vendor.url).port,
      ),
    );
    expect(world.vendor.requests).toHaveLength(1);
    world.time.now += 2 * MINUTE;
    expect(learned(await told(world, '/runbook'))).toMatchObject({ answers: { runbook: true } });
    expect(world.vendor.requests.some(({ forbidden }) => forbidden)).toBe(false);
  });
});

describe('a redirect', () => {
  test('is followed three times', async () => {
    expect(learned(await told(await atWork(), '/hops/3'))).toMatchObject({ answers: { runbook: true } });
    expect(notes(await told(await atWork(), '/hops/4', '/docs'))['answers.runbook']).toMatch(
      /redirects more than 3 times$/,
    );
  });

  test.each([
    ['http://169.254.169.254/latest/meta-data/', 'it is no https address'],
    ['https://169.254.169.254/latest/meta-data/', '169.254.169.254 is a link-local address'],
    ['https://localhost/admin', 'localhost is our own machine'],
    ['https://[::ffff:10.0.0.7]/', '::ffff:a00:7 is a private address'],
    ['https://2130706434/', '127.0.0.2 is an address of our own machine'],
    ['https://ana:hunter2@example.com/', 'it contains a user name or password'],
    ['file:///etc/passwd', 'it is no https address'],
    ['//10.0.0.7/', 'it is no https address'],
  ])('is an address like the first: %s', async (target, words) => {
    const found = await told(await atWork(), `/away?to=${encodeURIComponent(target)}`);
    expect(notes(found)['answers.runbook']).toBe(`the runbook link: not asked: ${words}`);
    expect(learned(found)).toMatchObject({ checked: 0, answers: {} });
  });
});

describe('an address', () => {
  test('that we must not ask is nobody’s fault: unknown, with what keeps us', async () => {
    const world = await atWork({ settings: '{}' });
    expect(notes(await told(world, '/runbook'))).toMatchObject({
      'answers.runbook': 'the runbook link: not asked: it is no https address',
    });
    expect(world.vendor.requests).toHaveLength(0);
  });

  test('that many services share is asked once', async () => {
    const world = await atWork();
    const shared = { type: 'docs', title: 'Wiki', url: `${world.vendor.url}/wiki` };
    const all = Array.from({ length: 20 }, (_, number) => service({ id: `s-${number}`, links: [shared] }));
    const collected = await world.collect(all);
    expect([...collected.values()].map((one) => learned(one.links))).toEqual(
      all.map(() => expect.objectContaining({ answers: { docs: true } })),
    );
    expect(world.vendor.requests).toHaveLength(1);
    world.time.now += 12 * HOUR;
    await world.collect(all);
    expect(world.vendor.requests).toHaveLength(2);
  });

  test('that did not answer is asked again when somebody looks, since it may have been mended', async () => {
    let status = 404;
    const world = await atWork({ fault: () => (status === 200 ? undefined : { status }) });
    expect(learned(await told(world, '/runbook'))).toMatchObject({ broken: 1 });
    status = 200;
    world.time.now += 2 * MINUTE;
    expect(learned(await told(world, '/runbook'))).toMatchObject({ broken: 0 });
  });

  test('of a huge page is not read', async () => {
    const world = await atWork({ fault: () => ({ status: 200, body: 'x'.repeat(5_000_000) }) });
    expect(learned(await told(world, '/runbook'))).toMatchObject({ answers: { runbook: true } });
  });

  test('beyond the fiftieth of a service is not asked, and the count is not known', async () => {
    const world = await atWork();
    const found = await told(world, ...Array.from({ length: 51 }, (_, number) => `/page/${number}`));
    expect(world.vendor.requests).toHaveLength(50);
    expect(notes(found)).toMatchObject({ broken: '1 links more than are checked' });
  });
});

describe('ready.yml', () => {
  test('switches it on: addresses that others wrote are not asked unless an operator says so', async () => {
    const { collector } = links.configure(given('links'));
    expect(collector.source.configured).toEqual({ lacks: 'collectors.links is not in ready.yml' });
    expect(links.configure(given('links', { settings: '{}' })).collector.source.configured).toBe(true);
  });

  test.each(['"https://wiki.corp.example"', '"*"', '"wiki/x"'])('names hosts, not addresses: %s', (host) => {
    const { problems } = links.configure(given('links', { settings: `{allow_hosts: [${host}]}` }));
    expect(problems).toHaveLength(1);
  });

  test('needs nothing else', async () => {
    const { links: found } = await collect(links, service(), { settings: '{}' });
    expect(found).toHaveProperty('fresh');
  });
});
