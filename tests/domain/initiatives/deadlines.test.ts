import { describe, expect, test } from 'vitest';
import type { Participant, Progress } from '../../../src/domain/initiative.ts';
import {
  daysLeft,
  deadlineFor,
  deadlineOn,
  milestoneDue,
  overAs,
  weeklyListDue,
} from '../../../src/domain/initiatives/deadlines.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';

const LONDON = 'Europe/London';
const at = (text: string) => Date.parse(text);

test('a day means 10:00 there, on both sides of a change of the clocks', () => {
  expect(deadlineOn('2026-03-28', LONDON)).toBe(at('2026-03-28T10:00:00Z'));
  expect(deadlineOn('2026-03-29', LONDON)).toBe(at('2026-03-29T09:00:00Z'));
  expect(deadlineOn('2026-03-28', 'Asia/Tokyo')).toBe(at('2026-03-28T01:00:00Z'));
  for (const none of ['2026-02-30', 'soon', '']) expect(deadlineOn(none, LONDON)).toBeUndefined();
});

describe('a service that enters', () => {
  const initiative = (days: number) => ({
    startedAt: at('2026-03-02T12:00:00Z'),
    deadline: at('2026-03-02T10:00:00Z') + days * DAY,
  });

  test('with the start is due with the initiative', () => {
    expect(deadlineFor(initiative(20), at('2026-03-02T12:00:00Z'), 'UTC')).toBe(at('2026-03-22T10:00:00Z'));
  });

  test('later has as long as the others had, at 10:00', () => {
    expect(deadlineFor(initiative(20), at('2026-03-12T17:00:00Z'), 'UTC')).toBe(at('2026-04-01T10:00:00Z'));
  });

  test('later has two weeks at least', () => {
    expect(deadlineFor(initiative(5), at('2026-03-06T08:00:00Z'), 'UTC')).toBe(at('2026-03-20T10:00:00Z'));
  });
});

test('days left are counted by the calendar', () => {
  const deadline = at('2026-04-30T09:00:00Z');
  expect(daysLeft(deadline, at('2026-04-29T23:30:00Z'), LONDON)).toBe(0);
  expect(daysLeft(deadline, at('2026-04-29T21:30:00Z'), LONDON)).toBe(1);
  expect(daysLeft(deadline, at('2026-05-02T12:00:00Z'), LONDON)).toBe(-2);
});

describe('the channel hears', () => {
  const startedAt = at('2026-03-02T12:00:00Z');
  const after = (days: number, length: number) =>
    milestoneDue(
      { startedAt, deadline: at('2026-03-02T10:00:00Z') + length * DAY },
      startedAt + days * DAY,
      'UTC',
    );

  test.each<[string, number, number, ReturnType<typeof milestoneDue>]>([
    ['nothing before half way', 13, 30, null],
    ['of half way', 15, 30, 'half'],
    ['nothing of it four days late', 19, 30, null],
    ['of the last week', 23, 30, 'last-week'],
    ['nothing of it four days late', 27, 30, null],
    ['nothing of half way where that is the last week nearly', 8, 14, 'last-week'],
    ['nothing at once of one that lasts a week', 1, 7, null],
    ['of its half way', 3, 7, 'half'],
    ['of both where they are days apart', 10, 20, 'half'],
  ])('%s (day %d of %d)', (_what, days, length, told) => {
    expect(after(days, length)).toBe(told);
  });

  test('nothing of one that has not begun', () => {
    expect(milestoneDue({ startedAt: null, deadline: startedAt }, startedAt, 'UTC')).toBeNull();
  });
});

describe('it is over', () => {
  const deadline = 100 * DAY;
  const part = (progress: Progress, more: Partial<Participant> = {}): Participant => ({
    serviceKey: 's',
    enteredAt: 0,
    deadline,
    progress,
    since: 0,
    ...more,
  });
  const before = 50 * DAY;

  test.each<[string, readonly Participant[], number, ReturnType<typeof overAs>]>([
    ['not while one is open', [part('done'), part('open')], before, null],
    ['not while of one nobody can tell', [part('unknown')], before, null],
    ['not with nobody in it', [], before, null],
    ['as met once all are done or excused', [part('done'), part('excused')], before, 'met'],
    ['not yet as met while that is minutes old', [part('done', { since: before - MINUTE })], before, null],
    [
      'as met at the deadline, however new that is',
      [part('done', { since: deadline - MINUTE })],
      deadline,
      'met',
    ],
    ['as ended where one is open at the deadline', [part('done'), part('open')], deadline, 'ended'],
    ['as ended where nobody was in it', [], deadline, 'ended'],
    [
      'not while only who came late is open',
      [part('done'), part('open', { deadline: deadline + DAY })],
      deadline,
      null,
    ],
    [
      'as ended when their time is over too',
      [part('open', { deadline: deadline + DAY })],
      deadline + DAY,
      'ended',
    ],
  ])('%s', (_what, parts, now, over) => {
    expect(overAs({ deadline }, parts, now)).toBe(over);
  });
});

test('the weekly list is due on Monday from nine o’clock on, where its reader is', () => {
  expect(weeklyListDue(at('2026-03-09T08:59:00Z'), LONDON)).toBeNull();
  expect(weeklyListDue(at('2026-03-09T09:00:00Z'), LONDON)).toBe('2026-03-09');
  expect(weeklyListDue(at('2026-03-09T09:00:00Z') + 15 * HOUR, LONDON)).toBeNull();
  expect(weeklyListDue(at('2026-03-09T00:30:00Z'), 'Asia/Tokyo')).toBe('2026-03-09');
});
