import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { circleci } from '../../src/collectors/circleci.ts';
import {
  type CircleCIContents,
  type CircleCIPipeline,
  type CircleCIProject,
  circleci as standIn,
} from '../../src/vendors/circleci.ts';
import { NOW, service } from '../support/collecting.ts';
import { type AtWork, learned, notes, vendorAtWork } from '../support/vendor-at-work.ts';
import * as published from './circleci/published.ts';

const SHOP = { repos: [{ url: 'github.com/acme/shop', paths: [] }] };

function run(number: number, ...workflows: readonly string[]): CircleCIPipeline {
  return {
    ...{ id: `p${number}`, number, revision: `c${number}` },
    created_at: '2026-03-12T08:00:00Z',
    workflows: workflows.map((status, place) => ({
      name: `w${place}`,
      status,
      stopped_at: ['running', 'on_hold', 'failing'].includes(status) ? null : '2026-03-12T08:12:30Z',
    })),
  };
}

const PROJECT: CircleCIProject = {
  slug: 'gh/acme/shop',
  pipelines: [run(7, 'success', 'success'), run(6, 'failed')],
  insights: [
    { name: 'w0', successful_runs: 45, failed_runs: 5 },
    { name: 'nightly', successful_runs: 20, failed_runs: 10 },
  ],
};

function account(
  project: Partial<CircleCIProject> = {},
  options: Partial<AtWork> & { readonly contents?: Partial<CircleCIContents> } = {},
) {
  const { contents: more, ...atWork } = options;
  const contents = { collaborations: ['gh/acme'], projects: [{ ...PROJECT, ...project }], ...more };
  return vendorAtWork(circleci, (clock) => standIn.api(contents, clock), {
    environment: (url) => ({ CIRCLECI_TOKEN: 'circle-token', CIRCLECI_API_URL: url }),
    ...atWork,
  });
}

async function ci(at: ReturnType<typeof account>) {
  return (await (await at).collectOne({}, SHOP)).ci;
}

describe('pipelines', () => {
  test('tell their workflows, the newest run, and how many passed', async () => {
    expect(learned(await ci(account()))).toEqual({
      part_of_monorepo: false,
      providers: ['circleci'],
      pipelines: ['nightly', 'w0', 'w1'],
      passing: true,
      last_run: {
        status: 'passed',
        started_at: '2026-03-12T08:00:00.000Z',
        finished_at: '2026-03-12T08:12:30.000Z',
        minutes: 12.5,
        commit: 'c7',
        url: 'https://app.circleci.com/pipelines/github/acme/shop/7',
      },
      success_rate: 81.3,
    });
  });

  test.each([
    ['one workflow failed', [run(7, 'success', 'failed')], 'failed', false],
    ['one will fail', [run(7, 'running', 'failing'), run(6, 'success')], 'failed', false],
    [
      'one still runs: the run before counts',
      [run(7, 'success', 'running'), run(6, 'success')],
      'running',
      true,
    ],
    ['it was cancelled: the run before counts', [run(7, 'canceled'), run(6, 'failed')], 'cancelled', false],
    ['all passed that could run before an approval', [run(7, 'success', 'on_hold')], 'running', true],
    ['its configuration is broken', [{ ...run(7), state: 'errored' as const }], 'failed', false],
    [
      'its workflows are yet to come',
      [{ ...run(7), state: 'pending' as const }, run(6, 'success')],
      'running',
      true,
    ],
    ['nothing of it was to run', [run(7, 'not_run'), run(6, 'success')], 'passed', true],
    [
      'the newest is of another branch',
      [{ ...run(7, 'failed'), branch: 'fix' }, run(6, 'success')],
      'passed',
      true,
    ],
  ])('decide whether the branch passes: %s', async (_name, pipelines, status, passing) => {
    expect(learned(await ci(account({ pipelines })))).toMatchObject({ passing, last_run: { status } });
  });

  test('of a part of a monorepo are those of the whole, and that is said', async () => {
    const { collectOne } = await account();
    const { ci: told } = await collectOne(
      {},
      { repos: [{ url: 'github.com/acme/shop', paths: ['pay/**'] }] },
    );
    expect(learned(told)).toMatchObject({ part_of_monorepo: true, passing: true });
  });

  test('that were run again are judged by the newest attempt', async () => {
    const again = {
      name: 'w0',
      status: 'success',
      created_at: '2026-03-12T08:30:00Z',
      stopped_at: '2026-03-12T08:40:00Z',
    };
    const first = run(7, 'failed');
    const pipelines = [{ ...first, workflows: [...(first.workflows ?? []), again] }];
    expect(learned(await ci(account({ pipelines })))).toMatchObject({ passing: true });
  });

  test('of which none has ended leave it unknown whether the branch passes', async () => {
    const told = await ci(
      account({ pipelines: Array.from({ length: 12 }, (_, place) => run(20 - place, 'running')) }),
    );
    expect(learned(told)).not.toHaveProperty('passing');
    expect(notes(told).passing).toBe('no run of main has ended lately');
  });

  test('without a run in 30 days have no rate, which is not zero', async () => {
    expect(notes(await ci(account({ insights: [] }))).success_rate).toBe(
      'no run of main ended in the last 30 days',
    );
  });

  test('that never ran are a fact with what to do', async () => {
    expect(notes(await ci(account({ pipelines: [] })))).toEqual({
      '': 'CircleCI has not run main of gh/acme/shop lately: let it build that branch',
    });
  });

  test('are told without a rate where Insights fails', async () => {
    const fault: AtWork['fault'] = ({ path }) => (path.includes('/insights/') ? { status: 403 } : undefined);
    const told = await ci(account({}, { fault }));
    expect(learned(told)).toMatchObject({ passing: true, pipelines: ['w0', 'w1'] });
    expect(notes(told).success_rate).toMatch(/^Insights: CircleCI answers 403/);
  });

  test('are put off as a whole where Insights asks to wait', async () => {
    const fault: AtWork['fault'] = ({ path }) =>
      path.includes('/insights/') ? { status: 429, retryAfter: 600 } : undefined;
    expect(await ci(account({}, { fault }))).toMatchObject({ notBefore: NOW + 600_000 });
  });
});

describe('a link', () => {
  test('may be an annotation, as in the address of the page', async () => {
    const { collectOne } = await account();
    const { ci: told } = await collectOne({ 'circleci.com/project-slug': 'github/acme/shop' });
    expect(learned(told)).toMatchObject({ passing: true });
  });

  test('spells the repository as Backstage does', async () => {
    const { collectOne } = await account({ slug: 'gh/Acme/Shop' });
    const { ci: told } = await collectOne({ 'github.com/project-slug': 'Acme/Shop' }, SHOP);
    expect(learned(told)).toMatchObject({ passing: true });
  });

  test('that is not there is a fact with what to add, and costs no request', async () => {
    const { collectOne, vendor } = await account();
    expect(notes((await collectOne()).ci)).toEqual({
      '': 'not linked to CI/CD: add `circleci.com/project-slug` to payments-api in the catalog',
    });
    expect(vendor.requests).toEqual([]);
  });

  test('to a project that is not set up is a fact, where the organisation is ours', async () => {
    expect(notes(await ci(account({ slug: 'gh/acme/other' })))['']).toMatch(
      /^not linked to CI\/CD: CircleCI has no project gh\/acme\/shop: set it up there/,
    );
    const foreign = account({ slug: 'gh/acme/other' }, { contents: { collaborations: ['gh/elsewhere'] } });
    expect(learned(await ci(foreign))).toBe('CircleCI does not show our token the organisation gh/acme');
  });
});

describe('a failure of CircleCI', () => {
  test.each([
    [
      'asked too often',
      { status: 429, retryAfter: 600 },
      'CircleCI asks us to wait until 2026-03-12 09:51 UTC',
    ],
    ['broken', { status: 500 }, 'CircleCI answers 500 (it broke)'],
    [
      'a login page',
      { status: 200, body: '<html>', contentType: 'text/html' },
      'CircleCI answers something that is not JSON (text/html)',
    ],
  ])('leaves CI/CD unknown: %s', async (_name, fault, words) => {
    expect(learned(await ci(account({}, { fault: () => fault })))).toBe(words);
  });

  test('to know our token says what it needs', async () => {
    const environment = (url: string) => ({ CIRCLECI_TOKEN: 'wrong', CIRCLECI_API_URL: url });
    expect(learned(await ci(account({}, { environment })))).toBe(
      'CircleCI answers 401 (the credentials are not accepted); it needs a personal API token of a member of the organisation (project tokens do not do)',
    );
  });

  test('in the middle of the pages of Insights leaves no half of a rate', async () => {
    const insights = Array.from({ length: 50 }, (_, place) => ({
      ...{ name: `i${place}`, successful_runs: 1, failed_runs: 0 },
    }));
    const fault: AtWork['fault'] = ({ path }) =>
      path.includes('page-token=20') ? { status: 500 } : undefined;
    const told = await ci(account({ insights }, { fault }));
    expect(learned(told)).toMatchObject({ passing: true, pipelines: ['w0', 'w1'] });
    expect(learned(told)).not.toHaveProperty('success_rate');
    expect(learned(await ci(account({ insights })))).toMatchObject({ success_rate: 100 });
  });

  test('in the middle of the workflows of a run discards the whole answer', async () => {
    const pipelines = [run(7, ...Array.from({ length: 30 }, () => 'success'))];
    const fault: AtWork['fault'] = ({ path }) =>
      path.includes('/workflow?page-token=20') ? { status: 500 } : undefined;
    expect(learned(await ci(account({ pipelines }, { fault })))).toBe('CircleCI answers 500 (it broke)');
  });

  test('to answer at all holds up nobody who stops', async () => {
    const { bound } = await account({}, { fault: () => ({ ends: 'never' }) });
    const stop = new AbortController();
    const asking = bound.collect([{ service: service(SHOP), flags: [] }], { now: NOW, signal: stop.signal });
    stop.abort(new Error('stopping'));
    await expect(asking).rejects.toThrow('stopping');
  });
});

test('the answers that CircleCI publishes are read', async () => {
  const slug = 'gh/circleci-public/api-preview-docs';
  const api = () =>
    new Hono()
      .get(`/api/v2/project/${slug}`, (context) => context.json(published.project))
      .get(`/api/v2/project/${slug}/pipeline`, (context) => context.json(published.pipelines))
      .get('/api/v2/pipeline/:id/workflow', (context) => context.json(published.workflows))
      .get(`/api/v2/insights/${slug}/workflows`, (context) => context.json(published.metrics));
  const { collectOne } = await vendorAtWork(circleci, api, {
    environment: (url) => ({ CIRCLECI_TOKEN: 'circle-token', CIRCLECI_API_URL: url }),
  });
  const { ci: told } = await collectOne({ 'circleci.com/project-slug': slug });
  expect(learned(told)).toMatchObject({
    pipelines: ['build-and-test'],
    passing: true,
    last_run: { minutes: 4, commit: 'f454a02b5d10fcccfd7d9dd7608a76d6493a98b4' },
  });
});
