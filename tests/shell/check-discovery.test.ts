import { expect, onTestFinished, test } from 'vitest';
import { describeProblem } from '../../src/domain/errors.ts';
import { checkHome } from '../../src/shell/check-home.ts';
import { githubContents } from '../../src/vendors/github/contents.ts';
import { github } from '../../src/vendors/github.ts';
import { startVendor } from '../../src/vendors/vendor.ts';
import { SCORECARD } from '../support/small-home.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const clock = { now: () => Date.parse('2026-03-04T12:00:00Z') };

async function check(fault?: { readonly status: number }) {
  const contents = githubContents({
    organisations: [{ login: 'acme', teams: [{ slug: 'shop' }] }],
    repositories: [{ name: 'acme/shop' }, { name: 'acme/search' }, { name: 'acme/old', archived: true }],
  });
  const vendor = await startVendor(github.api(contents, clock), { clock, fault: () => fault });
  onTestFinished(() => vendor.close());
  const folder = temporaryFolder({
    'ready.yml': 'organisation: Acme\ncatalog: [{github: {organisation: acme}}]\n',
    'scorecards/readiness.yml': SCORECARD,
  });
  return checkHome(clock, { READY_HOME: folder, GITHUB_TOKEN: 'ghp_1', GITHUB_API_URL: vendor.url });
}

test('checking a home counts what GitHub has for the catalog', async () => {
  expect(await check()).toMatchObject({
    services: 2,
    teams: 1,
    problems: [],
    skipped: [{ what: 'repository that the filters leave out', count: 1 }],
  });
});

test('a GitHub that does not answer is a warning: no file is wrong', async () => {
  const { problems, warnings, services } = await check({ status: 401 });
  expect([problems, services]).toEqual([[], 0]);
  expect(warnings.map(describeProblem)).toEqual([
    'github.com/acme could not be read: GitHub does not accept the credentials. What was found there before stays.',
  ]);
});
