import { expect, test } from 'vitest';
import type {
  Audience,
  ClaimedIntent,
  Intent,
  SentMessage,
  Settlement,
} from '../../src/use-cases/message-ports.ts';
import { onBothDatabases } from '../support/databases.ts';
import { NOW } from '../support/store-records.ts';

const ANA: Audience = { kind: 'person', person: 'ana@shop.example' };
const PAYMENTS: Audience = { kind: 'channel', channel: '#payments' };

function intentOf(id: string, with_: Partial<Intent> = {}): Intent {
  return {
    id,
    kind: 'outage',
    audience: ANA,
    subject: { about: id },
    dedupeKey: `key ${id}`,
    createdAt: NOW,
    notBefore: NOW,
    ...with_,
  };
}

function messageOf(ts: string, with_: Partial<SentMessage> = {}): SentMessage {
  return {
    kind: 'outage',
    subjectKey: 'github',
    audience: ANA,
    channel: 'D1',
    ts,
    version: 'one',
    ...with_,
  };
}

const ids = (claims: readonly ClaimedIntent[]) => claims.map(({ id }) => id);
const SENT: Settlement = { state: 'sent', message: null, at: NOW };

onBothDatabases('messages', (database) => {
  test('an intent is queued once per key, and comes back as it was', async () => {
    const { messages } = await database.open();
    const intent = intentOf('1', { subject: { collector: 'git\u0000hub', n: 1, list: [null, true] } });
    expect(await messages.add([intent, { ...intent, id: '2' }])).toBe(1);
    expect(await messages.add([{ ...intent, id: '3' }])).toBe(0);
    const [claim] = await messages.claim(NOW, 10, []);
    expect(claim).toEqual({ ...intent, was: 'pending', attempts: 0, claimedAt: NOW });
  });

  test('an intent waits for its time', async () => {
    const { messages } = await database.open();
    expect(await messages.nextDue()).toBeNull();
    await messages.add([intentOf('1', { notBefore: NOW + 10 })]);
    expect(await messages.nextDue()).toBe(NOW + 10);
    expect(await messages.claim(NOW + 9, 10, [])).toEqual([]);
    expect(ids(await messages.claim(NOW + 10, 10, []))).toEqual(['1']);
    expect(await messages.nextDue()).toBeNull();
  });

  test('an audience gets one message at a time, in the order of the ids', async () => {
    const { messages } = await database.open();
    await messages.add([intentOf('3'), intentOf('1'), intentOf('2', { audience: PAYMENTS })]);
    const first = await messages.claim(NOW, 10, []);
    expect(ids(first)).toEqual(['1', '2']);
    expect(await messages.claim(NOW, 10, [])).toEqual([]);
    await messages.settle(first, SENT);
    expect(ids(await messages.claim(NOW, 10, []))).toEqual(['3']);
  });

  test('a busy audience waits, and the limit is kept', async () => {
    const { messages } = await database.open();
    await messages.add([intentOf('1'), intentOf('2', { audience: PAYMENTS })]);
    expect(await messages.claim(NOW, 0, [])).toEqual([]);
    expect(ids(await messages.claim(NOW, 10, [ANA]))).toEqual(['2']);
    expect(ids(await messages.claim(NOW, 10, [PAYMENTS]))).toEqual(['1']);
  });

  test('what is tried again later holds back what came after it for the same audience, not for others', async () => {
    const { messages } = await database.open();
    await messages.add([intentOf('1'), intentOf('2'), intentOf('3', { audience: PAYMENTS })]);
    const [one] = await messages.claim(NOW, 1, []);
    if (one === undefined) throw new Error('nothing was claimed');
    await messages.settle([one], { state: 'pending', notBefore: NOW + 50, error: 'x', asked: true });
    expect(ids(await messages.claim(NOW + 1, 10, []))).toEqual(['3']);
    const again = await messages.claim(NOW + 50, 10, []);
    expect(again.map(({ id, was, attempts }) => ({ id, was, attempts }))).toEqual([
      { id: '1', was: 'pending', attempts: 1 },
    ]);
    await messages.settle(again, { state: 'ambiguous', notBefore: NOW + 90, error: 'x' });
    expect(await messages.claim(NOW + 89, 10, [])).toEqual([]);
    expect(await messages.claim(NOW + 90, 10, [])).toMatchObject([
      { id: '1', was: 'ambiguous', attempts: 2 },
    ]);
  });

  test('what was planned for a later time holds nobody back', async () => {
    const { messages } = await database.open();
    await messages.add([intentOf('1', { notBefore: NOW + 50 }), intentOf('2')]);
    expect(ids(await messages.claim(NOW, 10, []))).toEqual(['2']);
  });

  test('intents about the same thing for the same audience are claimed as one message', async () => {
    const { messages } = await database.open();
    const about = { run: 'r1' };
    await messages.add([
      intentOf('1', { subject: about }),
      intentOf('2'),
      intentOf('3', { subject: about }),
      intentOf('4', { subject: about, kind: 'progress' }),
      intentOf('5', { subject: about, notBefore: NOW + 1 }),
    ]);
    expect(ids(await messages.claim(NOW, 10, []))).toEqual(['1', '3']);
  });

  test('of two senders at the same time one gets each intent', async () => {
    const url = await database.url();
    const store = await database.open(url);
    const other = database.kind === 'postgres' ? await database.open(url) : store;
    await store.messages.add(
      Array.from({ length: 40 }, (_, index) =>
        intentOf(String(index).padStart(3, '0'), {
          audience: { kind: 'person', person: `p${index % 20}@shop.example` },
        }),
      ),
    );
    const taken: string[] = [];
    while (taken.length < 20) {
      const claims = await Promise.all(
        [store, other, store, other].map(({ messages }) => messages.claim(NOW, 7, [])),
      );
      expect(claims.flat()).not.toEqual([]);
      taken.push(...ids(claims.flat()));
    }
    expect(new Set(taken).size).toBe(taken.length);
    expect(taken.length).toBe(20);
  });

  test('what a dead process was sending becomes ambiguous, and its claim is worth nothing any more', async () => {
    const { messages } = await database.open();
    await messages.add([intentOf('1')]);
    const dead = await messages.asking(await messages.claim(NOW, 10, []), NOW + 1);
    expect(await messages.release(NOW)).toBe(0);
    expect(await messages.release(NOW + 1)).toBe(1);
    const alive = await messages.claim(NOW + 5, 10, []);
    expect(alive).toMatchObject([{ id: '1', was: 'ambiguous' }]);
    expect(await messages.asking(dead ?? [], NOW + 6)).toBeNull();
    await messages.settle(dead ?? [], { state: 'dropped', at: NOW, error: 'late' });
    const renewed = await messages.asking(alive, NOW + 7);
    expect(renewed).toMatchObject([{ id: '1', claimedAt: NOW + 7 }]);
    expect(await messages.release(NOW + 6)).toBe(0);
    await messages.settle(renewed ?? [], SENT);
    expect(await messages.counts()).toEqual({ pending: 0, sending: 0, sent: 1, ambiguous: 0, dropped: 0 });
  });

  test('what a dead process had claimed without asking Slack is as it was before', async () => {
    const { messages } = await database.open();
    await messages.add([intentOf('1')]);
    const wasAfterDeath = async (now: number) => {
      await messages.release(now);
      const claims = await messages.claim(now, 10, []);
      return claims.map(({ was }) => was);
    };
    await messages.claim(NOW, 10, []);
    expect(await wasAfterDeath(NOW)).toEqual(['pending']);
    const claims = await messages.claim(NOW, 10, []);
    expect(claims).toEqual([]);
    await messages.release(NOW);
    await messages.asking(await messages.claim(NOW, 10, []), NOW);
    expect(await wasAfterDeath(NOW)).toEqual(['ambiguous']);
    expect(await wasAfterDeath(NOW)).toEqual(['ambiguous']);
  });

  test('a message is kept with where it stands, replaced when it is updated, and forgotten when it is gone', async () => {
    const { messages } = await database.open();
    await messages.add([intentOf('1'), intentOf('2')]);
    const first = await messages.claim(NOW, 10, []);
    await messages.settle(first, { state: 'sent', message: messageOf('1.1'), at: NOW });
    const second = await messages.claim(NOW, 10, []);
    const later = messageOf('1.1', { version: 'two' });
    await messages.settle(second, { state: 'sent', message: later, at: NOW + 1 });
    expect(await messages.sent('outage', 'github')).toEqual([later]);
    expect(await messages.sent('outage', 'other')).toEqual([]);
    await messages.forget(later);
    expect(await messages.sent('outage', 'github')).toEqual([]);
  });

  test('a decision and its intents are written together or not at all', async () => {
    const store = await database.open();
    const broken = store.transaction(async ({ messages }) => {
      await messages.add([intentOf('1')]);
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    expect(await store.messages.nextDue()).toBeNull();
  });

  test('what was settled long ago is cleared with its messages; what waits stays', async () => {
    const { messages } = await database.open();
    await messages.add([intentOf('1'), intentOf('2')]);
    const claims = await messages.claim(NOW, 1, []);
    await messages.settle(claims, { state: 'sent', message: messageOf('1.1'), at: NOW });
    expect(await messages.clear(NOW)).toBe(0);
    expect(await messages.clear(NOW + 1)).toBe(1);
    expect(await messages.sent('outage', 'github')).toEqual([]);
    expect((await messages.counts()).pending).toBe(1);
  });
});

onBothDatabases('runs', (database) => {
  test('a run is as it was last written, and the newest of a kind come first', async () => {
    const { runs } = await database.open();
    const run = {
      id: 'r1',
      kind: 'collect',
      causedBy: 'U1',
      about: 'payments-api',
      startedAt: NOW,
      updatedAt: NOW,
      endedAt: null,
      total: 10,
      done: 0,
      failed: 0,
    };
    await runs.write(run);
    await runs.write({ ...run, id: 'r2', startedAt: NOW + 1 });
    await runs.write({ ...run, id: 'r3', kind: 'other' });
    const later = { ...run, done: 10, failed: 2, updatedAt: NOW + 9, endedAt: NOW + 9 };
    await runs.write(later);
    expect(await runs.read('r1')).toEqual(later);
    expect(await runs.read('r9')).toBeUndefined();
    expect((await runs.recent('collect', 1)).map(({ id }) => id)).toEqual(['r2']);
  });
});
