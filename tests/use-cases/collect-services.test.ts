import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/domain/instant.ts';
import type { CollectionRun } from '../../src/use-cases/collect-services.ts';
import { fakeVendor, openCollectingHome } from '../support/collecting-home.ts';
import { onBothDatabases } from '../support/databases.ts';
import { viewerOf } from '../support/small-home.ts';

onBothDatabases('a collection that somebody asked for', (database) => {
  test('asks about everything, due or not, and keeps and tells how far it is', async () => {
    const vendor = fakeVendor({ most: 5, concurrency: 1 });
    const home = await openCollectingHome([vendor], { services: 120, database: await database.url() });
    await home.tick();
    home.now += MINUTE;
    vendor.questions.length = 0;
    vendor.before = async () => {
      home.now += SECOND;
    };
    const told: CollectionRun[] = [];
    const admin = await viewerOf(home.app, 'root@acme.test');
    const run = await home.app.verbs.collect(admin, { kind: 'all' }, (one) => void told.push(one));
    expect(vendor.questions).toHaveLength(24);
    expect(run).toMatchObject({ kind: 'collect', causedBy: admin.id, about: 'all services', failed: 0 });
    expect(told.map(({ done, total, timeLeft }) => [done, total, timeLeft === null])).toEqual([
      [0, 120, true],
      ...told.slice(1, -1).map(() => [expect.any(Number), 120, expect.any(Boolean)]),
      [120, 120, true],
    ]);
    expect(told.length).toBeGreaterThan(3);
    expect(told.find(({ done }) => done > 0)?.timeLeft).toBeGreaterThan(SECOND);
    const { timeLeft: _, troubles: __, ...kept } = run;
    expect(await home.app.store.runs.read(run.id)).toEqual(kept);
    expect(kept.endedAt).toBe(home.now);
  });

  test('has a message that moves along sent to whoever asked in Slack', async () => {
    const vendor = fakeVendor();
    const home = await openCollectingHome([vendor], { services: 3, database: await database.url() });
    const admin = await viewerOf(home.app, 'root@acme.test');
    const { id } = await home.app.verbs.collect(admin, { kind: 'all' });
    const intents = await home.app.store.messages.claim(home.now, 9, []);
    expect(intents.map(({ kind, audience, subject }) => [kind, audience, subject])).toEqual([
      ['collection-progress', { kind: 'person', person: admin.id }, { run: id }],
      ['collection-progress', { kind: 'person', person: admin.id }, { run: id }],
    ]);
  });
});

describe('a collection', () => {
  test('of one service is for whoever may check it again, of more for admins', async () => {
    const vendor = fakeVendor();
    const home = await openCollectingHome([vendor], { services: 3 });
    const member = await viewerOf(home.app, 'ana@acme.test');
    const { collect } = home.app.verbs;
    expect(await collect(member, { kind: 'service', id: 's1' })).toMatchObject({
      total: 1,
      done: 1,
      about: 'S1',
    });
    expect(vendor.questions).toMatchObject([{ ids: ['s1'] }]);
    await expect(collect(member, { kind: 'all' })).rejects.toThrow(/^Only admins/);
    await expect(collect(member, { kind: 'team', id: 'shop' })).rejects.toThrow(/^Only admins/);
    const guest = await viewerOf(home.app, 'x@acme.test', { guest: true });
    await expect(collect(guest, { kind: 'service', id: 's1' })).rejects.toThrow(/not a service of your team/);
  });

  test('of a team is of its services', async () => {
    const vendor = fakeVendor();
    const home = await openCollectingHome([vendor], { services: 3 });
    const admin = await viewerOf(home.app, 'root@acme.test');
    const run = await home.app.verbs.collect(admin, { kind: 'team', id: 'shop' });
    expect(run).toMatchObject({ total: 3, done: 3, about: 'team Shop' });
    await expect(home.app.verbs.collect(admin, { kind: 'system', id: 'nowhere' })).rejects.toThrow(
      'There is no system “nowhere”',
    );
  });

  test('counts a service as failed where one of its collectors fails, and says why, the commonest first', async () => {
    const [one, other] = [fakeVendor({ name: 'one' }), fakeVendor({ name: 'other' })];
    const home = await openCollectingHome([one, other], { services: 10 });
    one.mood = (_at, id) => (id === 's1' ? 'broken' : 'well');
    other.mood = () => 'broken';
    const admin = await viewerOf(home.app, 'root@acme.test');
    expect(await home.app.verbs.collect(admin, { kind: 'all' })).toMatchObject({
      done: 10,
      failed: 10,
      troubles: [
        { collector: 'other', reason: 'Fakehub answers 502', services: 10 },
        { collector: 'one', reason: 'Fakehub cannot tell of s1', services: 1 },
      ],
    });
  });

  test('does not ask a vendor that wants silence, says until when, and has it asked once that is over', async () => {
    const vendor = fakeVendor({ concurrency: 1 });
    const home = await openCollectingHome([vendor], { services: 10 });
    await home.tick();
    home.now += MINUTE;
    vendor.mood = (at) => ({ notBefore: at + 64 * MINUTE });
    const admin = await viewerOf(home.app, 'root@acme.test');
    const reason = 'Fakehub asks us to wait until 13:05';
    const first = await home.app.verbs.collect(admin, { kind: 'all' });
    expect(first).toMatchObject({ failed: 10, troubles: [{ reason, services: 10 }] });
    const again = await home.app.verbs.collect(admin, { kind: 'all' });
    expect(again).toMatchObject({ done: 10, failed: 10, troubles: [{ reason, services: 10 }] });
    const { trouble, card } = await home.app.verbs.checkAgain(admin, 's1');
    expect(trouble).toEqual([{ collector: 'fake', reason }]);
    expect(card.primary?.score).toBe(100);
    expect(vendor.forbidden).toEqual([]);
    vendor.mood = () => 'well';
    home.now += 65 * MINUTE;
    expect((await home.tick()).collected).toBe(10);
  });

  test('leaves out what was answered since it began', async () => {
    const slow = fakeVendor({ most: 1, concurrency: 1 });
    const home = await openCollectingHome([slow], { services: 60 });
    const admin = await viewerOf(home.app, 'root@acme.test');
    const gate = Promise.withResolvers<void>();
    slow.before = () => gate.promise;
    const running = home.app.verbs.collect(admin, { kind: 'all' });
    await expect.poll(() => slow.questions.length).toBe(1);
    gate.resolve();
    await Promise.all([running, home.tick()]);
    // What both were at when they met is asked twice; the rest is not.
    expect(slow.questions.length).toBeLessThanOrEqual(120);
    home.now += HOUR;
    expect(Object.values(await home.known()).every(({ outcome }) => outcome === 'pass')).toBe(true);
  });

  test('whose watcher goes away ends, and says that it ended', async () => {
    const vendor = fakeVendor();
    const home = await openCollectingHome([vendor], { services: 3 });
    const admin = await viewerOf(home.app, 'root@acme.test');
    const leaving = home.app.verbs.collect(admin, { kind: 'all' }, ({ endedAt }) => {
      if (endedAt === null) throw new Error('gone');
    });
    await expect(leaving).rejects.toThrow('gone');
    expect(vendor.questions).toEqual([]);
    expect(await home.app.store.runs.recent('collect', 9)).toMatchObject([{ done: 0, endedAt: home.now }]);
  });
});
