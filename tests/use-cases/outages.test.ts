import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import {
  type CollectingHome,
  type FakeVendor,
  fakeVendor,
  openCollectingHome,
} from '../support/collecting-home.ts';
import { onBothDatabases } from '../support/databases.ts';

/** The job at work for so long. */
async function pass(home: CollectingHome, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    home.now += MINUTE;
    await home.tick();
  }
}

async function told({ app, now }: CollectingHome) {
  const intents = await app.store.messages.claim(now, 100, []);
  await app.store.messages.settle(intents, { state: 'dropped', at: now, error: 'read' });
  return intents.map(({ kind, audience, subject }) => [kind, audience, subject]);
}

const outageOf = async ({ app }: CollectingHome) =>
  (await app.store.collections.states()).get('fake')?.outageSince ?? null;

const everybody = (subject: object) =>
  ['root@acme.test', 'bo@acme.test'].map((person) => ['outage', { kind: 'person', person }, subject]);

async function collected(vendor: FakeVendor, database?: string) {
  const home = await openCollectingHome([vendor], { services: 20, database });
  await home.tick();
  await pass(home, 60);
  return home;
}

onBothDatabases('an outage', (database) => {
  test('is told to each admin once when it begins and once when it ends, and changes nothing else', async () => {
    const vendor = fakeVendor();
    const home = await collected(vendor, await database.url());
    const before = await home.known();
    vendor.mood = () => 'broken';
    await pass(home, 40);
    const since = await outageOf(home);
    expect(since).toBeGreaterThan(home.now - 40 * MINUTE);
    expect(await told(home)).toEqual(everybody({ collector: 'fake', since }));
    await pass(home, 60);
    expect(await told(home)).toEqual([]);
    expect(await home.known()).toEqual(before);
    vendor.mood = () => 'well';
    await pass(home, 6);
    expect(await outageOf(home)).toBe(null);
    expect(await told(home)).toEqual(
      everybody({
        collector: 'fake',
        since,
        ended: expect.toSatisfy((at: number) => at > home.now - 6 * MINUTE),
      }),
    );
  });
});

describe('while a vendor is out', () => {
  test('a few services are asked now and then, and all that is due as soon as one of them is answered', async () => {
    const vendor = fakeVendor({ most: 1 });
    const home = await collected(vendor);
    vendor.mood = () => 'broken';
    await pass(home, 60);
    expect(await outageOf(home)).not.toBe(null);
    vendor.questions.length = 0;
    await pass(home, 30);
    // Five of them every five minutes.
    expect(vendor.questions.length).toBeGreaterThan(0);
    expect(vendor.questions.length).toBeLessThanOrEqual(6 * 5);
    home.now += HOUR;
    vendor.questions.length = 0;
    await home.tick();
    expect(vendor.questions).toHaveLength(5);
    vendor.mood = () => 'well';
    home.now += 5 * MINUTE;
    expect((await home.tick()).collected).toBe(20);
  });

  test('a restart neither forgets it nor tells it again', async () => {
    const vendor = fakeVendor();
    const home = await collected(vendor);
    vendor.mood = () => 'broken';
    // Questions are spread as if by chance: how soon an outage shows is not the same each time.
    await pass(home, 60);
    const since = await outageOf(home);
    expect(since).not.toBeNull();
    await told(home);
    await home.reopen();
    await pass(home, 10);
    expect(await outageOf(home)).toBe(since);
    expect(await told(home)).toEqual([]);
  });
});

describe('no outage', () => {
  test('is a failure of a few services, however long', async () => {
    const vendor = fakeVendor();
    const home = await collected(vendor);
    vendor.mood = (_at, id) => (id === undefined || Number(id.slice(1)) > 6 ? 'well' : 'broken');
    await pass(home, 180);
    expect(await outageOf(home)).toBe(null);
    expect(await told(home)).toEqual([]);
  });

  test('is a vendor that asks to wait', async () => {
    const vendor = fakeVendor();
    const home = await collected(vendor);
    vendor.mood = (at) => ({ notBefore: at + 30 * MINUTE });
    await pass(home, 120);
    expect(await outageOf(home)).toBe(null);
    expect(vendor.forbidden).toEqual([]);
  });

  test('is a failure for everybody that ends within ten minutes', async () => {
    const vendor = fakeVendor({ interval: 5 * MINUTE });
    const home = await collected(vendor);
    const from = home.now;
    vendor.mood = (at) => (at < from + 8 * MINUTE ? 'broken' : 'well');
    await pass(home, 60);
    expect(await told(home)).toEqual([]);
  });
});
