import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { snyk } from '../../src/collectors/snyk.ts';
import type { Repository } from '../../src/domain/catalog.ts';
import { type SnykIssue, type SnykProject, snyk as standIn } from '../../src/vendors/snyk.ts';
import { given, NOW, service } from '../support/collecting.ts';
import { type AtWork, learned, notes, vendorAtWork } from '../support/vendor-at-work.ts';
import * as published from './snyk/published.ts';

function issue(id: string, more: Partial<SnykIssue> = {}): SnykIssue {
  return { id, created_at: '2026-03-01T00:00:00Z', ...more };
}

const MANIFEST: SnykProject = {
  ...{ id: 'P1', name: 'Acme/shop:services/payments/package.json' },
  target_file: 'services/payments/package.json',
  issues: [
    issue('I1', {
      effective_severity_level: 'critical',
      created_at: '2026-02-01T00:00:00Z',
      is_upgradeable: true,
    }),
    issue('I2'),
    issue('I3', { effective_severity_level: 'low' }),
    issue('I4', { effective_severity_level: 'critical', ignored: true }),
    issue('I5', { effective_severity_level: 'critical', status: 'resolved' }),
    issue('I6', { type: 'license' }),
  ],
};
const CODE: SnykProject = {
  ...{ id: 'P2', name: 'Acme/shop', type: 'sast' },
  issues: [
    issue('C1', { type: 'code', file: 'services/payments/pay.ts', created_at: '2026-01-01T00:00:00Z' }),
    issue('C2', { type: 'code', file: 'services/search/find.ts', effective_severity_level: 'medium' }),
  ],
};
const OTHER: SnykProject = {
  ...{
    id: 'P3',
    name: 'acme/shop:services/search/go.mod',
    target_file: 'services/search/go.mod',
    type: 'gomodules',
  },
  target: { id: 'T3', display_name: 'acme/shop' },
  issues: [issue('G1')],
};
const ALL = [MANIFEST, CODE, OTHER];

function account(projects: readonly SnykProject[] = ALL, options: Partial<AtWork> = {}) {
  return vendorAtWork(snyk, (clock) => standIn.api({ organisations: { o1: projects, o2: [] } }, clock), {
    settings: '{organisations: [o1]}',
    environment: (url) => ({ SNYK_TOKEN: 'snyk-token', SNYK_API_URL: url }),
    ...options,
  });
}

function of(paths: readonly string[] = [], url = 'github.com/acme/shop'): { repos: readonly Repository[] } {
  return { repos: [{ url, paths }] };
}

async function found(at: ReturnType<typeof account>, paths?: readonly string[], annotations = {}) {
  return (await (await at).collectOne(annotations, of(paths))).vulnerabilities;
}

describe('open issues', () => {
  test('are counted by severity, without what is ignored, resolved or a licence', async () => {
    const told = await found(account());
    expect(learned(told)).toEqual({
      part_of_monorepo: false,
      scanners: ['snyk'],
      open: { critical: 1, high: 3, medium: 1, low: 1, total: 6 },
      dependencies: { enabled: true, critical: 1, high: 2, medium: 0, low: 1, total: 4 },
      code: { enabled: true, critical: 0, high: 1, medium: 1, low: 0, total: 2 },
      fixable: 1,
      oldest_open_at: '2026-01-01T00:00:00.000Z',
      oldest_critical_at: '2026-02-01T00:00:00.000Z',
    });
    expect(notes(told)).toEqual({});
  });

  test('that there are none of are zero only where somebody looked', async () => {
    const told = await found(account([{ ...MANIFEST, issues: [] }]));
    expect(learned(told)).toMatchObject({
      open: { total: 0 },
      dependencies: { enabled: true, total: 0 },
      fixable: 0,
    });
    expect(learned(told)).not.toHaveProperty('code');
    expect(notes(told)).toEqual({
      code: 'Snyk does not look at its code: switch Snyk Code on',
      oldest_open_at: 'no vulnerability is open',
      oldest_critical_at: 'no critical vulnerability is open',
    });
  });

  test('of a part of a monorepo are those of its manifests and files', async () => {
    expect(learned(await found(account(), ['services/payments/**']))).toMatchObject({
      part_of_monorepo: true,
      dependencies: { total: 3 },
      code: { total: 1, high: 1 },
    });
  });

  test('of two parts of one repository count once', async () => {
    const { collectOne } = await account();
    const repos = [...of(['services/payments/**']).repos, ...of(['services']).repos];
    expect(learned((await collectOne({}, { repos })).vulnerabilities)).toMatchObject({ open: { total: 6 } });
  });

  test('are read over all pages', async () => {
    const issues = Array.from({ length: 250 }, (_, place) => issue(`I${place}`));
    const { collectOne, vendor } = await account([{ ...MANIFEST, issues }]);
    expect(learned((await collectOne({}, of())).vulnerabilities)).toMatchObject({ open: { high: 250 } });
    expect(vendor.requests.filter(({ path }) => path.includes('/issues'))).toHaveLength(3);
  });
});

describe('a link', () => {
  test.each([
    ['ids of projects', { 'snyk.io/project-ids': 'P1, P3' }, 4],
    ['a target by its name', { 'snyk.io/targets': 'acme/shop' }, 6],
    ['a target by its id', { 'snyk.io/target-id': 'T3' }, 1],
    ['all but some projects', { 'snyk.io/exclude-project-ids': 'P1' }, 3],
    ['an organisation of its own', { 'snyk.io/org-ids': 'o2, o1' }, 6],
  ])('may be %s', async (_name, annotations, total) => {
    expect(learned(await found(account(), [], annotations))).toMatchObject({ open: { total } });
  });

  test('goes by the address of the repository where the command line sent it', async () => {
    const target = { id: 'T', display_name: 'payments', url: 'http://github.com/Acme/shop.git' };
    const sent = { ...OTHER, name: 'payments', target };
    expect(learned(await found(account([sent])))).toMatchObject({ open: { total: 1 } });
    expect(
      notes(await found(account([{ ...sent, target: { ...target, url: 'https://gitlab.com/acme/shop' } }]))),
    ).toEqual({
      '': expect.stringMatching(/^not linked/),
    });
  });

  test('that is not there is a fact with what to add', async () => {
    const { collectOne } = await account();
    expect(notes((await collectOne()).vulnerabilities)['']).toBe(
      'not linked to vulnerability scanning: add `snyk.io/project-ids` to payments-api in the catalog',
    );
    expect(notes((await collectOne({}, of([], 'github.com/acme/new'))).vulnerabilities)['']).toBe(
      'not linked to vulnerability scanning: Snyk has no project of github.com/acme/new: import it there, or add `snyk.io/project-ids` to payments-api in the catalog',
    );
  });

  test.each([
    [
      'a project',
      { 'snyk.io/project-ids': 'P1,GONE' },
      /Snyk has no project GONE: correct `snyk.io\/project-ids`/,
    ],
    ['a target', { 'snyk.io/targets': 'acme/gone' }, /Snyk has no project of acme\/gone: correct/],
    [
      'an organisation',
      { 'snyk.io/org-id': 'gone' },
      /Snyk has no organisation gone .* correct `snyk.io\/org-id`/,
    ],
  ])('to what is not there is a fact with what to correct: %s', async (_name, annotations, words) => {
    expect(notes(await found(account(), [], annotations))['']).toMatch(words);
  });

  test('to projects that nobody watches is not zero', async () => {
    expect(notes(await found(account([{ ...MANIFEST, status: 'inactive' }])))).toEqual({
      '': 'no project of payments-api in Snyk is active: activate it there',
    });
    expect(notes(await found(account([{ ...CODE, type: 'terraformconfig' }])))['']).toMatch(
      /^Snyk looks only at configurations of payments-api/,
    );
  });
});

test('the projects of an organisation are read once for the services of a round', async () => {
  const { collect, vendor } = await account();
  const services = Array.from({ length: 20 }, (_, place) => service({ id: `s${place}`, ...of() }));
  await collect(services);
  expect(vendor.requests.filter(({ path }) => path.includes('/projects'))).toHaveLength(1);
});

describe('a failure of Snyk', () => {
  test.each([
    ['asked too often', { status: 429, retryAfter: 600 }, 'Snyk asks us to wait until 2026-03-12 09:51 UTC'],
    [
      'refused',
      { status: 403 },
      'Snyk answers 403 (the credentials do not allow it); it needs a token of a service account with the role Org Viewer, in a plan with API access',
    ],
    ['broken', { status: 500 }, 'Snyk answers 500 (it broke)'],
    [
      'a login page',
      { status: 200, body: '<html>', contentType: 'text/html' },
      'Snyk answers something that is not JSON (text/html)',
    ],
  ])('leaves vulnerabilities unknown: %s', async (_name, fault, words) => {
    expect(learned(await found(account(ALL, { fault: () => fault })))).toBe(words);
  });

  test('to show an organisation of ready.yml is our trouble, not the owner’s', async () => {
    expect(learned(await found(account(ALL, { settings: '{organisations: [gone]}' })))).toBe(
      'Snyk has no organisation gone that our token may see: correct `organisations` in ready.yml',
    );
  });

  test.each(['/issues', '/projects'])('in the middle of the pages of %s discards them all', async (piece) => {
    const issues = Array.from({ length: 250 }, (_, place) => issue(`I${place}`));
    const more = Array.from({ length: 250 }, (_, place) => ({
      id: `X${place}`,
      name: `acme/other-${place}`,
    }));
    const fault: AtWork['fault'] = ({ path }) =>
      path.includes(piece) && path.includes('starting_after') ? { status: 502 } : undefined;
    expect(learned(await found(account([{ ...MANIFEST, issues }, ...more], { fault })))).toBe(
      'Snyk answers 502 (it is not reachable)',
    );
  });

  test('to get on with its pages is noticed', async () => {
    const links = { next: '/rest/orgs/o1/projects?version=2024-10-15&starting_after=A' };
    const api = () =>
      new Hono().get('/rest/orgs/o1/projects', (context) => context.json({ data: [], links }));
    const { collectOne } = await vendorAtWork(snyk, api, {
      settings: '{organisations: [o1]}',
      environment: (url) => ({ SNYK_TOKEN: 'snyk-token', SNYK_API_URL: url }),
    });
    expect(learned((await collectOne({}, of())).vulnerabilities)).toBe(
      'Snyk leads from a page back to itself',
    );
  });

  test('to answer at all holds up nobody who stops', async () => {
    const { bound } = await account(ALL, { fault: () => ({ ends: 'never' }) });
    const stop = new AbortController();
    const asking = bound.collect([{ service: service(of()), flags: [] }], { now: NOW, signal: stop.signal });
    stop.abort(new Error('stopping'));
    await expect(asking).rejects.toThrow('stopping');
  });
});

test('without its organisations it is not configured, and says so', () => {
  const { collector, problems } = snyk.configure(
    given('snyk', { environment: { SNYK_TOKEN: 'snyk-token' } }),
  );
  expect(problems).toEqual([]);
  expect(collector.source.configured).toEqual({
    lacks: 'collectors.snyk.organisations is not set in ready.yml',
  });
});

test('the answers that Snyk publishes are read', async () => {
  const api = () =>
    new Hono()
      .get('/rest/orgs/o1/projects', (context) => context.json(published.projects))
      .get('/rest/orgs/o1/issues', (context) =>
        context.json(
          context.req.query('starting_after') === undefined ? published.issues : published.lastIssues,
        ),
      );
  const { collectOne } = await vendorAtWork(snyk, api, {
    settings: '{organisations: [o1]}',
    environment: (url) => ({ SNYK_TOKEN: 'snyk-token', SNYK_API_URL: url }),
  });
  const { vulnerabilities } = await collectOne({}, of([], 'github.com/nnillni/backstage'));
  expect(learned(vulnerabilities)).toMatchObject({
    open: { critical: 0, high: 1, medium: 1, low: 0, total: 2 },
    fixable: 2,
    oldest_open_at: '2023-05-23T08:27:29.611Z',
  });
});
