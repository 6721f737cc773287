import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { codecov } from '../../src/collectors/codecov.ts';
import type { Repository } from '../../src/domain/catalog.ts';
import {
  type CodecovContents,
  type CodecovRepository,
  codecov as standIn,
} from '../../src/vendors/codecov.ts';
import { NOW, service } from '../support/collecting.ts';
import { type AtWork, learned, notes, vendorAtWork } from '../support/vendor-at-work.ts';
import * as published from './codecov/published.ts';

const FILES = [
  { name: 'services/payments/pay.ts', lines: 100, hits: 90, flags: ['payments'] },
  { name: 'services/payments/api/refund.go', lines: 100, hits: 50 },
  { name: 'services/search/find.ts', lines: 200, hits: 60, flags: ['search'] },
];
const BEFORE = FILES.map((file) => ({ ...file, hits: file.hits - 10 }));
const SHOP: CodecovRepository = {
  name: 'shop',
  commits: [
    { commitid: 'c2', timestamp: '2026-03-11T10:00:00Z', files: FILES },
    { commitid: 'c1', timestamp: '2026-03-10T10:00:00Z', files: BEFORE },
  ],
};

function account(repositories: readonly CodecovRepository[] = [SHOP], options: Partial<AtWork> = {}) {
  const contents: CodecovContents = {
    owners: { 'github/acme': repositories, 'gitlab/acme:web': repositories },
  };
  return vendorAtWork(codecov, (clock) => standIn.api(contents, clock), {
    environment: (url) => ({ CODECOV_TOKEN: 'codecov-token', CODECOV_API_URL: url }),
    ...options,
  });
}

function of(paths: readonly string[] = [], url = 'github.com/acme/shop'): { repos: readonly Repository[] } {
  return { repos: [{ url, paths }] };
}

async function coverage(at: ReturnType<typeof account>, paths?: readonly string[], annotations = {}) {
  return (await (await at).collectOne(annotations, of(paths))).coverage;
}

describe('the newest report', () => {
  test('tells how much is run, of which commit, and what changed', async () => {
    const told = await coverage(account());
    expect(learned(told)).toEqual({
      part_of_monorepo: false,
      percent: 50,
      change: 7.5,
      commit: 'c2',
      measured_at: '2026-03-11T10:00:00.000Z',
      url: 'https://app.codecov.io/gh/acme/shop/commit/c2',
    });
    expect(notes(told).current).toMatch(/^Codecov knows only commits that were reported to it/);
  });

  test('is not the newest commit where Codecov knows one whose report is on its way', async () => {
    const pending = { commitid: 'c3', timestamp: '2026-03-12T09:00:00Z' };
    const told = await coverage(account([{ ...SHOP, commits: [pending, ...(SHOP.commits ?? [])] }]));
    expect(learned(told)).toMatchObject({ percent: 50, commit: 'c2', current: false });
  });

  test('is not believed before all of its uploads are in', async () => {
    const partly = {
      commitid: 'c3',
      timestamp: '2026-03-12T09:00:00Z',
      state: 'pending' as const,
      files: BEFORE,
    };
    const told = await coverage(account([{ ...SHOP, commits: [partly, ...(SHOP.commits ?? [])] }]));
    expect(learned(told)).toMatchObject({ percent: 50, commit: 'c2', current: false });
  });

  test('is looked for over pages of commits that have none', async () => {
    const skipped = Array.from({ length: 60 }, (_, place) => ({
      commitid: `s${place}`,
      timestamp: '2026-03-12T09:00:00Z',
      state: 'skipped' as const,
    }));
    const at = await account([{ ...SHOP, commits: [...skipped, ...(SHOP.commits ?? [])] }]);
    expect(learned((await at.collectOne({}, of())).coverage)).toMatchObject({ commit: 'c2', current: false });
    expect(at.vendor.requests.filter(({ path }) => path.includes('/commits/'))).toHaveLength(3);
  });

  test('that is the first has no change, and that is said', async () => {
    const told = await coverage(account([{ ...SHOP, commits: (SHOP.commits ?? []).slice(0, 1) }]));
    expect(learned(told)).not.toHaveProperty('change');
    expect(notes(told).change).toBe('it is the first report that measures this');
  });
});

describe('a part of a monorepo', () => {
  test.each([
    ['a folder', ['services/payments'], 70],
    ['globs', ['services/payments/**/*.go', 'services/search/**'], 36.67],
    ['folders that overlap count once', ['services/payments/**', 'services/payments/api'], 70],
  ])('is measured by its paths: %s', async (_name, paths, percent) => {
    expect(learned(await coverage(account(), paths))).toMatchObject({
      part_of_monorepo: true,
      percent,
      commit: 'c2',
    });
  });

  test('may be measured by a flag instead', async () => {
    const told = await coverage(account(), ['elsewhere/**'], { 'codecov.io/flag': 'search' });
    expect(learned(told)).toMatchObject({ percent: 30, change: 5 });
  });

  test('of which no line is measured has no coverage, which is not zero', async () => {
    expect(notes(await coverage(account(), ['services/new/**']))).toEqual({
      '': "Codecov's newest report has no line of services/new/**: measure the tests of payments-api",
    });
    expect(notes(await coverage(account(), [], { 'codecov.io/flag': 'gone' }))['']).toMatch(
      /^Codecov's newest report has no line under the flag gone/,
    );
  });
});

describe('a repository', () => {
  test('that is not named is not linked, and costs no request', async () => {
    const { collectOne, vendor } = await account();
    expect(notes((await collectOne()).coverage)).toEqual({
      '': 'not linked to code coverage: add `repo` to payments-api in the catalog',
    });
    expect(vendor.requests).toEqual([]);
  });

  test('that Codecov does not have is not linked', async () => {
    const { collectOne } = await account();
    expect(notes((await collectOne({}, of([], 'github.com/acme/gone'))).coverage)['']).toBe(
      'not linked to code coverage: Codecov has no acme/gone that our token may see; set it up there',
    );
    expect(notes((await collectOne({}, of([], 'github.com/stranger/shop'))).coverage)['']).toMatch(
      /^not linked/,
    );
    expect(notes((await collectOne({}, of([], 'git.acme.test/acme/shop'))).coverage)['']).toMatch(
      /Codecov does not read git.acme.test$/,
    );
  });

  test('of an owner of whom the token sees nothing is unknown', async () => {
    expect(learned(await coverage(account([])))).toBe('Codecov shows our token no repository of acme');
  });

  test('without a report has no coverage, with what to do', async () => {
    expect(notes(await coverage(account([{ name: 'shop' }])))).toEqual({
      '': 'no coverage of acme/shop on main reached Codecov: upload it in CI',
    });
  });

  test('may lie in groups of GitLab, or on a host of one’s own', async () => {
    const { collectOne } = await account([SHOP], { settings: '{hosts: {git.acme.test: gitlab}}' });
    expect(learned((await collectOne({}, of([], 'git.acme.test/acme/web/shop'))).coverage)).toMatchObject({
      url: 'https://app.codecov.io/gl/acme:web/shop/commit/c2',
    });
  });
});

describe('a failure of Codecov', () => {
  test.each([
    [
      'asked too often',
      { status: 429, retryAfter: 600 },
      'Codecov asks us to wait until 2026-03-12 09:51 UTC',
    ],
    ['broken', { status: 500 }, 'Codecov answers 500 (it broke)'],
    [
      'a login page',
      { status: 200, body: '<html>', contentType: 'text/html' },
      'Codecov answers something that is not JSON (text/html)',
    ],
  ])('leaves coverage unknown: %s', async (_name, fault, words) => {
    expect(learned(await coverage(account([SHOP], { fault: () => fault })))).toBe(words);
  });

  test('to know our token, or to let its user in, says what it needs', async () => {
    const environment = (url: string) => ({ CODECOV_TOKEN: 'wrong', CODECOV_API_URL: url });
    const needs =
      'it needs an API access token (Settings, Access) of somebody who is activated and may see the repository';
    expect(learned(await coverage(account([SHOP], { environment })))).toBe(
      `Codecov answers 401 (the credentials are not accepted); ${needs}`,
    );
    expect(learned(await coverage(account([{ ...SHOP, unactivated: true }])))).toBe(
      `Codecov answers 403 (the credentials do not allow it); ${needs}`,
    );
  });

  test.each(['page=2', '/totals/'])('in the middle discards what was read before: %s', async (piece) => {
    const skipped = Array.from({ length: 30 }, (_, place) => ({
      ...{ commitid: `s${place}`, timestamp: '2026-03-12T09:00:00Z' },
    }));
    const fault: AtWork['fault'] = ({ path }) => (path.includes(piece) ? { status: 502 } : undefined);
    const at = account([{ ...SHOP, commits: [...skipped, ...(SHOP.commits ?? [])] }], { fault });
    expect(learned(await coverage(at, ['services/payments']))).toBe(
      'Codecov answers 502 (it is not reachable)',
    );
  });

  test('to answer at all holds up nobody who stops', async () => {
    const { bound } = await account([SHOP], { fault: () => ({ ends: 'never' }) });
    const stop = new AbortController();
    const about = service(of());
    const asking = bound.collect([{ service: about, flags: [] }], { now: NOW, signal: stop.signal });
    stop.abort(new Error('stopping'));
    await expect(asking).rejects.toThrow('stopping');
  });
});

test('the answers that Codecov’s own tests expect are read', async () => {
  const path = '/api/v2/github/codecov/repos/test-repo';
  const api = () =>
    new Hono()
      .get(`${path}/`, (context) => context.json(published.repository))
      .get(`${path}/commits/`, (context) => context.json(published.commits))
      .get(`${path}/totals/`, (context) => context.json(published.totals));
  const { collectOne } = await vendorAtWork(codecov, api, {
    environment: (url) => ({ CODECOV_TOKEN: 'codecov-token', CODECOV_API_URL: url }),
  });
  const whole = await collectOne({}, of([], 'github.com/codecov/test-repo'));
  expect(learned(whole.coverage)).toMatchObject({ percent: 79.17, measured_at: '2022-01-01T00:00:00.000Z' });
  const part = await collectOne({}, of(['bar'], 'github.com/codecov/test-repo'));
  expect(learned(part.coverage)).toMatchObject({ percent: 50 });
});
