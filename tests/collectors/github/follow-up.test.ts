/** The real client before the local GitHub. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, type GithubClient } from '../../../src/collectors/github/client.ts';
import { readFollowUp } from '../../../src/collectors/github/follow-up.ts';
import { githubContents } from '../../../src/vendors/github/contents.ts';
import { github } from '../../../src/vendors/github.ts';
import { startVendor, type Vendor } from '../../../src/vendors/vendor.ts';
import { NOW } from '../../support/collecting.ts';

const AT = '2026-03-01T08:00:00Z';
const clock = { now: () => NOW };
const contents = githubContents({
  organisations: [{ login: 'acme' }],
  repositories: [
    {
      name: 'acme/shop',
      issues: [
        { number: 1, createdAt: AT },
        { number: 2, createdAt: AT, closedAt: AT },
        { number: 3, createdAt: AT, closedAt: AT, reason: 'not_planned' },
        { number: 4, createdAt: AT, closedAt: AT, mergedAt: AT },
        { number: 5, createdAt: AT, closedAt: AT, mergedAt: null },
      ],
      pullRequests: [
        { number: 6, createdAt: AT },
        { number: 7, createdAt: AT, draft: true },
      ],
    },
    { name: 'acme/secret', hidden: ['issues'], issues: [{ number: 1, createdAt: AT, closedAt: AT }] },
  ],
});

let vendor: Vendor;
let client: GithubClient;

beforeAll(async () => {
  vendor = await startVendor(github.api(contents, clock), { clock });
  client = createClient({
    credentials: { token: 'ghs_1' },
    baseUrl: vendor.url,
    clock,
    wait: async () => {},
  });
});
afterAll(() => vendor.close());

function read(url: string, reach: { host?: string; organisations?: readonly string[] } = {}) {
  const { host = 'github.com', organisations } = reach;
  return readFollowUp({ client, reach: { host, organisations } }, url, new AbortController().signal);
}

test.each([
  ['issues/1', 'open'],
  ['issues/1#issuecomment-5', 'open'],
  ['issues/2', 'closed'],
  ['issues/3', 'closed as not planned'],
  ['pull/4', 'merged'],
  ['pull/4/files', 'merged'],
  ['pull/5', 'closed'],
  ['pull/6', 'open'],
  ['pull/7', 'draft'],
])('acme/shop/%s is %s', async (path, state) => {
  expect(await read(`https://github.com/acme/shop/${path}`)).toBe(state);
});

test.each([
  ['an issue that is not there', 'https://github.com/acme/shop/issues/99'],
  ['a repository that is not there', 'https://github.com/acme/gone/issues/1'],
  ['issues that the token may not read', 'https://github.com/acme/secret/issues/1'],
])('of %s nothing is told', async (_what, url) => {
  expect(await read(url)).toBeNull();
});

test.each([
  ['another host', 'https://jira.acme.test/browse/PAY-812', {}],
  [
    'github.com, where an Enterprise Server is read',
    'https://github.com/acme/shop/issues/1',
    { host: 'git.acme.test' },
  ],
  ['no issue', 'https://github.com/acme/shop', {}],
  ['no number', 'https://github.com/acme/shop/issues/new', {}],
  [
    'another organisation than those that are read',
    'https://github.com/acme/shop/issues/1',
    { organisations: ['other'] },
  ],
  ['no address', 'PAY-812', {}],
])('about %s nobody is asked', async (_what, url, reach) => {
  const before = vendor.requests.length;
  expect(await read(url, reach)).toBeNull();
  expect(vendor.requests).toHaveLength(before);
});

test('an Enterprise Server is asked about its own addresses', async () => {
  expect(await read('https://git.acme.test/acme/shop/issues/2', { host: 'git.acme.test' })).toBe('closed');
});
