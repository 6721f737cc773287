import { describe, expect, test } from 'vitest';
import type { GithubRepository } from '../../../src/vendors/github/repository.ts';
import { learned, notes } from '../../support/vendor-at-work.ts';
import { ago, githubAtWork, of, shop } from './shop.ts';

const MONOREPO: GithubRepository = shop({
  name: 'acme/mono',
  licence: 'MIT',
  commits: [
    { at: ago(1), author: 'cy', files: ['web/index.ts'] },
    { at: ago(5), author: 'ana', files: ['services/pay/api.ts'] },
    { at: ago(40), author: 'bo', files: ['services/pay/api.ts', 'services/ship/api.ts'] },
  ],
  pullRequests: [
    { number: 1, createdAt: ago(9), files: ['services/pay/api.ts', 'README.md'] },
    { number: 2, createdAt: ago(8), files: ['services/payroll/api.ts'], reviews: 1 },
    { number: 3, createdAt: ago(7), files: Array.from({ length: 130 }, (_, at) => `services/ship/${at}.ts`) },
  ],
  vulnerabilityAlerts: [
    { severity: 'HIGH', createdAt: ago(3), manifest: 'services/pay/package-lock.json' },
    { severity: 'LOW', createdAt: ago(3), manifest: 'package-lock.json' },
  ],
  codeScanning: [
    { security: 'high', createdAt: ago(3), path: 'services/ship/api.ts' },
    { security: 'low', createdAt: ago(3), path: 'services/pay/api.ts' },
  ],
  secretScanning: [{ createdAt: ago(3) }],
  environments: ['pay-production', 'production'],
  deployments: [
    { environment: 'production', at: ago(1), state: 'SUCCESS' },
    { environment: 'pay-production', at: ago(4), state: 'SUCCESS' },
  ],
  files: {
    'README.md': '',
    'services/pay/README.md': '',
    'services/ship/api.ts': '',
    '.github/CODEOWNERS': '* @all\n/services/pay/ @pay\n*.sql @dba\n',
  },
});

async function part(id: string, ...paths: string[]) {
  const { collect } = await githubAtWork([MONOREPO]);
  return (await collect([of('mono', paths, id)])).get(id) ?? {};
}

describe('a part of a monorepo', () => {
  test('has the commits of its paths', async () => {
    expect(learned((await part('pay', 'services/pay/**')).git)).toMatchObject({
      ...{ part_of_monorepo: true, last_commit_at: ago(5), commits_in_last_30_days: 1 },
      last_commit_authors: ['ana@users.noreply.github.com'],
    });
    expect(learned((await part('ship', 'services/ship')).git)).toMatchObject({
      ...{ last_commit_at: ago(40), commits_in_last_30_days: 0 },
    });
  });

  test('in several folders has the newest commit of them; how many there were is not known', async () => {
    const { git } = await part('both', 'services/pay/**', 'web/**');
    expect(learned(git)).toMatchObject({ last_commit_at: ago(1) });
    expect(notes(git)).toHaveProperty('commits_in_last_30_days');
  });

  test('that no commit touches is a fact', async () => {
    const { git } = await part('gone', 'services/gone/**');
    expect(notes(git).last_commit_at).toBe('no commit touches services/gone/**');
  });

  test('that is more than folders is left to a checkout', async () => {
    const { git, vcs } = await part('odd', 'services/*/api.ts');
    expect(learned(git)).toEqual({ archived: false, part_of_monorepo: true });
    expect(notes(git)['']).toMatch(/wildcards/);
    expect(learned(vcs)).toMatchObject({ pull_requests: { open: 2 } });
  });

  test('has its own owners and README, and the whole repository’s licence', async () => {
    expect(learned((await part('pay', 'services/pay/**')).git)).toMatchObject({
      ...{ readme: 'README.md', licence: 'MIT' },
      codeowners: { owners: ['@dba', '@pay'], covers_everything: true },
    });
    expect(learned((await part('ship', 'services/ship/**')).git)).not.toHaveProperty('readme');
  });

  test('has the pull requests that touch it, also where those touch many files', async () => {
    expect(learned((await part('pay', 'services/pay/**')).vcs)).toMatchObject({
      part_of_monorepo: true,
      pull_requests: { open: 1, oldest_opened_at: ago(9), awaiting_review: 1 },
    });
    const last = await part('ship', 'services/ship/129.ts');
    expect(learned(last.vcs)).toMatchObject({ pull_requests: { open: 1, oldest_opened_at: ago(7) } });
  });

  test('has the findings in its paths, and the secrets of the whole repository', async () => {
    expect(learned((await part('pay', 'services/pay/**')).vulnerabilities)).toMatchObject({
      part_of_monorepo: true,
      dependencies: { high: 1, total: 1 },
      code: { low: 1, total: 1 },
      open: { high: 1, low: 1, total: 2 },
      secrets: { open: 1 },
      fixable: 1,
    });
  });

  test('has the deployments to environments that name it; those of the others are nobody’s', async () => {
    expect(learned((await part('pay', 'services/pay/**')).deploys)).toMatchObject({
      ...{ part_of_monorepo: true, last_at: ago(4), in_last_30_days: 1 },
      environments: { production: { at: ago(4) } },
    });
    const { deploys } = await part('ship', 'services/ship/**');
    expect(learned(deploys)).toEqual({ part_of_monorepo: true });
    expect(notes(deploys).last_at).toMatch(/name an environment ship-production/);
  });
});

test('services of one repository share what is asked', async () => {
  const { collect, vendor } = await githubAtWork([MONOREPO]);
  const ids = ['pay', 'ship', 'web'];
  await collect([of('mono'), ...ids.map((id) => of('mono', [`services/${id}/**`], id))]);
  const repositories = vendor.requests.filter(({ body }) => body.includes('query Repositories'));
  expect(repositories).toHaveLength(1);
  expect(repositories[0]?.body.match(/\$owner\d+:/g)).toHaveLength(1);
  expect(vendor.requests.filter(({ body }) => body.includes('query Folders'))).toHaveLength(1);
});
