import { expect, test } from 'vitest';
import { createSharedReading } from '../../../src/collectors/calling/shared-reading.ts';
import { MINUTE } from '../../../src/domain/instant.ts';

/** A list whose readings are answered by hand. */
function world() {
  const time = { now: 0 };
  const readings: PromiseWithResolvers<string>[] = [];
  const read = createSharedReading({
    clock: { now: () => time.now },
    youngFor: MINUTE,
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
