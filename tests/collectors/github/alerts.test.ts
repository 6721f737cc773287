import examples from '@octokit/webhooks-examples/api.github.com/index.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { codeFindings, secretFindings } from '../../../src/collectors/github/alerts.ts';
import type { GithubClient, RestAnswer, RestQuestion } from '../../../src/collectors/github/client.ts';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import type { GithubRepository } from '../../../src/vendors/github/repository.ts';
import { memory, SURROUNDINGS } from '../../support/collecting.ts';
import { learned, notes } from '../../support/vendor-at-work.ts';
import { ago, altering, githubAtWork, of, shop, told } from './shop.ts';

const ALL_ON: Partial<GithubRepository> = {
  vulnerabilityAlerts: [
    { severity: 'CRITICAL', createdAt: ago(9) },
    { severity: 'MODERATE', createdAt: ago(2), fixedIn: null },
  ],
  codeScanning: [{ security: 'high', createdAt: ago(11) }],
  secretScanning: [{ createdAt: ago(30) }],
};

/** Where the owner is a person there are no lists. */
const PERSONAL = { contents: { organisations: new Map() } };

/** So many beside it that GitHub is asked for the lists of the organisation. */
const OTHERS = ['a', 'b', 'c', 'd'];

/** What is told of the shop among others. */
async function among(more: Partial<GithubRepository>, token?: string) {
  const others = OTHERS.map((name) => ({ ...shop(), name: `acme/${name}` }));
  const { collect, vendor } = await githubAtWork(
    [shop(more), ...others],
    token === undefined ? {} : { token },
  );
  const collected = await collect(['shop', ...OTHERS].map((name) => of(name)));
  return { vulnerabilities: collected.get('shop')?.vulnerabilities, vendor };
}

describe.each([
  ['asked about by itself', async (more: Partial<GithubRepository>) => (await told(more)).vulnerabilities],
  [
    'asked about among others',
    async (more: Partial<GithubRepository>) => (await among(more)).vulnerabilities,
  ],
])('a repository %s', (_how, ask) => {
  test('has its findings told by severity, with the age of the oldest', async () => {
    expect(learned(await ask(ALL_ON))).toEqual({
      part_of_monorepo: false,
      scanners: ['dependabot', 'code-scanning', 'secret-scanning'],
      open: { critical: 1, high: 1, medium: 1, low: 0, total: 3 },
      dependencies: { enabled: true, critical: 1, high: 0, medium: 1, low: 0, total: 2 },
      code: { enabled: true, critical: 0, high: 1, medium: 0, low: 0, total: 1 },
      secrets: { enabled: true, open: 1 },
      fixable: 1,
      oldest_open_at: ago(11),
      oldest_critical_at: ago(9),
    });
  });

  test('whose dependencies nobody looks at has no count of them', async () => {
    const { vulnerabilityAlerts: _, ...off } = ALL_ON;
    const told = await ask(off);
    expect(learned(told)).toMatchObject({ dependencies: { enabled: false }, open: { total: 1 } });
    expect(learned(told)).not.toHaveProperty('dependencies.total');
    expect(notes(told)['dependencies.critical']).toMatch(
      /Dependabot alerts is off|Dependabot alerts are off/,
    );
  });

  test('whose secrets nobody looks for has no count of them', async () => {
    const { secretScanning: _, ...off } = ALL_ON;
    const told = await ask(off);
    expect(learned(told)).toMatchObject({ secrets: { enabled: false } });
    expect(learned(told)).not.toHaveProperty('secrets.open');
    expect(notes(told)['secrets.open']).toMatch(/switch it on/);
  });

  test('of which one scanner may not be seen has no sum', async () => {
    const told = await ask({ ...ALL_ON, hidden: ['vulnerability alerts'] });
    expect(learned(told)).toMatchObject({ code: { total: 1 }, secrets: { open: 1 } });
    expect(learned(told)).not.toHaveProperty('open');
    expect(learned(told)).not.toHaveProperty('dependencies');
    expect(notes(told).open).toMatch(/permission "Dependabot alerts"/);
    expect(notes(told).dependencies).toMatch(/permission "Dependabot alerts"/);
  });

  test('with more findings than fit on a page has all of them counted', async () => {
    const vulnerabilityAlerts = Array.from({ length: 180 }, () => ({
      severity: 'LOW' as const,
      createdAt: ago(3),
    }));
    const codeScanning = Array.from({ length: 230 }, () => ({ security: 'low' as const, createdAt: ago(3) }));
    const told = await ask({ vulnerabilityAlerts, codeScanning, secretScanning: [] });
    expect(learned(told)).toMatchObject({
      dependencies: { low: 180 },
      code: { low: 230 },
      open: { total: 410 },
    });
  });
});

test('a repository that nobody scans has no sum, and that is a fact', async () => {
  const { vulnerabilities } = await told();
  expect(notes(vulnerabilities).open).toBe('no scanner is on: switch on Dependabot alerts');
  expect(learned(vulnerabilities)).toMatchObject({ scanners: [], code: { enabled: false } });
});

test('permissions that lack are named', async () => {
  const hidden = ['code scanning', 'secret scanning'] as const;
  const { vulnerabilities } = await told({ ...ALL_ON, hidden }, of('shop'), PERSONAL);
  expect(notes(vulnerabilities)).toMatchObject({
    code: expect.stringContaining('"Code scanning alerts"'),
    secrets: expect.stringContaining('"Secret scanning alerts"'),
    open: expect.stringContaining('"Code scanning alerts"'),
  });
});

test('a person’s token that may only read sees no alerts where there are some: that is unknown', async () => {
  const { vulnerabilities } = await told(ALL_ON, of('shop'), { token: 'ghp_person' });
  expect(notes(vulnerabilities).dependencies).toMatch(/permission "Dependabot alerts"/);
  const admin = altering((text) => text.replace('"viewerPermission":"READ"', '"viewerPermission":"WRITE"'));
  const writer = await told(ALL_ON, of('shop'), { token: 'ghp_person', instead: admin });
  expect(learned(writer.vulnerabilities)).toMatchObject({ dependencies: { total: 2 } });
});

describe('in an organisation with more repositories than can be asked about one by one', () => {
  const CLEAN = { ...ALL_ON, codeScanning: [] };
  const MANY = Array.from({ length: 101 }, (_, number) => ({ ...shop(CLEAN), name: `acme/other-${number}` }));
  const large = (more: Partial<GithubRepository>) => githubAtWork([shop(more), ...MANY]);
  const services = (names: readonly string[]) => names.map((name) => of(name));
  const NAMES = ['shop', 'other-1', 'other-2', 'other-3', 'other-4'];

  test('a code scanner that found nothing is told from one that is off at its turn, once in a while', async () => {
    const { collect, vendor, time } = await large(CLEAN);
    const codeOf = async () => {
      const { vulnerabilities } = (await collect(services(NAMES))).get('shop') ?? {};
      return learned(vulnerabilities);
    };
    const asked = () =>
      vendor.requests.filter(({ path }) => path.startsWith('/repos/acme/shop/code-scanning')).length;
    expect(await codeOf()).toMatchObject({ code: { enabled: true, total: 0 }, open: { total: 2 } });
    time.now += HOUR;
    expect(await codeOf()).toMatchObject({ code: { enabled: true, total: 0 } });
    expect(asked()).toBe(1);
    time.now += DAY;
    await codeOf();
    expect(asked()).toBe(2);
  });

  test('whose turn has not come is unknown, and turns cost no more than a hundred questions', async () => {
    const { collect, vendor } = await large(CLEAN);
    const names = [...MANY.map(({ name }) => name.slice(5)), 'shop'];
    const told = await collect(services(names));
    const asked = vendor.requests.filter(({ path }) => /^\/repos\/.*code-scanning/.test(path));
    expect(asked).toHaveLength(100);
    const { vulnerabilities } = told.get('shop') ?? {};
    expect(learned(vulnerabilities)).toMatchObject({ open: { total: 2 }, dependencies: { total: 2 } });
    expect(learned(vulnerabilities)).not.toHaveProperty('code');
    expect(notes(vulnerabilities).code).toMatch(/the turn of this one has not come yet/);
  });

  test('a turn that fails leaves what its last one told, and for some days only', async () => {
    const isBroken = { now: false };
    const { collect, time } = await githubAtWork([shop(CLEAN), ...MANY], {
      fault: ({ path }) =>
        isBroken.now && path.startsWith('/repos/acme/shop/code-scanning') ? { status: 500 } : undefined,
    });
    const ask = async () => learned((await collect(services(NAMES))).get('shop')?.vulnerabilities);
    await ask();
    isBroken.now = true;
    time.now += 2 * DAY;
    expect(await ask()).toMatchObject({ code: { enabled: true, total: 0 } });
    time.now += 2 * DAY;
    expect(await ask()).not.toHaveProperty('code');
  });

  test.each([
    ['clean', CLEAN],
    ['scanned', ALL_ON],
    ['off', { vulnerabilityAlerts: [] }],
    ['hidden', { ...ALL_ON, hidden: ['vulnerability alerts' as const] }],
  ])('the same is told of one that is asked about by itself: %s', async (_name, more) => {
    const { collect, vendor } = await large(more);
    const all = await collect(services(NAMES));
    const before = vendor.requests.length;
    const alone = await collect([of('shop')]);
    const said = (collected: typeof all) => {
      const { vulnerabilities } = collected.get('shop') ?? {};
      return [learned(vulnerabilities), notes(vulnerabilities)];
    };
    expect(said(alone)).toEqual(said(all));
    const lists = vendor.requests.slice(before).filter(({ path }) => path.startsWith('/orgs/'));
    expect(lists).toEqual([]);
  });
});

test('lists that did not change cost nothing the second time', async () => {
  const repositories = ['shop', ...OTHERS].map((name) => ({ ...shop(ALL_ON), name: `acme/${name}` }));
  const { collect, vendor, time } = await githubAtWork(repositories);
  const services = repositories.map(({ name }) => of(name.slice(5)));
  const first = await collect(services);
  time.now += 60 * 60_000;
  const before = vendor.requests.length;
  const second = await collect(services);
  const rest = vendor.requests.slice(before).filter(({ path }) => path !== '/graphql');
  expect(rest.map(({ status }) => status)).toEqual([304, 304, 304]);
  expect(second.get('shop')?.vulnerabilities).toMatchObject({
    fresh: { value: learned(first.get('shop')?.vulnerabilities) },
  });
});

test('a full page that did not change may have got another behind it', async () => {
  const entries = Array.from({ length: 100 }, () => ({ createdAt: ago(3), severity: 'low' }));
  const page = 'GET /repos/a/b/code-scanning/alerts?state=open&sort=created&direction=asc&page=1';
  const kept = memory(new Map([[page, JSON.stringify({ etag: '"1"', entries, hasNext: false })]]));
  const more = [{ created_at: ago(1), rule: { security_severity_level: 'high' } }];
  const asked: unknown[] = [];
  const client = {
    ...answering([]),
    async rest(_owner: string, question: RestQuestion): Promise<RestAnswer> {
      asked.push([question.query?.page, question.etag]);
      return question.etag === '"1"'
        ? { status: 304 }
        : { status: 200, data: more, etag: '"2"', hasNext: false };
    },
  };
  const signal = new AbortController().signal;
  const told = await codeFindings({ owner: 'a', name: 'b' })({
    ...SURROUNDINGS,
    client,
    memory: kept,
    signal,
  });
  expect(told).toHaveProperty('entries.length', 101);
  expect(asked).toEqual([
    [1, '"1"'],
    [2, undefined],
  ]);
});

/** Answers one page. */
function answering(data: unknown): GithubClient {
  return {
    graphql: () => Promise.reject(new Error('not asked')),
    rest: async () => ({ status: 200, data, etag: undefined, hasNext: false }),
    budget: () => ({}),
    groupOf: () => '',
    saysWhatIsForbidden: true,
  };
}

describe('what GitHub sends', () => {
  const asking = (data: unknown) => ({
    ...SURROUNDINGS,
    ...{ client: answering(data), memory: memory(), signal: new AbortController().signal },
  });
  /** Alerts of webhooks, which are those of the API. */
  function recorded(event: string): readonly object[] {
    const found = examples.find(({ name }) => name === event)?.examples ?? [];
    return found.flatMap((one) => ('alert' in one ? [one.alert as object] : []));
  }

  test('of code scanning is read as it is', async () => {
    const alerts = recorded('code_scanning_alert');
    const { entries } = (await codeFindings({ owner: 'a', name: 'b' })(asking(alerts))) as {
      entries: object[];
    };
    expect(alerts.length).toBeGreaterThan(0);
    expect(entries).toHaveLength(alerts.length);
    expect(entries[0]).toMatchObject({ severity: expect.stringMatching(/critical|high|medium|low/) });
  });

  test('of secret scanning is read as it is', async () => {
    // Of https://docs.github.com/rest/secret-scanning/secret-scanning#list-secret-scanning-alerts-for-an-organization
    const alert = {
      ...{ number: 2, created_at: '2020-11-06T18:48:51Z', state: 'resolved', resolution: 'false_positive' },
      ...{
        secret_type: 'adafruit_io_key',
        secret: 'aio_XXXX',
        push_protection_bypassed: true,
        is_base64_encoded: false,
      },
      repository: { id: 1296269, name: 'Hello-World', full_name: 'octocat/Hello-World', private: false },
    };
    expect(await secretFindings({ organisation: 'octocat' })(asking([alert]))).toEqual({
      entries: [
        { createdAt: '2020-11-06T18:48:51Z', repository: 'octocat/hello-world', severity: 'critical' },
      ],
    });
  });
});
