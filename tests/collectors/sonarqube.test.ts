import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { sonarqube } from '../../src/collectors/sonarqube.ts';
import { type SonarQubeProject, sonarqube as standIn } from '../../src/vendors/sonarqube.ts';
import { given, NOW, service } from '../support/collecting.ts';
import { type AtWork, learned, notes, vendorAtWork } from '../support/vendor-at-work.ts';
import * as published from './sonarqube/published.ts';

const LINKED = { 'sonarqube.org/project-key': 'acme_shop' };

const SHOP: SonarQubeProject = {
  key: 'acme_shop',
  measures: { coverage: '81.3', branch_coverage: '70.0', new_coverage: '92.5', ncloc: '12000' },
  analyses: [
    { date: '2026-03-11T12:00:00+0100', revision: 'c2' },
    { date: '2026-03-10T12:00:00+0100', revision: 'c1' },
  ],
};

function server(project: Partial<SonarQubeProject> = {}, options: Partial<AtWork> = {}) {
  return vendorAtWork(sonarqube, (clock) => standIn.api({ projects: [{ ...SHOP, ...project }] }, clock), {
    environment: (url) => ({ SONARQUBE_TOKEN: 'sonar-token', SONARQUBE_URL: url }),
    ...options,
  });
}

async function coverage(
  at: ReturnType<typeof server>,
  annotations: Readonly<Record<string, string>> = LINKED,
) {
  return (await (await at).collectOne(annotations)).coverage;
}

describe('the last analysis', () => {
  test('tells how much is run, also of new code, when, and of which commit', async () => {
    const { collectOne, vendor } = await server();
    expect(learned((await collectOne(LINKED)).coverage)).toEqual({
      percent: 81.3,
      branch_percent: 70,
      new_code_percent: 92.5,
      commit: 'c2',
      measured_at: '2026-03-11T11:00:00.000Z',
      url: `${vendor.url}/dashboard?id=acme_shop`,
    });
  });

  test('without a report of tests has no coverage, which is not zero', async () => {
    const told = await coverage(server({ measures: { ncloc: '12000' } }));
    expect(learned(told)).not.toHaveProperty('percent');
    expect(notes(told).percent).toBe(
      'SonarQube has no coverage of acme_shop: give the scanner the report of its tests',
    );
  });

  test('that names no commit leaves it out', async () => {
    const told = await coverage(server({ analyses: [{ date: '2026-03-11T12:00:00+0100' }] }));
    expect(learned(told)).not.toHaveProperty('commit');
    expect(notes(told)).toEqual({ commit: 'the analysis does not say of which commit it is' });
  });

  test('that never was is said', async () => {
    expect(notes(await coverage(server({ measures: {}, analyses: [] })))).toEqual({
      '': 'SonarQube has not analysed acme_shop yet: run the scanner in CI',
    });
  });

  test('is asked of an old server with its own kind of credentials', async () => {
    const { collectOne, vendor } = await server({}, { settings: '{authentication: basic}' });
    expect(learned((await collectOne(LINKED)).coverage)).toMatchObject({ percent: 81.3 });
    expect(vendor.requests[0]?.headers.authorization).toMatch(/^Basic /);
  });
});

describe('a link', () => {
  test('that is not there is a fact with what to add, and costs no request', async () => {
    const { collectOne, vendor } = await server();
    expect(notes((await collectOne()).coverage)).toEqual({
      '': 'not linked to code coverage: add `sonarqube.org/project-key` to payments-api in the catalog',
    });
    expect(vendor.requests).toEqual([]);
  });

  test('to a project that is not there is a fact with what to correct', async () => {
    expect(notes(await coverage(server(), { 'sonarqube.org/project-key': 'gone' }))['']).toMatch(
      /^not linked to code coverage: SonarQube has no project gone: correct/,
    );
  });

  test('may name the server as Backstage does', async () => {
    const annotations = { 'sonarqube.org/project-key': 'default/acme_shop' };
    expect(learned(await coverage(server(), annotations))).toMatchObject({ percent: 81.3 });
  });
});

describe('a failure of SonarQube', () => {
  test.each([
    [
      'asked too often',
      { status: 429, retryAfter: 600 },
      'SonarQube asks us to wait until 2026-03-12 09:51 UTC',
    ],
    ['broken', { status: 500 }, 'SonarQube answers 500 (it broke)'],
    [
      'a login page',
      { status: 200, body: '<html>', contentType: 'text/html' },
      'SonarQube answers something that is not JSON (text/html)',
    ],
    [
      'an answer of another shape',
      { status: 200, body: '{}' },
      'SonarQube answers what we cannot read: component: Invalid input: expected object, received undefined',
    ],
  ])('leaves coverage unknown: %s', async (_name, fault, words) => {
    expect(learned(await coverage(server({}, { fault: () => fault })))).toBe(words);
  });

  test('to know our token, or to let its user in, says what it needs', async () => {
    const environment = (url: string) => ({ SONARQUBE_TOKEN: 'wrong', SONARQUBE_URL: url });
    const needs = 'it needs a user token of somebody with the permission Browse on the project';
    expect(learned(await coverage(server({}, { environment })))).toBe(
      `SonarQube answers 401 (the credentials are not accepted); ${needs}`,
    );
    expect(learned(await coverage(server({ forbidden: true })))).toBe(
      `SonarQube answers 403 (the credentials do not allow it); ${needs}`,
    );
  });

  test('between the two questions discards the first answer', async () => {
    const fault: AtWork['fault'] = ({ path }) => (path.includes('analyses') ? { status: 502 } : undefined);
    expect(learned(await coverage(server({}, { fault })))).toBe(
      'SonarQube answers 502 (it is not reachable)',
    );
  });

  test('to answer at all holds up nobody who stops', async () => {
    const { bound } = await server({}, { fault: () => ({ ends: 'never' }) });
    const stop = new AbortController();
    const asked = [{ service: service({ annotations: LINKED }), flags: [] }];
    const asking = bound.collect(asked, { now: NOW, signal: stop.signal });
    stop.abort(new Error('stopping'));
    await expect(asking).rejects.toThrow('stopping');
  });
});

test('without the address of a server it is not configured, and says so', () => {
  const { collector } = sonarqube.configure(
    given('sonarqube', { environment: { SONARQUBE_TOKEN: 'sonar-token' } }),
  );
  expect(collector.source.configured).toEqual({ lacks: 'SONARQUBE_URL is not set' });
});

test('the answers that SonarQube publishes are read', async () => {
  const api = () =>
    new Hono()
      .get('/api/measures/component', (context) => context.json(published.component))
      .get('/api/project_analyses/search', (context) => context.json(published.analyses));
  const { collectOne } = await vendorAtWork(sonarqube, api, {
    environment: (url) => ({ SONARQUBE_TOKEN: 'sonar-token', SONARQUBE_URL: url }),
  });
  const { coverage: told } = await collectOne({ 'sonarqube.org/project-key': 'MY_PROJECT' });
  expect(learned(told)).toMatchObject({
    percent: 82.4,
    new_code_percent: 25,
    commit: 'be6c75b85da526349c44e3978374c95e0b80a96d',
    measured_at: '2016-12-12T16:12:45.000Z',
  });
});
