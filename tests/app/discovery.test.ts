import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import { jobs } from '../../src/jobs/index.ts';
import { githubContents } from '../../src/vendors/github/contents.ts';
import { github } from '../../src/vendors/github.ts';
import { startVendor, type VendorOptions } from '../../src/vendors/vendor.ts';
import { recordingLog } from '../support/recording-log.ts';
import { SCORECARD } from '../support/small-home.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const READY_YML = `
organisation: Acme
catalog: [catalog/*.yml, {github: {organisation: acme, exclude_topics: archive}}]
people: [{email: bo@acme.test, github: bo}]
`;

/** One service that stands in a file and is found at GitHub under another name, and a team that is in both. */
const FILES = {
  'ready.yml': READY_YML,
  'scorecards/readiness.yml': SCORECARD,
  'catalog/all.yml': `
teams: [{id: payments, name: Payments, members: [ana@acme.test]}]
services: [{id: payments-api, name: Payments API, owner: payments, repo: github.com/acme/pay}]
`,
};

async function openHome() {
  const contents = githubContents({
    organisations: [
      {
        login: 'acme',
        members: [{ login: 'bo' }],
        teams: [
          { slug: 'payments', members: ['bo'] },
          { slug: 'search', name: 'Search', members: ['bo'], repositories: { finder: 'ADMIN' } },
        ],
      },
    ],
    repositories: [
      { name: 'acme/finder', topics: ['api'] },
      { name: 'acme/pay' },
      { name: 'acme/ledger' },
      { name: 'acme/loner' },
      { name: 'acme/notes' },
    ],
  });
  const time = { now: Date.parse('2026-03-04T12:00:00Z') };
  const clock = { now: () => time.now };
  const vendor = await startVendor(github.api(contents, clock), { clock });
  onTestFinished(() => vendor.close());
  const folder = temporaryFolder(FILES);
  const env = { READY_HOME: folder, GITHUB_TOKEN: 'ghp_1', GITHUB_API_URL: vendor.url };
  const config = await readConfig(env, { cwd: folder });
  const log = recordingLog();
  const app = await openApp({ config, database: config.playgroundDatabase, access: 'write', clock, log });
  onTestFinished(() => app.close());
  return {
    app,
    contents,
    vendor,
    log,
    breakGithub: (fault: VendorOptions['fault']) => vendor.breakWith(fault),
    write: (path: string, text: string) => writeFileSync(join(folder, path), text),
    read: (path: string) => readFileSync(join(folder, path), 'utf8'),
    async tick(ms: number) {
      time.now += ms;
      const job = jobs.find(({ name }) => name === 'import-catalog');
      await job?.run(time.now, { ...app.context, log, importDue: app.importDue });
    },
    async state() {
      const { services, teams } = await app.store.catalog.state();
      const living = services.filter(({ archivedAt }) => archivedAt === null);
      return {
        services: Object.fromEntries(living.map(({ service }) => [service.id, service.owner ?? null])),
        teams: Object.fromEntries(teams.map(({ id, members }) => [id, members])),
      };
    },
  };
}

const ALL = {
  services: { 'payments-api': 'payments', finder: 'search', ledger: null, loner: null, notes: null },
  teams: { payments: ['ana@acme.test'], search: ['bo@acme.test'] },
};

test('what GitHub has joins the files, which go before it', async () => {
  const { app, state } = await openHome();
  const report = await app.importAtStart();
  expect(await state()).toEqual(ALL);
  expect(report).toMatchObject({
    skipped: [{ what: 'found elsewhere and written in files', count: 2 }],
    rejected: [],
  });
});

test('a new repository is a service within the hour, and one that is gone or left out is archived', async () => {
  const { app, contents, tick, state } = await openHome();
  await app.importAtStart();
  contents.repositories.set('acme/new', { name: 'acme/new' });
  contents.repositories.set('acme/loner', { name: 'acme/loner', topics: ['archive'] });
  await tick(20 * MINUTE);
  expect(await state()).toEqual(ALL);
  await tick(40 * MINUTE);
  const { loner: _, ...others } = ALL.services;
  expect((await state()).services).toEqual({ ...others, new: null });
});

test('a GitHub that fails takes nothing away, whatever happens in the files meanwhile', async () => {
  const { app, breakGithub, write, tick, state, log } = await openHome();
  await app.importAtStart();
  breakGithub(() => ({ status: 401 }));
  write(
    'catalog/all.yml',
    FILES['catalog/all.yml'].replace('id: payments-api', 'id: payments-core, formerly: [payments-api]'),
  );
  await tick(HOUR);
  const { 'payments-api': owner, ...others } = ALL.services;
  expect(await state()).toEqual({ services: { ...others, 'payments-core': owner }, teams: ALL.teams });
  expect(log.lines).toContainEqual({
    level: 'warn',
    event: 'not taken into the catalog',
    fields: { problem: 'github.com/acme could not be read: GitHub does not accept the credentials.' },
  });
});

test('a file that is broken takes nothing away, though GitHub has a service of that repository', async () => {
  const { app, write, tick, state } = await openHome();
  await app.importAtStart();
  write('catalog/all.yml', 'services: [');
  await tick(HOUR);
  expect(await state()).toEqual(ALL);
});

test('a start does not wait for GitHub where it was asked before; altered files are taken over all the same', async () => {
  const { app, vendor, write, read, state } = await openHome();
  await app.importAtStart();
  const asked = vendor.requests.length;
  expect(await app.importAtStart()).toBe('unchanged');
  write('catalog/all.yml', read('catalog/all.yml').replace('Payments API', 'Paying'));
  expect(await app.importAtStart()).toMatchObject({ changed: [{ id: 'payments-api', fields: ['name'] }] });
  expect(await state()).toEqual(ALL);
  expect(vendor.requests).toHaveLength(asked);
});

test('GitHub is not asked again before it wants to be', async () => {
  const { app, vendor, breakGithub, tick } = await openHome();
  breakGithub(() => ({ status: 429, retryAfter: 7_200 }));
  await app.importAtStart();
  await tick(HOUR);
  breakGithub(undefined);
  expect(vendor.requests).toHaveLength(1);
  await tick(HOUR);
  expect(vendor.requests.length).toBeGreaterThan(1);
  expect(vendor.requests.some(({ forbidden }) => forbidden)).toBe(false);
});
