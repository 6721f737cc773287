import { describe, expect, test } from 'vitest';
import { isAdjustable, manualClock, runningClock, wallClock } from '../../src/workspace/clock.ts';

describe('the manual clock', () => {
  test('stands still until it is advanced', () => {
    const clock = manualClock(1000);
    expect(clock.now()).toBe(1000);
    clock.advance(50);
    expect(clock.now()).toBe(1050);
  });

  test('calls back in the order of what is due, each at its own time', () => {
    const clock = manualClock(0);
    const called: string[] = [];
    const at = (name: string) => () => called.push(`${name} at ${clock.now()}`);
    clock.setTimeout(at('late'), 30);
    clock.setTimeout(() => {
      at('early')();
      clock.setTimeout(at('nested'), 5);
    }, 10);
    clock.advance(29);
    expect(called).toEqual(['early at 10', 'nested at 15']);
    clock.advance(1);
    expect(called).toEqual(['early at 10', 'nested at 15', 'late at 30']);
  });

  test('forgets what was cancelled', () => {
    const clock = manualClock(0);
    let called = false;
    clock.setTimeout(() => {
      called = true;
    }, 10)();
    clock.advance(100);
    expect(called).toBe(false);
  });
});

test('the running clock starts where it is told and can be moved on', () => {
  const clock = runningClock(5_000_000);
  let called = false;
  clock.setTimeout(() => {
    called = true;
  }, 3_600_000);
  expect(clock.now()).toBeGreaterThanOrEqual(5_000_000);
  expect(clock.now()).toBeLessThan(5_060_000);
  clock.advance(3_600_000);
  expect(called).toBe(true);
  expect(clock.now()).toBeGreaterThanOrEqual(8_600_000);
});

test('the wall clock cannot be moved on', () => {
  expect(isAdjustable(wallClock())).toBe(false);
  expect(isAdjustable(manualClock(0))).toBe(true);
});

test.each([manualClock, runningClock])(
  '$name tells whole milliseconds, however it is moved on',
  (clockAt) => {
    const clock = clockAt(1_000);
    clock.advance(0.4);
    expect(Number.isInteger(clock.now())).toBe(true);
    expect(clock.now()).toBeGreaterThanOrEqual(1_001);
  },
);
