import { schema as published } from '@octokit/graphql-schema';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';
import { afterEach, describe, expect, test } from 'vitest';
import {
  FILES_QUERY,
  pagesQuery,
  REVIEWS_QUERY,
  repositoriesQuery,
} from '../../src/collectors/github/queries.ts';
import { type GithubContents, githubContents } from '../../src/vendors/github/contents.ts';
import { readSchema } from '../../src/vendors/github/graphql/schema.ts';
import type { GithubRepository } from '../../src/vendors/github/repository.ts';
import { github } from '../../src/vendors/github.ts';
import { startVendor, type Vendor } from '../../src/vendors/vendor.ts';

const NOW = Date.parse('2026-03-12T09:41:00Z');
const running: Vendor[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((vendor) => vendor.close()));
});

function settableClock() {
  const state = { at: NOW };
  return {
    now: () => state.at,
    pass(ms: number) {
      state.at += ms;
    },
  };
}

async function start(contents: GithubContents, clock = settableClock()) {
  const vendor = await startVendor(github.api(contents, clock), { clock });
  running.push(vendor);
  const headers = { authorization: 'Bearer ghs_1' };
  return {
    ...vendor,
    get: (path: string, more: object = {}) => fetch(vendor.url + path, { headers: { ...headers, ...more } }),
    async ask(query: string, variables: object = {}) {
      const body = JSON.stringify({ query, variables });
      const response = await fetch(`${vendor.url}/graphql`, { method: 'POST', headers, body });
      return { status: response.status, headers: response.headers, ...(await json(response)) };
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: whatever a test asks for is in it
async function json(response: Response): Promise<any> {
  return response.json();
}

function holding(...repositories: readonly GithubRepository[]) {
  return githubContents({ organisations: [{ login: 'acme' }], repositories });
}

const FULL: GithubRepository = {
  name: 'acme/shop',
  licence: 'MIT',
  topics: ['web', 'checkout'],
  commits: [
    { at: '2026-03-11T08:00:00Z', files: ['api/a.ts'], author: 'ana' },
    { at: '2026-03-01T08:00:00Z', files: ['web/b.ts'] },
  ],
  protection: { requiredApprovingReviewCount: 1, requiredStatusCheckContexts: ['test'] },
  rulesets: [
    { name: 'reviews', rules: [{ type: 'pull_request', required_approving_review_count: 2 }] },
    { name: 'tried', enforcement: 'evaluate', rules: [{ type: 'deletion' }] },
  ],
  pullRequests: [
    { number: 7, createdAt: '2026-03-02T08:00:00Z', files: ['api/a.ts'], reviewDecision: 'APPROVED' },
    { number: 9, createdAt: '2026-03-03T08:00:00Z', draft: true },
  ],
  vulnerabilityAlerts: [{ severity: 'HIGH', createdAt: '2026-02-01T08:00:00Z', fixedIn: null }],
  codeScanning: [{ security: 'high', createdAt: '2026-02-01T08:00:00Z' }],
  secretScanning: [{ createdAt: '2026-02-01T08:00:00Z' }],
  workflows: [{ name: 'CI' }],
  runs: [{ workflow: 'CI', startedAt: '2026-03-11T08:01:00Z', conclusion: 'success' }],
  environments: ['production'],
  deployments: [{ environment: 'production', at: '2026-03-11T08:10:00Z', state: 'SUCCESS' }],
  releases: [{ tag: 'v2', at: '2026-03-10T08:00:00Z' }],
  files: { '.github/CODEOWNERS': '* @acme/shop\n' },
  codeownersErrors: [{ line: 1, kind: 'Unknown owner', source: '* @acme/shop' }],
};

describe("GitHub's schema", () => {
  // The published file repeats two fields, so it is not held to the rules of schemas.
  const whole = buildSchema(published.idl, { assumeValid: true, assumeValidSDL: true });
  const ours = Object.values(readSchema().getTypeMap()).filter(({ name }) => !name.startsWith('__'));

  test.each(ours.map((type) => [type.name, type]))('has %s as we answer it', (name, type) => {
    const theirs = whole.getType(name);
    expect(differences(type, theirs)).toEqual([]);
  });
});

/** Where our part says otherwise than the whole. */
function differences(ours: GraphQLNamedType, theirs: GraphQLNamedType | undefined): string[] {
  if (theirs === undefined || theirs.constructor !== ours.constructor)
    return ['is not there as such a thing'];
  if (isUnionType(ours) && isUnionType(theirs)) {
    const known = theirs.getTypes().map(({ name }) => name);
    return ours.getTypes().flatMap(({ name }) => (known.includes(name) ? [] : [`does not hold ${name}`]));
  }
  if (isEnumType(ours) && isEnumType(theirs)) {
    const [mine, published] = [ours, theirs].map((type) =>
      type
        .getValues()
        .map(({ name }) => name)
        .toSorted(),
    );
    return JSON.stringify(mine) === JSON.stringify(published) ? [] : ['has other values'];
  }
  if (isInputObjectType(ours) && isInputObjectType(theirs)) {
    const known = theirs.getFields();
    return Object.values(ours.getFields()).flatMap((field) => misfit(field.name, field, known[field.name]));
  }
  if ((isObjectType(ours) || isInterfaceType(ours)) && (isObjectType(theirs) || isInterfaceType(theirs))) {
    const known = theirs.getFields();
    return Object.values(ours.getFields()).flatMap((field) => [
      ...misfit(field.name, field, known[field.name]),
      ...argumentMisfits(field.name, field.args, known[field.name]?.args ?? []),
    ]);
  }
  return [];
}

function argumentMisfits(
  field: string,
  ours: readonly GraphQLArgument[],
  theirs: readonly GraphQLArgument[],
): string[] {
  const lacking = theirs.filter(
    (one) => isRequiredArgument(one) && !ours.some(({ name }) => name === one.name),
  );
  return [
    ...ours.flatMap((one) =>
      misfit(
        `${field}(${one.name})`,
        one,
        theirs.find(({ name }) => name === one.name),
      ),
    ),
    ...lacking.map(({ name }) => `${field} lacks its argument ${name}`),
  ];
}

function misfit(what: string, ours: { type: unknown }, theirs: { type: unknown } | undefined): string[] {
  if (theirs === undefined) return [`${what} is not there`];
  return String(ours.type) === String(theirs.type) ? [] : [`${what} is ${theirs.type}, not ${ours.type}`];
}

describe('GraphQL', () => {
  test('answers what the collector asks of a repository', async () => {
    const { ask } = await start(holding(FULL));
    const since = '2026-03-10T00:00:00Z';
    const { data, errors } = await ask(repositoriesQuery(1), { owner0: 'acme', name0: 'shop', since });
    expect(errors).toBeUndefined();
    expect(data.r0).toMatchObject({
      nameWithOwner: 'acme/shop',
      hasVulnerabilityAlertsEnabled: true,
      licenseInfo: { spdxId: 'MIT' },
      codeowners: { errors: [{ line: 1 }] },
      codeownersInGithub: { text: '* @acme/shop\n' },
      codeownersInRoot: null,
      workflows: { entries: [{ name: 'ci.yml', type: 'blob' }] },
      defaultBranchRef: {
        name: 'main',
        branchProtectionRule: { requiredApprovingReviewCount: 1, requiredStatusCheckContexts: ['test'] },
        rules: {
          nodes: [
            {
              type: 'PULL_REQUEST',
              repositoryRuleset: { enforcement: 'ACTIVE' },
              parameters: { __typename: 'PullRequestParameters', requiredApprovingReviewCount: 2 },
            },
          ],
        },
        target: {
          committedDate: '2026-03-11T08:00:00Z',
          lately: { totalCount: 1 },
          newest: {
            nodes: [
              { checkSuites: { nodes: [{ conclusion: 'SUCCESS', branch: { name: 'main' } }] } },
              { checkSuites: { nodes: [] } },
            ],
          },
        },
      },
      pullRequests: { nodes: [{ isDraft: false }, { isDraft: true }] },
      environments: {
        nodes: [{ name: 'production', latestCompletedDeployment: { environment: 'production' } }],
      },
      vulnerabilityAlerts: {
        nodes: [{ securityVulnerability: { severity: 'HIGH', firstPatchedVersion: null } }],
      },
    });
  });

  test('finds pull requests and branches by their ids', async () => {
    const { ask } = await start(holding(FULL));
    const { data } = await ask(repositoriesQuery(1), {
      owner0: 'acme',
      name0: 'shop',
      since: '2026-03-10T00:00:00Z',
    });
    const ids = data.r0.pullRequests.nodes.map(({ id }: { id: string }) => id);
    expect((await ask(REVIEWS_QUERY, { ids })).data.nodes).toMatchObject([
      { reviews: { totalCount: 1, nodes: [{ author: { login: 'hubot' } }] } },
      { reviews: { totalCount: 0 } },
    ]);
    expect((await ask(FILES_QUERY, { ids })).data.nodes[0].files.nodes).toEqual([{ path: 'api/a.ts' }]);
    const rules = await ask(pagesQuery(['rules']), { id0: data.r0.defaultBranchRef.id });
    expect(rules.data.p0.page.nodes).toHaveLength(1);
  });

  test('leads from page to page', async () => {
    const { ask } = await start(holding({ name: 'acme/shop', topics: ['a', 'b', 'c'] }));
    const query = `query($after: String) { repository(owner: "acme", name: "shop") {
      repositoryTopics(first: 2, after: $after) { totalCount nodes { topic { name } } pageInfo { hasNextPage endCursor } } } }`;
    const first = (await ask(query)).data.repository.repositoryTopics;
    expect([first.totalCount, first.nodes.length, first.pageInfo.hasNextPage]).toEqual([3, 2, true]);
    const second = (await ask(query, { after: first.pageInfo.endCursor })).data.repository.repositoryTopics;
    expect([second.nodes, second.pageInfo.hasNextPage]).toEqual([[{ topic: { name: 'c' } }], false]);
  });

  test('gives null and an error of its kind for what is not there, and the rest', async () => {
    const { ask } = await start(holding(FULL));
    const query = `{ a: repository(owner: "acme", name: "gone") { name } b: repository(owner: "acme", name: "shop") { name } }`;
    const { status, data, errors } = await ask(query);
    expect([status, data]).toEqual([200, { a: null, b: { name: 'shop' } }]);
    expect(errors).toMatchObject([
      {
        type: 'NOT_FOUND',
        path: ['a'],
        message: "Could not resolve to a Repository with the name 'acme/gone'.",
      },
    ]);
    const nodes = await ask('{ nodes(ids: ["R_eA"]) { id } }');
    expect([nodes.data, nodes.errors[0].type]).toEqual([{ nodes: [null] }, 'NOT_FOUND']);
  });

  test('follows a repository that was renamed', async () => {
    const { ask } = await start(
      githubContents({ repositories: [FULL], renamed: { 'acme/old': 'acme/shop' } }),
    );
    expect((await ask('{ repository(owner: "acme", name: "old") { nameWithOwner } }')).data).toEqual({
      repository: { nameWithOwner: 'acme/shop' },
    });
  });

  test('hides what the token may not see: protection is null, alerts are an error', async () => {
    const { ask } = await start(holding({ ...FULL, hidden: ['administration', 'vulnerability alerts'] }));
    const { data, errors } =
      await ask(`{ repository(owner: "acme", name: "shop") { hasVulnerabilityAlertsEnabled
      defaultBranchRef { branchProtectionRule { id } } vulnerabilityAlerts(first: 1) { totalCount } } }`);
    expect(data.repository).toEqual({
      hasVulnerabilityAlertsEnabled: false,
      defaultBranchRef: { branchProtectionRule: null },
      vulnerabilityAlerts: null,
    });
    expect(errors).toMatchObject([{ type: 'FORBIDDEN', path: ['repository', 'vulnerabilityAlerts'] }]);
  });

  test.each([
    ['a field that GitHub does not have', '{ viewer { shoeSize } }', /Cannot query field/],
    [
      'a connection without bounds',
      '{ organization(login: "acme") { teams { totalCount } } }',
      /You must provide a/,
    ],
    [
      'a page over 100',
      '{ organization(login: "acme") { teams(first: 101) { totalCount } } }',
      /exceeds the `first`/,
    ],
    [
      'more than 500,000 nodes',
      '{ organization(login: "acme") { repositories(first: 100) { nodes { pullRequests(first: 100) { nodes { files(first: 100) { totalCount } } } } } } }',
      /exceeds the maximum limit of 500,000/,
    ],
    ['what is no query', '{', /Syntax Error/],
  ])('refuses %s with 200 and an error, for nothing', async (_what, query, message) => {
    const vendor = await start(holding());
    const { status, errors } = await vendor.ask(query);
    expect([status, errors[0].message]).toEqual([200, expect.stringMatching(message)]);
    expect(vendor.requests).toMatchObject([{ cost: 0 }]);
  });

  test("costs points as GitHub's own example has it", async () => {
    const vendor = await start(holding());
    // https://docs.github.com/en/graphql/overview/rate-limits-and-node-limits-for-the-graphql-api: 1 + 100 + 5,000
    // requests are 51 points; its repositories, issues and labels are repositories, pull requests and reviews here.
    const query = `{ organization(login: "acme") { repositories(first: 100) { nodes { pullRequests(first: 50) { nodes {
      reviews(first: 60) { totalCount } } } } } } rateLimit { cost nodeCount used remaining resetAt } }`;
    const { data, headers } = await vendor.ask(query);
    expect(data.rateLimit).toEqual({
      cost: 51,
      nodeCount: 305_100,
      used: 51,
      remaining: 4_949,
      resetAt: '2026-03-12T10:41:00Z',
    });
    expect(headers.get('x-ratelimit-remaining')).toBe('4949');
    expect(headers.get('x-ratelimit-resource')).toBe('graphql');
    expect(vendor.requests).toMatchObject([{ cost: 51 }]);
  });
});

describe('the rates', () => {
  const rates = { core: 2, graphql: 2, window: 3_600_000, secondary: true };
  const asked = '{ viewer { login } }';

  test('of GraphQL end in a 200 with an error, until the hour is over; REST goes on', async () => {
    const clock = settableClock();
    const vendor = await start({ ...holding(FULL), rates }, clock);
    await vendor.ask(asked);
    await vendor.ask(asked);
    const { status, errors, headers } = await vendor.ask(asked);
    expect([status, errors[0].type, headers.get('x-ratelimit-remaining')]).toEqual([
      200,
      'RATE_LIMITED',
      '0',
    ]);
    expect((await vendor.get('/repos/acme/shop')).status).toBe(200);
    clock.pass(3_600_000);
    expect((await vendor.ask(asked)).data).toEqual({ viewer: { login: 'readybot[bot]' } });
    expect(vendor.requests.map(({ forbidden }) => forbidden)).toEqual([false, false, true, false, false]);
  });

  test('of REST end in a 403 that says when to come back; a 304 costs nothing', async () => {
    const vendor = await start({ ...holding(FULL), rates });
    const first = await vendor.get('/repos/acme/shop');
    const etag = first.headers.get('etag') ?? '';
    for (const _ of [1, 2, 3])
      expect((await vendor.get('/repos/acme/shop', { 'if-none-match': etag })).status).toBe(304);
    expect((await vendor.get('/repos/acme/shop')).headers.get('x-ratelimit-remaining')).toBe('0');
    const refused = await vendor.get('/repos/acme/shop');
    expect([refused.status, (await json(refused)).message]).toEqual([
      403,
      'API rate limit exceeded for installation ID 1.',
    ]);
    expect(refused.headers.get('x-ratelimit-reset')).toBe(String(NOW / 1000 + 3_600));
    expect(vendor.requests.map(({ cost }) => cost)).toEqual([1, 0, 0, 0, 1, 0]);
  });

  test('have a secondary limit of 900 points of REST a minute', async () => {
    const clock = settableClock();
    const vendor = await start({ ...holding(FULL), rates: { ...rates, core: 5_000 } }, clock);
    for (let n = 0; n < 9; n++)
      await Promise.all(
        Array.from({ length: 100 }, () => vendor.get('/orgs/acme').then((one) => one.text())),
      );
    const refused = await vendor.get('/orgs/acme');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([403, '60']);
    expect((await json(refused)).message).toContain('secondary rate limit');
    clock.pass(60_000);
    expect((await vendor.get('/orgs/acme')).status).toBe(200);
  });

  test('are told for nothing', async () => {
    const vendor = await start({ ...holding(), rates });
    expect((await json(await vendor.get('/rate_limit'))).resources.core).toMatchObject({
      limit: 2,
      used: 0,
    });
  });
});

describe('REST', () => {
  test('pages a list with links', async () => {
    const repositories = Array.from({ length: 5 }, (_, n) => ({ name: `acme/r${n}` }));
    const vendor = await start(holding(...repositories));
    const response = await vendor.get('/orgs/acme/repos?per_page=2&page=2&sort=full_name');
    expect((await json(response)).map(({ name }: { name: string }) => name)).toEqual(['r2', 'r3']);
    const link = (page: number, rel: string) =>
      `<${vendor.url}/orgs/acme/repos?per_page=2&page=${page}&sort=full_name>; rel="${rel}"`;
    expect(response.headers.get('link')).toBe(
      [link(1, 'prev'), link(3, 'next'), link(3, 'last'), link(1, 'first')].join(', '),
    );
  });

  test('gives another ETag once something changed', async () => {
    const contents = holding(FULL);
    const vendor = await start(contents);
    const etag = (await vendor.get('/repos/acme/shop')).headers.get('etag') ?? '';
    contents.repositories.set('acme/shop', { ...FULL, description: 'Sells' });
    expect((await vendor.get('/repos/acme/shop', { 'if-none-match': etag })).status).toBe(200);
  });

  test.each([
    ['code-scanning', 'code scanning', 404, 'no analysis found'],
    ['secret-scanning', 'secret scanning', 404, 'Secret scanning is disabled on this repository.'],
    ['dependabot', 'vulnerability alerts', 403, 'Dependabot alerts are disabled for this repository.'],
  ] as const)(
    'tells a %s that is off from one that may not be seen',
    async (path, hidden, status, message) => {
      const off = { name: 'acme/off' };
      const vendor = await start(holding(off, { ...FULL, hidden: [hidden] }));
      const answer = await vendor.get(`/repos/acme/off/${path}/alerts?state=open`);
      expect([answer.status, (await json(answer)).message]).toEqual([status, message]);
      const forbidden = await vendor.get(`/repos/acme/shop/${path}/alerts?state=open`);
      expect([forbidden.status, (await json(forbidden)).message]).toEqual([
        403,
        'Resource not accessible by integration',
      ]);
    },
  );

  test('sends whoever asks for a renamed repository to its new address', async () => {
    const vendor = await start(
      githubContents({ repositories: [FULL], renamed: { 'acme/old': 'acme/shop' } }),
    );
    const headers = { authorization: 'Bearer x' };
    const response = await fetch(`${vendor.url}/repos/acme/old`, { headers, redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([
      301,
      `${vendor.url}/repos/acme/shop`,
    ]);
  });

  test('wants to know who asks', async () => {
    const vendor = await start(holding(FULL));
    expect((await fetch(`${vendor.url}/repos/acme/shop`)).status).toBe(401);
  });

  test('gives an App a token for an hour', async () => {
    const contents = githubContents({ organisations: [{ login: 'acme' }], installations: { 42: 'acme' } });
    const vendor = await start(contents);
    expect(await json(await vendor.get('/repos/acme/shop/installation'))).toMatchObject({ id: 42 });
    const headers = { authorization: 'Bearer jwt' };
    const path = '/app/installations/42/access_tokens';
    const response = await fetch(vendor.url + path, { method: 'POST', headers });
    expect([response.status, await json(response)]).toMatchObject([
      201,
      { token: 'ghs_42', expires_at: '2026-03-12T10:41:00Z' },
    ]);
  });
});
