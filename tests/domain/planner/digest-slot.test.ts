import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, WEEK } from '../../../src/domain/instant.ts';
import { isDue, nextSlot, slotOf, weekBefore } from '../../../src/domain/planner/digest-slot.ts';
import type { Weekday } from '../../../src/domain/policy.ts';

const at = (text: string) => Date.parse(text);
const utc = (ms: number) => new Date(ms).toISOString().slice(0, 16);
const MONDAY = { day: 'mon', at: '09:00', timezone: 'Europe/London' } as const;
const working = {
  timezone: 'Europe/London',
  days: ['mon', 'tue', 'wed', 'thu', 'fri'] as readonly Weekday[],
  ...{ from: '09:00', to: '17:00', isHoliday: (date: string) => date === '2026-04-06' },
};

describe('a slot', () => {
  test.each([
    ['in the middle of the week', MONDAY, '2026-03-11T12:00Z', '2026-03-09', '2026-03-09T09:00'],
    ['on a Sunday night', MONDAY, '2026-03-15T23:59Z', '2026-03-09', '2026-03-09T09:00'],
    ['in summer time', MONDAY, '2026-03-30T07:00Z', '2026-03-30', '2026-03-30T08:00'],
    ['of a Friday', { ...MONDAY, day: 'fri' }, '2026-03-09T00:00Z', '2026-03-09', '2026-03-13T09:00'],
    [
      'where Monday has not begun',
      { ...MONDAY, timezone: 'America/New_York' },
      '2026-03-09T03:00Z',
      '2026-03-02',
      '2026-03-02T14:00',
    ],
    // Europe: 01:00 becomes 02:00 on 29 March, and 02:00 becomes 01:00 on 25 October.
    [
      'at an hour that the clocks leave out',
      { ...MONDAY, day: 'sun', at: '01:30' },
      '2026-03-27T12:00Z',
      '2026-03-23',
      '2026-03-29T01:30',
    ],
    [
      'at an hour that comes twice',
      { ...MONDAY, day: 'sun', at: '01:30' },
      '2026-10-23T12:00Z',
      '2026-10-19',
      '2026-10-25T00:30',
    ],
  ] as const)('%s', (_when, timing, now, week, instant) => {
    const slot = slotOf(timing, at(now));
    expect([slot.week, utc(slot.at)]).toEqual([week, instant]);
  });
});

describe('it is due', () => {
  const slot = slotOf(MONDAY, at('2026-03-11T12:00Z'));
  const before = { lastWeek: '2026-03-02', changedAt: null };
  const due = (now: string, past = {}, one = slot) => isDue(one, { ...before, ...past }, working, at(now));

  test.each([
    ['a minute before its hour', '2026-03-09T08:59Z', {}, false],
    ['at its hour', '2026-03-09T09:00Z', {}, true],
    ['at its hour, once it was made', '2026-03-09T09:05Z', { lastWeek: '2026-03-09' }, false],
    ['after a week of downtime, in working hours', '2026-03-11T10:00Z', {}, true],
    ['after a week of downtime, at night', '2026-03-11T20:00Z', {}, false],
    ['after a week of downtime, on a Saturday', '2026-03-14T10:00Z', {}, false],
    ['for the first time, at its hour', '2026-03-09T09:30Z', { lastWeek: null }, true],
    ['for the first time, when its hour has passed', '2026-03-10T10:00Z', { lastWeek: null }, false],
    ['moved to an hour that has passed', '2026-03-11T10:00Z', { changedAt: at('2026-03-11T09:55Z') }, false],
    ['changed before its hour', '2026-03-09T09:00Z', { changedAt: at('2026-03-09T08:00Z') }, true],
    ['on a clock that was set back', '2026-03-09T09:00Z', { lastWeek: '2026-03-16' }, false],
  ])('%s: %#', (_when, now, past, expected) => {
    expect(due(now, past)).toBe(expected);
  });

  test('at an hour outside of working hours too, but what was slept through waits for those', () => {
    const night = slotOf({ ...MONDAY, at: '22:00' }, at('2026-03-11T12:00Z'));
    expect(due('2026-03-09T22:05Z', {}, night)).toBe(true);
    expect(due('2026-03-09T23:05Z', {}, night)).toBe(false);
    expect(due('2026-03-10T09:00Z', {}, night)).toBe(true);
  });

  test('not on a public holiday, where it was slept through', () => {
    const easter = slotOf({ ...MONDAY, at: '07:00' }, at('2026-04-06T12:00Z'));
    expect(due('2026-04-06T11:00Z', {}, easter)).toBe(false);
    expect(due('2026-04-07T11:00Z', {}, easter)).toBe(true);
  });

  test('exactly once in each week of a year, whatever the clocks do', () => {
    let lastWeek: string | null = null;
    const made: string[] = [];
    for (let now = at('2026-01-05T00:00Z'); now < at('2027-01-04T00:00Z'); now += 5 * MINUTE) {
      const one = slotOf(MONDAY, now);
      if (!isDue(one, { lastWeek, changedAt: null }, working, now)) continue;
      lastWeek = one.week;
      made.push(
        new Date(now).toLocaleString('en-GB', {
          timeZone: 'Europe/London',
          timeStyle: 'short',
          weekday: undefined,
        }),
      );
    }
    expect(made).toEqual(Array.from({ length: 52 }, () => '09:00'));
  });
});

test('the next one is of this week where it is still to come, else of the week after', () => {
  const wednesday = at('2026-03-11T12:00Z');
  expect(utc(nextSlot(MONDAY, null, wednesday))).toBe('2026-03-16T09:00');
  const friday = { ...MONDAY, day: 'fri' } as const;
  expect(utc(nextSlot(friday, null, wednesday))).toBe('2026-03-13T09:00');
  expect(utc(nextSlot(friday, '2026-03-09', wednesday))).toBe('2026-03-20T09:00');
});

test('a week before begins with its first instant, where the clocks were changed in between too', () => {
  const monday = at('2026-03-30T08:00Z');
  expect(weekBefore(monday, 'Europe/London')).toEqual({ day: '2026-03-23', from: at('2026-03-23T00:00Z') });
  expect(monday - WEEK - 8 * HOUR).toBe(at('2026-03-23T00:00Z'));
});
