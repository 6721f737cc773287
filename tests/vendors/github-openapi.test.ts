import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { githubContents } from '../../src/vendors/github/contents.ts';
import { github } from '../../src/vendors/github.ts';
import { startVendor, type Vendor } from '../../src/vendors/vendor.ts';

/** GitHub's own description is 12 MB and stays out of the bot: `npm install` in `bench/` brings it. */
const BENCH = join(import.meta.dirname, '..', '..', 'bench');
const DESCRIPTION = join(BENCH, 'node_modules/@octokit/openapi/generated/api.github.com.json');
const isInstalled = existsSync(DESCRIPTION);
if (!isInstalled)
  console.warn(`Skipped: REST against GitHub's OpenAPI, as bench/node_modules is not installed.`);

/** What of openapi-backend is used. */
interface Backend {
  readonly init: () => Promise<unknown>;
  readonly matchOperation: (request: { path: string; method: string; headers: object }) => {
    operationId: string;
  };
  readonly validateResponse: (body: unknown, operation: string, status: number) => { errors: unknown };
}

/** OpenAPI 3.0 lets `nullable` stand beside a list of values, or alone; JSON Schema, by which is checked, does not. */
function nullsAllowed(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('nullable' in value) || value.nullable !== true)
    return value;
  const { nullable: _, ...schema } = value;
  if ('enum' in schema && Array.isArray(schema.enum)) return { ...value, enum: [...schema.enum, null] };
  return 'type' in schema ? value : { anyOf: [schema, { type: 'string', nullable: true, maxLength: 0 }] };
}

const AT = '2026-03-01T08:00:00Z';
const contents = githubContents({
  organisations: [
    {
      login: 'acme',
      members: [{ login: 'ana' }],
      teams: [
        { slug: 'all' },
        { slug: 'shop', parent: 'all', members: ['ana'], repositories: { shop: 'WRITE' } },
      ],
      rulesets: [{ name: 'all', include: ['~ALL'], rules: [{ type: 'deletion' }, { type: 'update' }] }],
    },
  ],
  installations: { 42: 'acme' },
  repositories: [
    {
      name: 'acme/shop',
      licence: 'Apache-2.0',
      topics: ['web'],
      properties: { tier: 'tier-1', regions: ['eu', 'us'] },
      protection: { requiredApprovingReviewCount: 2, requiredStatusCheckContexts: ['test'] },
      rulesets: [
        {
          name: 'reviews',
          rules: [
            { type: 'pull_request', required_approving_review_count: 1 },
            { type: 'required_status_checks', contexts: ['test'] },
          ],
        },
      ],
      codeScanning: [
        { security: 'critical', createdAt: AT },
        { security: null, createdAt: AT },
      ],
      secretScanning: [{ createdAt: AT }],
      vulnerabilityAlerts: [
        { severity: 'MODERATE', createdAt: AT },
        { severity: 'LOW', createdAt: AT, fixedIn: null },
      ],
      issues: [
        { number: 1, createdAt: AT },
        { number: 2, createdAt: AT, closedAt: AT, reason: 'not_planned' },
        { number: 3, createdAt: AT, closedAt: AT, mergedAt: AT },
      ],
      pullRequests: [{ number: 4, createdAt: AT, draft: true }],
      workflows: [{ name: 'CI' }],
      runs: [
        { workflow: 'CI', startedAt: AT, conclusion: 'failure' },
        { workflow: 'CI', startedAt: AT, conclusion: null },
      ],
    },
    { name: 'acme/plain' },
  ],
});

describe.skipIf(!isInstalled)("what REST answers fits GitHub's own description", () => {
  let vendor: Vendor;
  let backend: Backend;

  beforeAll(async () => {
    vendor = await startVendor(github.api(contents, { now: () => Date.parse(AT) }), {
      clock: { now: () => Date.parse(AT) },
    });
    const { OpenAPIBackend } = createRequire(join(BENCH, 'package.json'))('openapi-backend');
    const whole = JSON.parse(readFileSync(DESCRIPTION, 'utf8'), nullsAllowed);
    const paths = Object.fromEntries(Object.entries(whole.paths).filter(([path]) => ASKED.has(path)));
    const settings = { strict: false, validateFormats: false };
    backend = new OpenAPIBackend({ definition: { ...whole, paths }, quick: true, ajvOpts: settings });
    await backend.init();
  }, 60_000);
  afterAll(() => vendor.close());

  const asked: [template: string, path: string, status: number][] = [
    ['/rate_limit', '/rate_limit', 200],
    ['/orgs/{org}', '/orgs/acme', 200],
    ['/orgs/{org}/repos', '/orgs/acme/repos', 200],
    ['/orgs/{org}/properties/values', '/orgs/acme/properties/values', 200],
    ['/orgs/{org}/members', '/orgs/acme/members', 200],
    ['/orgs/{org}/teams', '/orgs/acme/teams', 200],
    ['/orgs/{org}/teams/{team_slug}/members', '/orgs/acme/teams/shop/members', 200],
    ['/orgs/{org}/teams/{team_slug}/repos', '/orgs/acme/teams/shop/repos', 200],
    ['/orgs/{org}/code-scanning/alerts', '/orgs/acme/code-scanning/alerts', 200],
    ['/orgs/{org}/secret-scanning/alerts', '/orgs/acme/secret-scanning/alerts', 200],
    ['/orgs/{org}/dependabot/alerts', '/orgs/acme/dependabot/alerts', 200],
    ['/orgs/{org}/installation', '/orgs/acme/installation', 200],
    ['/repos/{owner}/{repo}', '/repos/acme/shop', 200],
    ['/repos/{owner}/{repo}', '/repos/acme/plain', 200],
    ['/repos/{owner}/{repo}', '/repos/acme/gone', 404],
    ['/repos/{owner}/{repo}/installation', '/repos/acme/shop/installation', 200],
    ['/repos/{owner}/{repo}/branches/{branch}/protection', '/repos/acme/shop/branches/main/protection', 200],
    ['/repos/{owner}/{repo}/branches/{branch}/protection', '/repos/acme/plain/branches/main/protection', 404],
    ['/repos/{owner}/{repo}/rules/branches/{branch}', '/repos/acme/shop/rules/branches/main', 200],
    ['/repos/{owner}/{repo}/code-scanning/alerts', '/repos/acme/shop/code-scanning/alerts', 200],
    ['/repos/{owner}/{repo}/code-scanning/alerts', '/repos/acme/plain/code-scanning/alerts', 404],
    ['/repos/{owner}/{repo}/secret-scanning/alerts', '/repos/acme/shop/secret-scanning/alerts', 200],
    ['/repos/{owner}/{repo}/dependabot/alerts', '/repos/acme/shop/dependabot/alerts', 200],
    ['/repos/{owner}/{repo}/dependabot/alerts', '/repos/acme/plain/dependabot/alerts', 403],
    ...[1, 2, 3, 4].map((number): [string, string, number] => [
      '/repos/{owner}/{repo}/issues/{issue_number}',
      `/repos/acme/shop/issues/${number}`,
      200,
    ]),
    ['/repos/{owner}/{repo}/issues/{issue_number}', '/repos/acme/shop/issues/9', 404],
    ['/repos/{owner}/{repo}/actions/workflows', '/repos/acme/shop/actions/workflows', 200],
    ['/repos/{owner}/{repo}/actions/runs', '/repos/acme/shop/actions/runs', 200],
    ['/repos/{owner}/{repo}/commits', '/repos/acme/shop/commits', 200],
    // Not '/app/installations': its description wants every account to be a person and an enterprise at once.
    ['/installation/repositories', '/installation/repositories', 200],
  ];
  const ASKED = new Set([
    ...asked.map(([template]) => template),
    '/app/installations/{installation_id}/access_tokens',
  ]);

  async function answer(path: string, method = 'GET') {
    const response = await fetch(vendor.url + path, { method, headers: { authorization: 'Bearer x' } });
    const { operationId } = backend.matchOperation({ path, method, headers: {} });
    const body: unknown = await response.json();
    return {
      status: response.status,
      errors: backend.validateResponse(body, operationId, response.status).errors,
    };
  }

  test.each(asked)('%s: %s, %i', async (_template, path, status) => {
    expect(await answer(path)).toEqual({ status, errors: null });
  });

  test("an installation's new token", async () => {
    expect(await answer('/app/installations/42/access_tokens', 'POST')).toEqual({
      status: 201,
      errors: null,
    });
  });

  test('and the check notices what is missing', async () => {
    const { operationId } = backend.matchOperation({ path: '/repos/acme/shop', method: 'GET', headers: {} });
    expect(backend.validateResponse({ name: 'shop' }, operationId, 200).errors).not.toBeNull();
  });
});
