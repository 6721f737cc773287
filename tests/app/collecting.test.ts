import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import { fakeVendor, openCollectingHome } from '../support/collecting-home.ts';
import { viewerOf } from '../support/small-home.ts';

test('who waits for an answer goes before the questions of a long collection', async () => {
  const vendor = fakeVendor({ most: 1, concurrency: 1 });
  const home = await openCollectingHome([vendor], { services: 60 });
  const gate = Promise.withResolvers<void>();
  vendor.before = () => gate.promise;
  const running = home.tick();
  await expect.poll(() => vendor.questions.length).toBe(1);
  // The other lane waits for its turn already.
  const last = (await home.app.store.collections.due('fake', home.now, 60)).at(-1)?.key ?? '';
  const id = (await home.app.store.catalog.byKeys([last])).get(last)?.service.id ?? '';
  const somebody = await viewerOf(home.app, 'ana@acme.test');
  const checking = home.app.verbs.checkAgain(somebody, id);
  await new Promise((resolve) => setTimeout(resolve, 20));
  gate.resolve();
  await checking;
  expect(vendor.questions[1]?.ids).toEqual([id]);
  await running;
});

test('no more questions are under way than the collector allows, whoever asks', async () => {
  const vendor = fakeVendor({ most: 1, concurrency: 3 });
  const home = await openCollectingHome([vendor], { services: 60 });
  let underWay = 0;
  let most = 0;
  vendor.before = async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setImmediate(resolve));
    underWay -= 1;
  };
  const admin = await viewerOf(home.app, 'root@acme.test');
  await Promise.all([home.tick(), home.app.verbs.collect(admin, { kind: 'all' })]);
  expect(most).toBe(3);
});

test('silence that a vendor wants from its next question on is kept too', async () => {
  const vendor = fakeVendor({ most: 5 });
  const home = await openCollectingHome([vendor], { services: 5 });
  vendor.budget = { remaining: 0, pausedUntil: home.now + 2 * HOUR };
  await home.tick();
  const app = await home.reopen();
  expect((await app.store.collections.states()).get('fake')?.pausedUntil).toBe(home.now + 2 * HOUR);
  vendor.budget = {};
  home.now += HOUR;
  expect((await home.tick()).collected).toBe(0);
  home.now += HOUR;
  expect((await home.tick()).collected).toBe(5);
});

test('a wish for silence is kept at once, though the slice that it came in is never finished', async () => {
  const vendor = fakeVendor({ most: 1, concurrency: 2 });
  const home = await openCollectingHome([vendor], { services: 10 });
  const gate = Promise.withResolvers<void>();
  vendor.before = () => (vendor.questions.length === 1 ? Promise.resolve() : gate.promise);
  vendor.mood = (at) => ({ notBefore: at + HOUR });
  const running = home.tick().catch(() => {});
  const pause = async () => (await home.app.store.collections.states()).get('fake')?.pausedUntil;
  await expect.poll(pause).toBe(home.now + HOUR);
  await home.reopen();
  gate.resolve();
  await running;
  vendor.questions.length = 0;
  expect((await home.tick()).collected).toBe(0);
  expect(vendor.questions).toEqual([]);
});

test('once told to wait, what is still to be asked of a slice is not asked', async () => {
  const vendor = fakeVendor({ most: 1, concurrency: 1 });
  const home = await openCollectingHome([vendor], { services: 30 });
  vendor.mood = (at) => (vendor.questions.length > 10 ? { notBefore: at + 20 * MINUTE } : 'well');
  await home.tick();
  expect(vendor.questions).toHaveLength(11);
  vendor.mood = () => 'well';
  home.now += 20 * MINUTE;
  await home.tick();
  const known = Object.values(await home.known());
  expect(known.every(({ outcome }) => outcome === 'pass')).toBe(true);
});

test('a hint is collected soon, without a tick', async () => {
  const vendor = fakeVendor();
  const home = await openCollectingHome([vendor], { services: 1 });
  await home.tick();
  home.now += MINUTE;
  const key = (await home.app.store.catalog.find('s0'))?.key ?? '';
  await home.app.store.collections.hasten([key], home.now);
  home.app.context.collecting.wake();
  home.app.context.collecting.wake();
  await expect.poll(() => vendor.questions.length).toBe(2);
  expect(vendor.questions[1]?.at).toBe(home.now);
});
