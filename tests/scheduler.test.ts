import { expect, test } from 'vitest';
import { nextRun } from '../src/scheduler.ts';

/** In the zone of the process, as node-cron takes it. */
const local = (hour: number, minute: number, day = 4) => new Date(2026, 2, day, hour, minute).getTime();

test.each([
  ['*/5 * * * *', local(12, 3), local(12, 5)],
  ['*/5 * * * *', local(12, 5), local(12, 10)],
  ['* * * * *', local(12, 3), local(12, 4)],
  ['15 3 * * *', local(12, 3), local(3, 15, 5)],
  // A Monday.
  ['0 9 * * 1', local(12, 3), local(9, 0, 9)],
])('a job of %s is woken at the next minute that fits', (every, now, next) => {
  expect(nextRun(every, now)).toBe(next);
});

test('what is not woken within a week has no next run', () => {
  expect(nextRun('0 0 1 1 *', local(12, 0))).toBeNull();
});
