import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { daysLater, localDate, mondayOf, nextWeekday } from '../../../src/domain/local-date.ts';
import {
  isWorkingTime,
  nextWorkingTime,
  type WorkingTime,
  workingSpan,
} from '../../../src/domain/planner/working-time.ts';

const at = (text: string) => Date.parse(text);

function working(more: Partial<WorkingTime> = {}): WorkingTime {
  return {
    timezone: 'Europe/London',
    days: ['mon', 'tue', 'wed', 'thu', 'fri'],
    from: '09:00',
    to: '17:00',
    isHoliday: () => false,
    ...more,
  };
}

test.each<[string, string, boolean, string]>([
  // A Wednesday.
  ['at the first minute', '2026-03-04T09:00:00Z', true, '2026-03-04T09:00:00.000Z'],
  ['a moment before', '2026-03-04T08:59:59Z', false, '2026-03-04T09:00:00.000Z'],
  ['at the last minute', '2026-03-04T16:59:00Z', true, '2026-03-04T16:59:00.000Z'],
  ['when the day is over', '2026-03-04T17:00:00Z', false, '2026-03-05T09:00:00.000Z'],
  ['on Friday evening', '2026-03-06T18:00:00Z', false, '2026-03-09T09:00:00.000Z'],
  ['on a Saturday', '2026-03-07T10:00:00Z', false, '2026-03-09T09:00:00.000Z'],
  ['over the change of the clocks', '2026-03-28T10:00:00Z', false, '2026-03-30T08:00:00.000Z'],
])('%s', (_when, now, works, next) => {
  expect(isWorkingTime(at(now), working())).toBe(works);
  expect(new Date(nextWorkingTime(at(now), working()) ?? 0).toISOString()).toBe(next);
});

test('a holiday is passed over, and who never works is never reminded', () => {
  const christmas = working({ isHoliday: (date) => ['2026-12-25', '2026-12-28'].includes(date) });
  expect(nextWorkingTime(at('2026-12-24T17:30:00Z'), christmas)).toBe(at('2026-12-29T09:00:00Z'));
  expect(nextWorkingTime(at('2026-12-24T12:00:00Z'), working({ days: [] }))).toBeNull();
  expect(nextWorkingTime(at('2026-12-24T12:00:00Z'), working({ from: '17:00', to: '09:00' }))).toBeNull();
});

test('a time that the clocks leave out, or repeat, is once on its date', () => {
  const nights = { days: ['sun'], from: '01:30', to: '04:00' } as const;
  // 01:00 becomes 02:00 in London.
  expect(workingSpan('2026-03-29', working(nights))).toEqual({
    from: at('2026-03-29T01:30:00Z'),
    to: at('2026-03-29T03:00:00Z'),
  });
  // 02:00 becomes 01:00.
  expect(workingSpan('2026-10-25', working(nights))).toEqual({
    from: at('2026-10-25T00:30:00Z'),
    to: at('2026-10-25T04:00:00Z'),
  });
});

test('weeks begin on Monday', () => {
  expect(['2026-03-02', '2026-03-04', '2026-03-08'].map(mondayOf)).toEqual(Array(3).fill('2026-03-02'));
  expect(nextWeekday('mon', '2026-03-02')).toBe('2026-03-09');
  expect(nextWeekday('tue', '2026-03-02')).toBe('2026-03-03');
  expect(nextWeekday('sun', '2026-03-04')).toBe('2026-03-08');
});

const ZONES = ['Europe/London', 'America/New_York', 'Pacific/Apia', 'Australia/Lord_Howe', 'Asia/Kathmandu'];

test('the next working time is the first that works, in every zone and over every change of the clocks', () => {
  const moments = fc.integer({
    min: at('2025-01-01T00:00:00Z') / MINUTE,
    max: at('2028-01-01T00:00:00Z') / MINUTE,
  });
  fc.assert(
    fc.property(
      moments,
      fc.constantFrom(...ZONES),
      fc.integer({ min: 0, max: 20 }),
      (minute, timezone, hour) => {
        const now = minute * MINUTE;
        const theirs = working({ timezone, from: `${String(hour).padStart(2, '0')}:30`, to: '23:00' });
        const next = nextWorkingTime(now, theirs);
        if (next === null) throw new Error('they work');
        expect(isWorkingTime(next, theirs)).toBe(true);
        expect(next === now).toBe(isWorkingTime(now, theirs));
        if (next > now) expect(isWorkingTime(next - 1, theirs)).toBe(false);
        expect(next - now).toBeLessThan(4 * DAY);
        // Each local date has one slot: the day after it begins later.
        const span = workingSpan(localDate(next, timezone), theirs);
        const following = workingSpan(daysLater(localDate(next, timezone), 1), theirs);
        if (span !== null && following !== null) expect(following.from - span.to).toBeGreaterThan(-HOUR);
      },
    ),
    { numRuns: 150, seed: 7 },
  );
});
