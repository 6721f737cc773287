import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import { fakeVendor, openCollectingHome } from '../support/collecting-home.ts';
import { START, viewerOf } from '../support/small-home.ts';

const SCORECARD = `
id: readiness
name: Readiness
maintainers: []
levels: [bronze]
rules:
  - {id: approval, title: A, level: bronze, max_age: 1h, expression: vcs.default_branch.required_approvals >= 1, why: W., fix: F.}
`;

test('tells of each collector what it is, how often it asks, and how that goes', async () => {
  const vendor = fakeVendor();
  const home = await openCollectingHome([vendor], { services: 6, scorecard: SCORECARD });
  vendor.mood = (_at, id) => (id === 's1' ? 'broken' : 'well');
  vendor.budget = { limit: 5_000, remaining: 12, resetsAt: START + HOUR };
  await home.tick();
  const admin = await viewerOf(home.app, 'root@acme.test');
  expect(await home.app.verbs.showSources(admin)).toEqual({
    sources: [
      {
        collector: 'fake',
        vendor: 'Fakehub',
        summary: 'How many approvals a merge needs.',
        fills: ['vcs'],
        configured: true,
        told: false,
        interval: 30 * MINUTE,
        services: 6,
        failing: 1,
        due: 0,
        lastGoodAt: START,
        lastError: { message: 'Fakehub cannot tell of s1', at: START },
        outageSince: null,
        rate: { limit: 5_000, remaining: 12, resetsAt: START + HOUR },
        pausedUntil: null,
      },
    ],
  });
});

test('tells until when a vendor wants silence, also after a restart, and until it is over', async () => {
  const vendor = fakeVendor();
  const home = await openCollectingHome([vendor], { services: 1 });
  vendor.mood = (at) => ({ notBefore: at + HOUR });
  await home.tick();
  const app = await home.reopen();
  const admin = await viewerOf(app, 'root@acme.test');
  const [paused] = (await app.verbs.showSources(admin)).sources;
  expect(paused).toMatchObject({ pausedUntil: START + HOUR, lastGoodAt: null, lastError: null, rate: null });
  home.now += HOUR;
  expect((await app.verbs.showSources(admin)).sources[0]?.pausedUntil).toBe(null);
});

test('tells what a collector lacks that is not configured', async () => {
  const vendor = fakeVendor({ needs: 'FAKE_TOKEN' });
  const home = await openCollectingHome([vendor], { services: 2 });
  await home.tick();
  const admin = await viewerOf(home.app, 'root@acme.test');
  expect((await home.app.verbs.showSources(admin)).sources).toMatchObject([
    { configured: { lacks: 'FAKE_TOKEN is not set' }, services: 0, due: 0, lastGoodAt: null },
  ]);
  expect(vendor.questions).toEqual([]);
});

test('is for admins', async () => {
  const home = await openCollectingHome([fakeVendor()], { services: 1 });
  const member = await viewerOf(home.app, 'ana@acme.test');
  await expect(home.app.verbs.showSources(member)).rejects.toThrow('Only admins');
});
