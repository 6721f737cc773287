import { expect, test } from 'vitest';
import { endAfter, endOnDate, workingDaysLater } from '../../../src/domain/exceptions/ends.ts';

const LONDON = { timezone: 'Europe/London', workingDays: ['mon', 'tue', 'wed', 'thu', 'fri'] as const };
/** A Thursday. */
const NOW = Date.parse('2026-03-12T22:30:00Z');

test.each([
  [7, '2026-03-19T10:00:00.000Z'],
  // A Saturday: nothing turns red on a Saturday. Summer time has begun by then.
  [16, '2026-03-30T09:00:00.000Z'],
  [14, '2026-03-26T10:00:00.000Z'],
])('%i days end at ten on a working day: %s', (days, end) => {
  expect(new Date(endAfter(days, NOW, LONDON)).toISOString()).toBe(end);
});

test('today is the day where the organisation is', () => {
  const tokyo = { ...LONDON, timezone: 'Asia/Tokyo' };
  expect(new Date(endAfter(7, NOW, tokyo)).toISOString()).toBe('2026-03-20T01:00:00.000Z');
});

test('a date means the next working day from it; what is no date is none', () => {
  expect(new Date(endOnDate('2026-03-14', LONDON) ?? 0).toISOString()).toBe('2026-03-16T10:00:00.000Z');
  expect(endOnDate('2026-02-30', LONDON)).toBeUndefined();
  expect(endOnDate('soon', LONDON)).toBeUndefined();
});

test('who works on Sundays has ends on Sundays', () => {
  const dubai = { timezone: 'Asia/Dubai', workingDays: ['sun', 'mon', 'tue', 'wed', 'thu'] as const };
  expect(new Date(endOnDate('2026-03-13', dubai) ?? 0).toISOString()).toBe('2026-03-15T06:00:00.000Z');
});

test('a working day after Friday evening is Monday evening', () => {
  const friday = Date.parse('2026-03-13T18:00:00Z');
  expect(new Date(workingDaysLater(1, friday, LONDON)).toISOString()).toBe('2026-03-16T18:00:00.000Z');
  expect(new Date(workingDaysLater(3, friday, LONDON)).toISOString()).toBe('2026-03-18T18:00:00.000Z');
});
