import { describe, expect, test } from 'vitest';
import { createSharedReading } from '../../../src/collectors/calling/shared-reading.ts';
import { ExternalServiceError } from '../../../src/domain/errors.ts';
import { MINUTE } from '../../../src/domain/instant.ts';

/** A list whose readings are answered by hand. */
function world(more: { servesFor?: number } = {}) {
  const time = { now: 0 };
  const readings: PromiseWithResolvers<string>[] = [];
  const read = createSharedReading({
    clock: { now: () => time.now },
    youngFor: MINUTE,
    ...more,
    read: (signal) => {
      const reading = Promise.withResolvers<string>();
      signal.addEventListener('abort', () => reading.reject(signal.reason));
      readings.push(reading);
      return reading.promise;
    },
  });
  return { time, readings, read };
}

const patient = new AbortController().signal;

test('who comes while a reading is under way, or young, gets it', async () => {
  const { time, readings, read } = world();
  const first = read(patient);
  time.now = 5;
  const second = read(patient);
  readings[0]?.resolve('all');
  expect(await Promise.all([first, second])).toEqual(Array(2).fill({ value: 'all', readAt: 0 }));
  time.now = MINUTE;
  expect(await read(patient)).toEqual({ value: 'all', readAt: 0 });
  expect(readings).toHaveLength(1);
});

test('an old reading is read anew', async () => {
  const { time, readings, read } = world();
  const first = read(patient);
  readings[0]?.resolve('then');
  await first;
  time.now = MINUTE + 1;
  const second = read(patient);
  readings[1]?.resolve('now');
  expect(await second).toEqual({ value: 'now', readAt: MINUTE + 1 });
});

test('a reading that failed fails for all who waited for it, and for nobody after', async () => {
  const { readings, read } = world();
  const waiting = [read(patient), read(patient)];
  readings[0]?.reject(new Error('broken'));
  expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const later = read(patient);
  readings[1]?.resolve('all');
  expect(await later).toMatchObject({ value: 'all' });
});

test('when whoever began it stops waiting, those who still wait begin it anew, once', async () => {
  const { readings, read } = world();
  const stop = new AbortController();
  const first = read(stop.signal);
  const others = [read(patient), read(patient)];
  stop.abort(new Error('stopping'));
  await expect(first).rejects.toThrow('stopping');
  readings[1]?.resolve('all');
  expect(await Promise.all(others)).toMatchObject([{ value: 'all' }, { value: 'all' }]);
  expect(readings).toHaveLength(2);
});

test('a reading of what is still to come, since the clock was set back, is none', async () => {
  const { time, readings, read } = world();
  time.now = 10 * MINUTE;
  const first = read(patient);
  readings[0]?.resolve('by the wrong clock');
  await first;
  time.now = 0;
  const second = read(patient);
  readings[1]?.resolve('now');
  expect(await second).toEqual({ value: 'now', readAt: 0 });
});

describe('with a time for which an old reading serves', () => {
  async function readOnce() {
    const all = world({ servesFor: 10 * MINUTE });
    const first = all.read(patient);
    all.readings[0]?.resolve('then');
    await first;
    return all;
  }

  test('only who begins a new one waits for it', async () => {
    const { time, readings, read } = await readOnce();
    time.now = 10 * MINUTE;
    const beginner = read(patient);
    expect(await read(patient)).toEqual({ value: 'then', readAt: 0 });
    expect(readings).toHaveLength(2);
    readings[1]?.resolve('now');
    expect(await beginner).toEqual({ value: 'now', readAt: 10 * MINUTE });
    expect(await read(patient)).toMatchObject({ value: 'now' });
  });

  test('the vendor’s failure leaves the old one, until it is too old', async () => {
    const { time, readings, read } = await readOnce();
    time.now = 5 * MINUTE;
    const beginner = read(patient);
    readings[1]?.reject(new ExternalServiceError('GitHub', 'GitHub answers 502'));
    expect(await beginner).toEqual({ value: 'then', readAt: 0 });
    time.now = 10 * MINUTE + 1;
    const later = read(patient);
    readings[2]?.reject(new ExternalServiceError('GitHub', 'GitHub answers 502'));
    await expect(later).rejects.toThrow('502');
  });

  test('our own failure is told, and who wants a young one waits', async () => {
    const { time, readings, read } = await readOnce();
    time.now = 5 * MINUTE;
    const broken = read(patient);
    readings[1]?.reject(new Error('a bug'));
    await expect(broken).rejects.toThrow('a bug');
    void read(patient);
    const wantsYoung = read(patient, MINUTE);
    readings[2]?.resolve('now');
    expect(await wantsYoung).toMatchObject({ value: 'now' });
  });
});
