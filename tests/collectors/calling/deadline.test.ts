import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deadlineAfter } from '../../../src/collectors/calling/deadline.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the signal fires when the time is up, and says so', () => {
  const { signal } = deadlineAfter(1_000, new AbortController().signal);
  vi.advanceTimersByTime(999);
  expect(signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(signal.reason).toMatchObject({ name: 'TimeoutError' });
});

test('it fires with a stop, for the same reason; at once where that has come before', () => {
  const stop = new AbortController();
  const { signal } = deadlineAfter(1_000, stop.signal);
  stop.abort('enough');
  expect(signal.reason).toBe('enough');
  expect(deadlineAfter(1_000, stop.signal).signal.reason).toBe('enough');
});

test('once ended nothing of it is left', () => {
  const stop = new AbortController();
  const { signal, end } = deadlineAfter(1_000, stop.signal);
  end();
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  vi.advanceTimersByTime(2_000);
  stop.abort();
  expect(signal.aborted).toBe(false);
});
