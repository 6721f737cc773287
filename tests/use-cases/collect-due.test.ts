import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/domain/instant.ts';
import { collectDue } from '../../src/use-cases/collect-due.ts';
import { hastenCollection } from '../../src/use-cases/hasten-collection.ts';
import { type FakeVendor, fakeVendor, openCollectingHome } from '../support/collecting-home.ts';
import { onBothDatabases } from '../support/databases.ts';

const askedIds = ({ questions }: FakeVendor) => questions.flatMap(({ ids }) => ids);

async function keyOf(home: Awaited<ReturnType<typeof openCollectingHome>>, id: string): Promise<string> {
  return (await home.app.store.catalog.find(id))?.key ?? '';
}

describe('a collection', () => {
  test('asks about every service once, in full questions, and judges what it learned', async () => {
    const vendor = fakeVendor({ most: 5 });
    const home = await openCollectingHome([vendor], { services: 12 });
    expect(await home.tick()).toEqual({ collected: 12, troubled: 0 });
    expect(vendor.questions.map(({ ids }) => ids.length)).toEqual([5, 5, 2]);
    expect(new Set(askedIds(vendor)).size).toBe(12);
    expect(new Set(Object.values(await home.known()).map(({ outcome }) => outcome))).toEqual(
      new Set(['pass']),
    );
    expect(await home.tick()).toEqual({ collected: 0, troubled: 0 });
  });

  test('asks again within an interval, spread over it, and never later', async () => {
    const vendor = fakeVendor({ most: 1 });
    const home = await openCollectingHome([vendor], { services: 40 });
    await home.tick();
    const perTick: number[] = [];
    for (let minute = 1; minute <= 60; minute += 5) {
      home.now += 5 * MINUTE;
      perTick.push((await home.tick()).collected);
    }
    expect(perTick.reduce((sum, asked) => sum + asked)).toBeGreaterThanOrEqual(40);
    expect(Math.max(...perTick)).toBeLessThan(15);
    expect(new Set(askedIds(vendor).slice(40)).size).toBe(40);
  });

  test('takes along those that would be due soon where a question is not full', async () => {
    const vendor = fakeVendor({ most: 10 });
    const home = await openCollectingHome([vendor], { services: 10 });
    await home.tick();
    for (let minute = 0; minute < 6 * 60; minute++) {
      home.now += MINUTE;
      await home.tick();
    }
    const asked = vendor.questions.length;
    // Six hours of ten services, one question for all in the best case, sixty for each alone.
    expect(asked).toBeLessThan(25);
    expect(asked).toBeGreaterThanOrEqual(6);
  });

  test('a rule that wants younger facts has them collected more often', async () => {
    const vendor = fakeVendor({ interval: DAY });
    const scorecard = `
id: readiness
name: Readiness
maintainers: []
levels: [bronze]
rules:
  - {id: approval, title: A, level: bronze, max_age: 2h, expression: vcs.default_branch.required_approvals >= 1, why: W., fix: F.}
`;
    const home = await openCollectingHome([vendor], { services: 3, scorecard });
    await home.tick();
    home.now += HOUR;
    await home.tick();
    expect(new Set(askedIds(vendor).slice(3)).size).toBe(3);
  });

  test('is not started beside itself, and another collector does not wait for it', async () => {
    const slow = fakeVendor({ name: 'slow' });
    const quick = fakeVendor({ name: 'quick', interval: 2 * MINUTE });
    const home = await openCollectingHome([slow, quick], { services: 3 });
    const gate = Promise.withResolvers<void>();
    slow.before = () => gate.promise;
    const first = home.tick();
    await expect.poll(() => quick.questions.length).toBe(1);
    await expect.poll(async () => (await home.known()).s0?.approvals).not.toBe(null);
    home.now += 2 * MINUTE;
    await home.tick();
    expect(quick.questions).toHaveLength(2);
    expect(slow.questions).toHaveLength(1);
    gate.resolve();
    await first;
    expect((await home.tick()).collected).toBe(0);
    expect(slow.questions).toHaveLength(1);
  });

  test('one slow answer holds up neither the other services nor what they are judged by', async () => {
    const vendor = fakeVendor({ most: 1, concurrency: 2 });
    const home = await openCollectingHome([vendor], { services: 120 });
    const gate = Promise.withResolvers<void>();
    vendor.before = () => (vendor.questions.at(-1)?.ids[0] === 's0' ? gate.promise : Promise.resolve());
    const running = home.tick();
    await expect.poll(() => new Set(askedIds(vendor)).size).toBe(120);
    const judged = async () =>
      Object.values(await home.known()).filter(({ outcome }) => outcome === 'pass').length;
    await expect.poll(judged).toBeGreaterThanOrEqual(70);
    gate.resolve();
    await running;
    expect(await judged()).toBe(120);
  });

  test('a service that we break on is found, and the others of its question are answered', async () => {
    const vendor = fakeVendor({ most: 8 });
    const home = await openCollectingHome([vendor], { services: 8 });
    vendor.approvals = (id) => {
      if (id === 's5') throw new TypeError('x is undefined');
      return 1;
    };
    expect(await home.tick()).toEqual({ collected: 8, troubled: 1 });
    const known = await home.known();
    expect(Object.keys(known).filter((id) => known[id]?.outcome === 'unknown')).toEqual(['s5']);
    expect(home.log.lines.filter(({ level }) => level === 'error')).toEqual([
      expect.objectContaining({
        event: 'a collector broke',
        fields: expect.objectContaining({ services: ['s5'] }),
      }),
    ]);
    // Eight, then by halves: four and four, two and two, one and one.
    expect(vendor.questions).toHaveLength(7);
  });
});

describe('a failure', () => {
  test('leaves facts and outcomes as they were, and is tried again ever later, at least each interval', async () => {
    const vendor = fakeVendor({ most: 1, interval: 30 * MINUTE });
    const home = await openCollectingHome([vendor], { services: 2 });
    await home.tick();
    const before = await home.known();
    vendor.mood = (_at, id) => (id === 's0' ? 'broken' : 'well');
    vendor.questions.length = 0;
    for (let minute = 0; minute < 180; minute++) {
      home.now += MINUTE;
      await home.tick();
    }
    expect(await home.known()).toEqual(before);
    const asked = vendor.questions.filter(({ ids }) => ids.includes('s0')).map(({ at }) => at);
    const waits = asked.slice(1).map((at, nth) => (at - (asked[nth] ?? 0)) / MINUTE);
    expect(waits.slice(0, 4)).toEqual(
      [1, 2, 4, 8].map((wait) => expect.toSatisfy((had: number) => had >= wait * 0.75 && had <= wait + 1)),
    );
    expect(Math.max(...waits)).toBeLessThanOrEqual(31);
    vendor.mood = () => 'well';
    home.now += 30 * MINUTE;
    expect(await home.tick()).toEqual({ collected: 2, troubled: 0 });
  });

  test('of one service is no trouble of the others', async () => {
    const vendor = fakeVendor();
    const home = await openCollectingHome([vendor], { services: 10 });
    vendor.mood = (_at, id) => (id === 's3' ? 'broken' : 'well');
    expect(await home.tick()).toEqual({ collected: 10, troubled: 1 });
    const states = await home.app.store.collections.states();
    expect(states.get('fake')).toMatchObject({ lastError: 'Fakehub cannot tell of s3', outageSince: null });
  });
});

onBothDatabases('a vendor that asks to wait', (database) => {
  test('is asked nothing more before, also not by another process, and good facts stay untouched', async () => {
    const vendor = fakeVendor({ most: 2, concurrency: 1 });
    const home = await openCollectingHome([vendor], { services: 10, database: await database.url() });
    await home.tick();
    const before = await home.app.store.facts.of([await keyOf(home, 's0')]);
    const until = home.now + HOUR + 20 * MINUTE;
    home.now += HOUR;
    vendor.mood = () => ({ notBefore: until });
    vendor.questions.length = 0;
    await home.tick();
    expect(vendor.questions).toHaveLength(1);
    await home.reopen();
    home.now = until - 1;
    await home.tick();
    expect(vendor.questions).toHaveLength(1);
    expect(await home.app.store.facts.of([await keyOf(home, 's0')])).toEqual(before);
    vendor.mood = () => 'well';
    home.now = until;
    expect((await home.tick()).collected).toBe(10);
    expect(vendor.forbidden).toEqual([]);
  });
});

describe('what a vendor asks to wait with', () => {
  test('leaves what was never known unknown, and says why', async () => {
    const vendor = fakeVendor({ most: 5, concurrency: 1 });
    const home = await openCollectingHome([vendor], { services: 5 });
    vendor.mood = (at) => ({ notBefore: at + HOUR });
    await home.tick();
    const [document] = (await home.app.store.facts.of([await keyOf(home, 's0')])).values();
    expect(document).toMatchObject([{ value: null, error: 'Fakehub asks us to wait' }]);
    expect((await home.known()).s0?.outcome).toBe('unknown');
    expect((await home.app.store.collections.tally(home.now)).get('fake')).toMatchObject({ failing: 0 });
  });
});

describe('a hint', () => {
  test('goes before those that have not waited for long, and behind those that have', async () => {
    const vendor = fakeVendor({ most: 1, concurrency: 1 });
    const home = await openCollectingHome([vendor], { services: 120 });
    const gate = Promise.withResolvers<void>();
    vendor.before = () => gate.promise;
    const running = home.tick();
    await expect.poll(() => vendor.questions.length).toBe(1);
    const last = (await home.app.store.collections.due('fake', home.now, 120)).at(-1)?.key ?? '';
    const id = (await home.app.store.catalog.byKeys([last])).get(last)?.service.id ?? '';
    await hastenCollection(home.app.context, [last]);
    gate.resolve();
    await running;
    // Two slices of fifty were taken already.
    expect(askedIds(vendor).indexOf(id)).toBeLessThanOrEqual(101);
    expect(askedIds(vendor)).toHaveLength(120);
  });

  test('that comes while its service is asked has it asked once more', async () => {
    const vendor = fakeVendor({ most: 1, concurrency: 1 });
    const home = await openCollectingHome([vendor], { services: 2 });
    const times = () => askedIds(vendor).filter((id) => id === 's0').length;
    vendor.approvals = () => (times() > 1 ? 1 : 0);
    const key = await keyOf(home, 's0');
    vendor.before = async () => {
      if (vendor.questions.length > 1) return;
      await hastenCollection(home.app.context, [key]);
    };
    await home.tick();
    expect(times()).toBe(2);
    expect((await home.known()).s0?.outcome).toBe('pass');
  });
});

onBothDatabases('a process that stops in the middle', (database) => {
  test('loses nothing: what it was asking is asked by the next one', async () => {
    const vendor = fakeVendor({ most: 5, concurrency: 1 });
    const home = await openCollectingHome([vendor], { services: 200, database: await database.url() });
    const gate = Promise.withResolvers<void>();
    vendor.before = () => (vendor.questions.length > 25 ? gate.promise : Promise.resolve());
    const running = collectDue(home.app.context).catch((error: unknown) => error);
    await expect.poll(() => vendor.questions.length).toBe(26);
    await home.reopen();
    gate.resolve();
    expect(await running).toBeInstanceOf(Error);
    vendor.questions.length = 0;
    vendor.before = async () => {};
    await home.tick();
    const known = Object.values(await home.known());
    expect(known.filter(({ outcome }) => outcome === 'pass')).toHaveLength(200);
    expect(askedIds(vendor).length).toBeLessThan(200);
  });
});
