import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Collected } from '../../../src/collectors/collector.ts';
import { github } from '../../../src/collectors/github.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { githubContents } from '../../../src/vendors/github/contents.ts';
import { github as standIn } from '../../../src/vendors/github.ts';
import type { ReceivedRequest, VendorApi } from '../../../src/vendors/vendor.ts';
import { service } from '../../support/collecting.ts';
import { learned, vendorAtWork } from '../../support/vendor-at-work.ts';
import { ago, altering, githubAtWork, of, shop } from './shop.ts';

const SCANNED = { vulnerabilityAlerts: [], codeScanning: [], secretScanning: [] };
const NAMES = ['shop', 'a', 'b', 'c', 'd'];
const REPOSITORIES = NAMES.map((name) => ({ ...shop(SCANNED), name: `acme/${name}` }));

function isGraphql({ path }: ReceivedRequest): boolean {
  return path.endsWith('/graphql');
}

/** A moment at which it was read: questions before it took some seconds. */
function isAt(moment: number) {
  return (at: number) => at >= moment && at < moment + MINUTE;
}

/** Namespaces that failed, with their words. */
function failures(told: Record<string, Collected> = {}) {
  return Object.values(told).flatMap((one) => ('failed' in one ? [`${one.namespace}: ${one.failed}`] : []));
}

describe('what may pass is asked again', () => {
  test.each([
    ['502', { status: 502, body: '<html>', contentType: 'text/html' }],
    ['503', { status: 503 }],
    ['a page instead of JSON', { status: 200, body: '<html>', contentType: 'text/html' }],
    ['an answer that breaks off', { ends: 'in the middle' }],
    ['a connection that is lost', { ends: 'without an answer' }],
  ] as const)('%s', async (_name, broken) => {
    const { collect, vendor } = await githubAtWork([shop(SCANNED)], {
      fault: ({ number }) => (number === 0 || number === 2 ? broken : undefined),
    });
    const told = (await collect([of('shop')])).get('shop');
    expect(failures(told)).toEqual([]);
    expect(vendor.requests).toHaveLength(7);
  });

  test('a few times, and no value is made of it', async () => {
    const { collect, vendor } = await githubAtWork([shop()], { fault: () => ({ status: 500 }) });
    const told = (await collect([of('shop')])).get('shop');
    expect(failures(told)).toHaveLength(5);
    expect(learned(told?.vcs)).toBe('GitHub answers 500 (it broke)');
    expect(vendor.requests).toHaveLength(3);
  });

  test('but not what GitHub refuses', async () => {
    const { collect, vendor } = await githubAtWork([shop()], { fault: () => ({ status: 401 }) });
    expect(learned((await collect([of('shop')])).get('shop')?.vcs)).toMatch(/^GitHub answers 401/);
    expect(vendor.requests).toHaveLength(1);
  });
});

describe('waits', () => {
  test('for seconds are waited for', async () => {
    const { collect, vendor, time } = await githubAtWork([shop(SCANNED)], {
      fault: ({ number }) => (number === 0 ? { status: 429, retryAfter: 3 } : undefined),
    });
    const start = time.now;
    expect(failures((await collect([of('shop')])).get('shop'))).toEqual([]);
    expect(vendor.requests[1]?.at).toBeGreaterThanOrEqual(start + 3 * SECOND);
    expect(vendor.requests.some(({ forbidden }) => forbidden)).toBe(false);
  });

  test.each([
    ['429', { status: 429, retryAfter: 120 }],
    [
      '403',
      { status: 403, retryAfter: 120, body: '{"message":"You have exceeded a secondary rate limit."}' },
    ],
  ])('for longer are told, and nothing is sent meanwhile: %s', async (_name, refused) => {
    const { collect, vendor, time, bound } = await githubAtWork([shop(SCANNED)], {
      fault: ({ number }) => (number === 0 ? refused : undefined),
    });
    const until = time.now + 2 * MINUTE;
    const first = (await collect([of('shop')])).get('shop');
    expect(first?.vcs).toMatchObject({ failed: expect.stringMatching(/asks us to wait/), notBefore: until });
    expect(bound.budget()).toMatchObject({ pausedUntil: until });
    expect((await collect([of('shop')])).get('shop')?.git).toMatchObject({ notBefore: until });
    expect(vendor.requests).toHaveLength(1);
    time.now = until;
    expect(failures((await collect([of('shop')])).get('shop'))).toEqual([]);
  });

  test('a refusal that says for how long by its reset only', async () => {
    const contents = { rates: { core: 5_000, graphql: 3, window: HOUR, secondary: false } };
    const { collect, vendor, time, bound } = await githubAtWork(REPOSITORIES, { contents });
    const one = async (name: string) => (await collect([of(name)])).get(name);
    const told = [await one('a'), await one('b'), await one('c'), await one('d')];
    expect(told.map((each) => failures(each).length)).toEqual([0, 0, 0, 5]);
    expect(told[3]?.vcs).toHaveProperty('notBefore');
    expect(bound.budget()).toMatchObject({ remaining: 0, limit: 3 });
    expect(vendor.requests.some(({ forbidden }) => forbidden)).toBe(false);
    time.now += HOUR;
    expect(failures(await one('d'))).toEqual([]);
  });

  test('of the points that are spent unforeseen, told with 200', async () => {
    const contents = { rates: { core: 5_000, graphql: 0, window: HOUR, secondary: false } };
    const { collect, vendor } = await githubAtWork([shop()], { contents });
    expect((await collect([of('shop')])).get('shop')?.vcs).toHaveProperty('notBefore');
    expect(vendor.requests).toHaveLength(1);
  });

  test('of REST leave what GraphQL tells', async () => {
    const contents = { rates: { core: 1, graphql: 5_000, window: HOUR, secondary: false } };
    const { collect } = await githubAtWork(REPOSITORIES, { contents });
    const told = (await collect(NAMES.map((name) => of(name)))).get('shop');
    expect(told?.vulnerabilities).toHaveProperty('notBefore');
    expect(learned(told?.vcs)).toMatchObject({ visibility: 'private' });
  });

  test('of the lists alone are waited for, and GraphQL is asked once', async () => {
    const { collect, vendor, time } = await githubAtWork(REPOSITORIES, {
      fault: ({ number }) => (number === 2 ? { status: 429, retryAfter: 60 } : undefined),
    });
    const start = time.now;
    const told = await collect(NAMES.map((name) => of(name)));
    expect(NAMES.flatMap((name) => failures(told.get(name)))).toEqual([]);
    expect(vendor.requests.filter(isGraphql)).toHaveLength(1);
    expect(time.now - start).toBeGreaterThanOrEqual(MINUTE);
    expect(vendor.requests.some(({ forbidden }) => forbidden)).toBe(false);
  });

  test('of the lists leave what the last ones told, with its age, as long as it counts', async () => {
    const silent = { now: false };
    const codeScanning = [{ security: 'low' as const, createdAt: ago(3) }];
    const { collect, time } = await githubAtWork(
      REPOSITORIES.map((one) => ({ ...one, codeScanning })),
      {
        fault: ({ path }) =>
          silent.now && path.startsWith('/orgs/') ? { status: 429, retryAfter: 120 } : undefined,
      },
    );
    const services = NAMES.map((name) => of(name));
    const read = time.now;
    await collect(services);
    silent.now = true;
    time.now = read + 5 * HOUR;
    const told = (await collect(services)).get('shop');
    expect(told?.vulnerabilities).toMatchObject({ fresh: { collectedAt: expect.toSatisfy(isAt(read)) } });
    expect(told?.vcs).toMatchObject({ fresh: { collectedAt: read + 5 * HOUR } });
    time.now = read + 7 * HOUR;
    expect((await collect(services)).get('shop')?.vulnerabilities).toHaveProperty('failed');
  });

  test('of the lists leave what was told before a restart, and do not put the service off', async () => {
    const contents = { rates: { core: 1, graphql: 5_000, window: HOUR, secondary: false } };
    const { bound, time } = await githubAtWork(REPOSITORIES, { contents });
    const before = {
      ...{ namespace: 'vulnerabilities', collector: 'github', value: { part_of_monorepo: false } },
      ...{ collectedAt: time.now - HOUR, attemptedAt: time.now - HOUR, unreadable: [], absent: [] },
      ...{ error: null, failedAt: null },
    };
    const asked = NAMES.map((name) => ({ service: of(name), flags: [], previous: [before] }));
    const told = await bound.collect(asked, { now: time.now, signal: new AbortController().signal });
    expect(told.get('shop')?.find(({ namespace }) => namespace === 'vulnerabilities')).toMatchObject({
      fresh: { value: before.value, collectedAt: before.collectedAt },
    });
    expect(bound.budget()).not.toHaveProperty('pausedUntil');
  });

  test('keep back what stands in the queue too', async () => {
    const { bound, vendor, time } = await githubAtWork(REPOSITORIES, {
      fault: ({ number }) => (number === 0 ? { status: 403, retryAfter: 60 } : undefined),
    });
    const ask = (name: string) =>
      bound.collect([{ service: of(name), flags: [] }], {
        now: time.now,
        signal: new AbortController().signal,
      });
    await ask('a');
    await Promise.all(NAMES.map(ask));
    expect(vendor.requests).toHaveLength(1);
  });
});

describe('half an answer is none', () => {
  const many = Array.from({ length: 230 }, (_, at) => ({ number: at + 1, createdAt: ago(1) }));

  test('a page that is missing fails its repository, and no other', async () => {
    const { collect } = await githubAtWork(
      [{ ...shop(SCANNED), pullRequests: many }, ...REPOSITORIES.slice(1)],
      { fault: ({ body }) => (body.includes('query Pages') ? { status: 502 } : undefined) },
    );
    const collected = await collect(NAMES.map((name) => of(name)));
    expect(failures(collected.get('shop'))).toHaveLength(5);
    expect(failures(collected.get('a'))).toEqual([]);
  });

  test('a page with errors beside its data does so too', async () => {
    const instead = altering((text) =>
      text.includes('"p0":')
        ? JSON.stringify({ ...JSON.parse(text), errors: [{ message: 'Timeout' }] })
        : text,
    );
    const { collect } = await githubAtWork([{ ...shop(SCANNED), pullRequests: many }], { instead });
    expect(learned((await collect([of('shop')])).get('shop')?.vcs)).toMatch(
      /in the middle of pullRequests: Timeout/,
    );
  });

  test('a page of REST that is missing fails the findings of all who are in the list', async () => {
    const codeScanning = Array.from({ length: 230 }, () => ({ security: 'low' as const, createdAt: ago(3) }));
    const { collect } = await githubAtWork([{ ...shop(SCANNED), codeScanning }, ...REPOSITORIES.slice(1)], {
      fault: ({ path }) =>
        path.includes('code-scanning') && path.includes('page=2') ? { status: 502 } : undefined,
    });
    const collected = await collect(NAMES.map((name) => of(name)));
    expect(failures(collected.get('a'))).toEqual([
      'vulnerabilities: GitHub answers 502 (it is not reachable)',
    ]);
    expect(learned(collected.get('a')?.vcs)).toMatchObject({ visibility: 'private' });
  });

  test('200 with errors that touch a repository fails it, and no other', async () => {
    const instead = altering((text) => {
      const answer = JSON.parse(text);
      const errors = [{ path: ['r0'], message: 'Something broke over this one' }];
      return text.includes('"r0"') ? JSON.stringify({ data: { ...answer.data, r0: null }, errors }) : text;
    });
    const { collect } = await githubAtWork(REPOSITORIES, { instead });
    const collected = await collect(NAMES.map((name) => of(name)));
    expect(learned(collected.get('shop')?.vcs)).toBe(
      'GitHub failed for acme/shop: Something broke over this one',
    );
    expect(NAMES.slice(1).flatMap((name) => failures(collected.get(name)))).toEqual([]);
  });

  test('a repository that GitHub refuses to show is unknown, and no other', async () => {
    const refused = 'Resource protected by organization SAML enforcement.';
    const { collect } = await githubAtWork([shop({ ...SCANNED, refused }), ...REPOSITORIES.slice(1)]);
    const collected = await collect(NAMES.map((name) => of(name)));
    expect(learned(collected.get('shop')?.vcs)).toBe(`GitHub refuses to show acme/shop: ${refused}`);
    expect(failures(collected.get('a'))).toEqual([]);
  });

  test('errors that touch a part of a repository fail all of it', async () => {
    const instead = altering((text) => {
      const error = { path: ['r0', 'pullRequests', 'nodes', 0], message: 'Timeout on fetching' };
      return text.includes('"r0"') ? JSON.stringify({ ...JSON.parse(text), errors: [error] }) : text;
    });
    const { collect } = await githubAtWork([shop(SCANNED)], { instead });
    expect(failures((await collect([of('shop')])).get('shop'))).toHaveLength(5);
  });

  test('an answer of another shape is not read', async () => {
    const instead = altering((text) => text.replace('"isArchived":false', '"isArchived":"no"'));
    const { collect } = await githubAtWork([shop(SCANNED)], { instead });
    expect(learned((await collect([of('shop')])).get('shop')?.git)).toMatch(/cannot read: isArchived/);
  });
});

test('a question that is too much for GitHub is asked by halves', async () => {
  const { collect, vendor } = await githubAtWork(REPOSITORIES, {
    fault: ({ body }) => (body.includes('$owner3') ? { status: 502 } : undefined),
  });
  const collected = await collect(NAMES.map((name) => of(name)));
  expect(NAMES.flatMap((name) => failures(collected.get(name)))).toEqual([]);
  expect(vendor.requests.filter(({ body }) => body.includes('query Repositories'))).toHaveLength(5);
});

test('during an outage a question is not asked for each of its repositories', async () => {
  const { collect, vendor } = await githubAtWork(REPOSITORIES, { fault: () => ({ status: 503 }) });
  await collect(NAMES.map((name) => of(name)));
  expect(vendor.requests).toHaveLength(6);
});

test('what hangs ends with the run', async () => {
  const { bound, time } = await githubAtWork([shop()], { fault: () => ({ ends: 'never' }) });
  const stop = new AbortController();
  const asked = bound.collect([{ service: of('shop'), flags: [] }], { now: time.now, signal: stop.signal });
  setTimeout(() => stop.abort(new Error('the bot stops')), 50);
  await expect(asked).rejects.toThrow('the bot stops');
});

test('a field whose ban hides the rest of the repository is left out, and is unknown', async () => {
  const forbidden = {
    type: 'FORBIDDEN',
    path: ['r0', 'deployments'],
    message: 'Resource not accessible by integration',
  };
  const instead = (api: VendorApi): VendorApi => ({
    async fetch(request, env) {
      const body = await request.clone().text();
      if (!body.includes('query Repositories') || body.includes('"withoutDeploys":true'))
        return api.fetch(request, env);
      return Response.json({ data: { r0: null }, errors: [forbidden] });
    },
  });
  const { collect } = await githubAtWork([shop(SCANNED)], { instead });
  const told = (await collect([of('shop')])).get('shop');
  expect(learned(told?.vcs)).toMatchObject({ visibility: 'private' });
  expect(told?.deploys).toMatchObject({
    fresh: { value: {}, unreadable: [{ path: '', reason: expect.stringContaining('"Deployments"') }] },
  });
});

describe('a repository that is no longer shown', () => {
  test('is not taken for gone at once, but after a week', async () => {
    const { bound, time } = await githubAtWork([shop(SCANNED)]);
    const about = (failedAt: number | null) => ({
      service: of('gone'),
      flags: [],
      previous: [
        {
          ...{ namespace: 'vcs', collector: 'github', value: { url: 'x' }, collectedAt: time.now - DAY },
          ...{ unreadable: [], absent: [], error: null, failedAt },
        },
      ],
    });
    const ask = async (failedAt: number | null) => {
      const asked = [about(failedAt), { service: of('shop'), flags: [] }];
      const told = await bound.collect(asked, { now: time.now, signal: new AbortController().signal });
      return told.get('gone')?.find(({ namespace }) => namespace === 'vcs');
    };
    expect(await ask(null)).toMatchObject({ failed: expect.stringMatching(/no longer shows acme\/gone/) });
    expect(await ask(time.now - 6 * DAY)).toHaveProperty('failed');
    expect(await ask(time.now - 8 * DAY)).toMatchObject({ fresh: { absent: [{ path: '' }] } });
  });
});

describe('addresses and credentials', () => {
  test('an Enterprise Server has its API below /api', async () => {
    const below = (api: VendorApi): VendorApi => ({
      fetch(request, env) {
        const url = new URL(request.url);
        url.pathname = url.pathname.replace(/^\/api(\/v3)?/, '');
        return api.fetch(new Request(url, request), env);
      },
    });
    const contents = githubContents({ organisations: [{ login: 'acme' }], repositories: [shop(SCANNED)] });
    const { collect, vendor } = await vendorAtWork(github, (clock) => below(standIn.api(contents, clock)), {
      environment: (url) => ({ GITHUB_TOKEN: 'ghs_1', GITHUB_API_URL: `${url}/api/v3/` }),
    });
    expect(failures((await collect([of('shop')])).get('shop'))).toEqual([]);
    expect(vendor.requests.map(({ path }) => path.split('?')[0])).toEqual([
      '/api/graphql',
      '/api/v3/orgs/acme/code-scanning/alerts',
      '/api/v3/orgs/acme/secret-scanning/alerts',
      '/api/v3/orgs/acme/repos',
      '/api/v3/repos/acme/shop/code-scanning/alerts',
    ]);
  });

  test('an App asks as its installation, which is looked up for each owner', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const contents = githubContents({
      organisations: [{ login: 'acme' }, { login: 'other' }],
      repositories: [shop(SCANNED), { ...shop(SCANNED), name: 'other/shop' }],
      installations: { 7: 'acme', 8: 'other' },
    });
    const { collect, vendor } = await vendorAtWork(github, (clock) => standIn.api(contents, clock), {
      environment: (url) => ({
        ...{ GITHUB_APP_ID: '12', GITHUB_API_URL: url },
        GITHUB_APP_PRIVATE_KEY: privateKey
          .export({ type: 'pkcs8', format: 'pem' })
          .toString()
          .replaceAll('\n', '\\n'),
      }),
    });
    const there = service({ id: 'there', repos: [{ url: 'github.com/other/shop', paths: [] }] });
    const nowhere = service({ id: 'nowhere', repos: [{ url: 'github.com/nobody/shop', paths: [] }] });
    const collected = await collect([of('shop'), there, nowhere]);
    expect([...failures(collected.get('shop')), ...failures(collected.get('there'))]).toEqual([]);
    expect(learned(collected.get('nowhere')?.vcs)).toBe(
      'the GitHub App is not installed for nobody: install it there',
    );
    const tokens = vendor.requests.filter(({ path }) => path.endsWith('/access_tokens'));
    expect(tokens.map(({ path }) => path).toSorted()).toEqual([
      '/app/installations/7/access_tokens',
      '/app/installations/8/access_tokens',
    ]);
  });
});

test('further pages of several repositories are asked for together', async () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ number: at + 1, createdAt: ago(1) }));
  const names = ['a', 'b'];
  const { collect, vendor } = await githubAtWork(
    names.map((name, at) => ({ ...shop(SCANNED), name: `acme/${name}`, pullRequests: many(150 + 100 * at) })),
  );
  const collected = await collect(names.map((name) => of(name)));
  const open = names.map((name) => learned(collected.get(name)?.vcs));
  expect(open).toMatchObject([{ pull_requests: { open: 150 } }, { pull_requests: { open: 250 } }]);
  expect(vendor.requests.filter(({ body }) => body.includes('query Pages'))).toHaveLength(2);
});

test('what did not change is not asked for again', async () => {
  const pullRequests = [{ number: 1, createdAt: ago(3), reviews: 1 }];
  const { collect, vendor } = await githubAtWork([shop({ ...SCANNED, pullRequests })]);
  await collect([of('shop')]);
  const before = vendor.requests.length;
  await collect([of('shop')]);
  const again = vendor.requests.slice(before);
  expect(again.filter(isGraphql)).toHaveLength(1);
  expect(again.filter(({ status }) => status !== 304)).toHaveLength(1);
});
