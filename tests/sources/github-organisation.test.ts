import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { Person } from '../../src/domain/catalog.ts';
import { describeProblem } from '../../src/domain/errors.ts';
import type { GithubDiscovery } from '../../src/domain/organisation.ts';
import { githubOrganisation } from '../../src/sources/github-organisation.ts';
import { type GithubContents, githubContents } from '../../src/vendors/github/contents.ts';
import { github } from '../../src/vendors/github.ts';
import { startVendor, type Vendor, type VendorOptions } from '../../src/vendors/vendor.ts';

const NOW = Date.parse('2026-03-12T09:41:00Z');
const running: Vendor[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((vendor) => vendor.close()));
});

const ACME = githubContents({
  organisations: [
    {
      login: 'acme',
      members: [{ login: 'ana', name: 'Ana Lima', email: 'ana@acme.test' }, { login: 'Bo' }, { login: 'cy' }],
      teams: [
        { slug: 'engineering', name: 'Engineering', repositories: { shop: 'ADMIN', search: 'ADMIN' } },
        {
          slug: 'payments',
          name: 'Payments',
          parent: 'engineering',
          members: ['ana', 'Bo', 'cy'],
          repositories: { shop: 'ADMIN', search: 'WRITE' },
        },
        { slug: 'sre', repositories: { infra: 'MAINTAIN' } },
        { slug: 'data', repositories: { infra: 'MAINTAIN' } },
      ],
    },
  ],
  repositories: [
    {
      name: 'acme/Shop',
      description: 'Sells things',
      topics: ['web', 'tier-1'],
      language: 'TypeScript',
      properties: { lifecycle: 'Experimental', system: 'Storefront' },
    },
    {
      name: 'acme/search',
      topics: ['api'],
      language: 'Go',
      properties: { tier: 'tier-2', owner: '@acme/data' },
    },
    { name: 'acme/infra', language: 'HCL' },
    { name: 'acme/old', archived: true },
    { name: 'acme/copy', fork: true },
    { name: 'acme/---' },
  ],
});

interface Around {
  readonly contents?: GithubContents;
  readonly people?: readonly Person[];
  readonly fault?: VendorOptions['fault'];
  readonly secrets?: Readonly<Record<string, string>>;
}

async function discover(more: Partial<GithubDiscovery> = {}, around: Around = {}) {
  const clock = { now: () => NOW };
  const { contents = ACME, people = [], fault } = around;
  const vendor = await startVendor(github.api(contents, clock), { clock, ...(fault ? { fault } : {}) });
  running.push(vendor);
  const secrets = { GITHUB_API_URL: vendor.url, ...(around.secrets ?? { GITHUB_TOKEN: 'ghp_1' }) };
  const discovery = {
    organisation: 'acme',
    topics: [],
    excludeTopics: [],
    property: {},
    languages: [],
    archived: false,
    forks: false,
    properties: {},
    ...more,
  };
  const found = await githubOrganisation.discover(discovery, {
    secrets: () => secrets,
    people,
    clock,
    wait: async () => {},
    signal: new AbortController().signal,
  });
  return {
    ...found,
    ids: found.reading.services.map(({ entry }) => entry.id).toSorted(),
    requests: vendor.requests,
  };
}

describe('a repository', () => {
  test('is a service: its topics are tags, its custom properties say tier, owner, lifecycle and system', async () => {
    const { reading } = await discover();
    expect(reading.services.map(({ entry }) => entry)).toMatchObject([
      {
        id: 'shop',
        name: 'Shop',
        description: 'Sells things',
        type: 'service',
        lifecycle: 'experimental',
        tier: 'tier-1',
        system: 'storefront',
        owner: 'payments',
        repos: [{ url: 'github.com/acme/shop', paths: [] }],
        tags: ['web', 'tier-1'],
      },
      { id: 'infra', also: ['sre', 'data'] },
      { id: 'search', tier: 'tier-2', owner: 'data', ownerDeclared: '@acme/data' },
    ]);
    expect(reading.services[0]?.origin).toEqual({ source: 'github-organisation', file: 'github.com/acme' });
  });

  test('has no owner where several teams have the same right to it, and is seen by them all', async () => {
    const { reading } = await discover({ name: 'infra' });
    expect(reading.services[0]?.entry).not.toHaveProperty('owner');
  });

  test('whose name cannot be an id is rejected, and the others load', async () => {
    const { reading } = await discover();
    expect(reading.rejections.map(({ problems }) => problems.map(describeProblem).join())).toEqual([
      expect.stringContaining('github.com/acme/---: nothing of this name can be an id.'),
    ]);
  });

  test('that is archived is deprecated, where archived ones are asked for', async () => {
    const { reading } = await discover({ archived: true, name: 'old' });
    expect(reading.services.map(({ entry }) => [entry.id, entry.lifecycle])).toEqual([['old', 'deprecated']]);
  });

  test('may say its tier in a property of another name', async () => {
    const contents = githubContents({
      organisations: [{ login: 'acme' }],
      repositories: [{ name: 'acme/shop', properties: { criticality: 'tier-1', tier: 'gone' } }],
    });
    const { reading } = await discover({ properties: { tier: 'criticality' } }, { contents });
    expect(reading.services[0]?.entry.tier).toBe('tier-1');
  });
});

test.each<[what: string, filter: Partial<GithubDiscovery>, ids: string[]]>([
  ['a topic', { topics: ['web', 'worker'] }, ['shop']],
  ['no topic of these', { excludeTopics: ['Web'] }, ['infra', 'search']],
  ['a custom property', { property: { tier: 'Tier-2' } }, ['search']],
  ['a language', { languages: ['go', 'typescript'] }, ['search', 'shop']],
  ['a name', { name: 's*' }, ['search', 'shop']],
  ['being a copy, too', { forks: true, name: 'c*' }, ['copy']],
])('repositories are chosen by %s', async (_what, filter, ids) => {
  const found = await discover(filter);
  expect(found.ids).toEqual(ids);
  expect(found.reading.skipped).toContainEqual({
    what: 'repository that the filters leave out',
    count: ACME.repositories.size - ids.length - found.reading.rejections.length,
  });
});

describe('teams', () => {
  test('come with their parents, and with those members whose e-mail is known', async () => {
    const people = [{ email: 'bo@acme.test', github: 'bo' }];
    const { reading } = await discover({}, { people });
    expect(reading.teams.map(({ entry }) => entry)).toMatchObject([
      { id: 'engineering', name: 'Engineering', members: [] },
      { id: 'payments', name: 'Payments', parent: 'engineering', members: ['ana@acme.test', 'bo@acme.test'] },
      { id: 'sre' },
      { id: 'data' },
    ]);
    expect(reading.people.map(({ entry }) => entry)).toEqual([
      { email: 'ana@acme.test', github: 'ana', name: 'Ana Lima' },
      { email: 'bo@acme.test', github: 'Bo' },
    ]);
    expect(reading.skipped).toContainEqual({
      what: 'GitHub login without a visible e-mail (name it in "people" of ready.yml)',
      count: 1,
    });
  });

  test('of more than a page come whole, and so do repositories', async () => {
    const members = Array.from({ length: 230 }, (_, n) => ({ login: `m${n}`, email: `m${n}@acme.test` }));
    const repositories = Array.from({ length: 205 }, (_, n) => ({ name: `acme/r${n}` }));
    const all = {
      slug: 'all',
      members: members.map(({ login }) => login),
      repositories: Object.fromEntries(repositories.map(({ name }) => [name.slice(5), 'ADMIN' as const])),
    };
    const others = Array.from({ length: 60 }, (_, n) => ({ slug: `t${n}` }));
    const contents = githubContents({
      organisations: [{ login: 'acme', members, teams: [all, ...others] }],
      repositories,
    });
    const { reading, requests } = await discover({}, { contents });
    expect([reading.services.length, reading.teams.length]).toEqual([205, 61]);
    expect(reading.teams[0]?.entry.members).toHaveLength(230);
    expect(reading.services.every(({ entry }) => entry.owner === 'all')).toBe(true);
    // Three pages of repositories, two of teams, two more each of members and of the team's repositories.
    expect(requests).toHaveLength(9);
  });
});

describe('GitHub', () => {
  const everything = { origin: { source: 'github-organisation', file: 'github.com/acme' } };

  test.each<[string, VendorOptions['fault'], RegExp]>([
    ['breaks', () => ({ status: 502 }), /GitHub answers 502/],
    ['cannot be reached', () => ({ ends: 'without an answer' }), /GitHub cannot be reached/],
    ['does not accept the token', () => ({ status: 401 }), /does not accept the credentials/],
    ['does not allow it', () => ({ status: 403 }), /needs to read metadata and members/],
    [
      'answers a login page',
      () => ({ status: 200, body: '<html>', contentType: 'text/html' }),
      /cannot read/,
    ],
    [
      'fails for the teams',
      ({ path }) => (path === '/graphql' ? { status: 500 } : undefined),
      /GitHub cannot be reached/,
    ],
  ])('that %s leaves everything that is kept of it, and is told', async (_what, fault, message) => {
    const { reading } = await discover({}, { fault });
    expect(reading).toMatchObject({ services: [], teams: [], rejections: [everything] });
    expect(reading.rejections[0]?.problems[0]?.message).toMatch(message);
    expect(reading.rejections[0]).not.toHaveProperty('id');
  });

  test('that fails for a moment is asked again', async () => {
    const { ids, requests } = await discover(
      {},
      { fault: ({ number }) => (number < 2 ? { status: 503 } : undefined) },
    );
    expect([ids.length, requests[0]?.status, requests[2]?.status]).toEqual([3, 503, 200]);
  });

  test('that asks to wait says until when', async () => {
    const { reading, notBefore, requests } = await discover(
      {},
      { fault: () => ({ status: 429, retryAfter: 90 }) },
    );
    expect([notBefore, requests.length]).toEqual([NOW + 90_000, 1]);
    expect(reading.rejections[0]?.problems[0]?.message).toContain(
      'GitHub asks us to wait until 2026-03-12 09:42 UTC',
    );
  });

  test('without such an organisation says so', async () => {
    const { reading } = await discover({ organisation: 'acne' });
    expect(reading.rejections[0]?.problems[0]?.message).toContain('GitHub knows no organisation "acne"');
  });

  test('is asked as an App, for the installation of the organisation', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    const app = { GITHUB_APP_ID: '1', GITHUB_APP_PRIVATE_KEY: key.replaceAll('\n', '\\n') };
    const contents = { ...ACME, installations: new Map([[42, { account: 'acme' }]]) };
    const { ids, requests } = await discover({}, { contents, secrets: app });
    expect(ids).toHaveLength(3);
    expect(requests.at(-1)?.headers.authorization).toBe('token ghs_42');
  });

  test('is not asked without credentials', async () => {
    const { reading, requests } = await discover({}, { secrets: {} });
    expect(requests).toEqual([]);
    expect(reading.rejections[0]?.problems[0]?.message).toContain('neither GITHUB_TOKEN nor GITHUB_APP_ID');
  });
});
