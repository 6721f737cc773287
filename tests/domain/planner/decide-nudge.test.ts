import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, type Instant } from '../../../src/domain/instant.ts';
import { localDate } from '../../../src/domain/local-date.ts';
import { decideNudge, type NudgeQuestion } from '../../../src/domain/planner/decide-nudge.ts';
import { type Gap, gapKey, type ToldGap } from '../../../src/domain/planner/gap.ts';
import { isWorkingTime, type WorkingTime } from '../../../src/domain/planner/working-time.ts';

const WORKING: WorkingTime = {
  timezone: 'Europe/London',
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  from: '09:00',
  to: '17:00',
  isHoliday: (date) => date === '2026-04-03',
};
/** A Wednesday, in working hours. */
const NOW = Date.parse('2026-03-04T12:00:00Z');

function gap(id: string, more: Partial<Gap> = {}): Gap {
  return { service: 'pay', id, kind: 'bar', since: 1, due: null, initiative: null, ...more };
}

function toldOn(gaps: readonly Gap[], at: Instant): Pick<NudgeQuestion, 'last' | 'toldAt'> {
  return {
    last: { localDate: localDate(at, WORKING.timezone), plannedAt: at, gaps },
    toldAt: new Map(gaps.map((one) => [gapKey(one), at])),
  };
}

function question(gaps: readonly Gap[], more: Partial<NudgeQuestion> = {}): NudgeQuestion {
  return {
    now: NOW,
    working: WORKING,
    gaps,
    last: null,
    toldAt: new Map(),
    snoozes: new Map(),
    preferences: { nudges: 'daily', only: 'all', day: 'mon' },
    everyDays: () => 2,
    isOpen: () => true,
    ...more,
  };
}

function said(asked: NudgeQuestion): string {
  const decision = decideNudge(asked);
  return decision.kind === 'silent' ? decision.why : decision.kind;
}

const A = gap('a');
const B = gap('b');
const ago = (days: number, hours = 0) => NOW - days * DAY - hours * HOUR;
const inDays = (days: number, more: Partial<Gap> = {}) =>
  gap('i', { kind: 'initiative', due: NOW + days * DAY, initiative: 'i1', ...more });
const ending = (days: number) => gap('exception:1', { kind: 'ending', due: NOW + days * DAY });

describe('what is said', () => {
  test.each<[string, NudgeQuestion, string]>([
    ['nothing is open', question([]), 'nothing-open'],
    ['something is new', question([A]), 'send'],
    ['it was told this morning', question([A], toldOn([A], ago(0, 2))), 'told-today'],
    ['its deadline was this morning', question([inDays(-3 / 24)], toldOn([inDays(-3 / 24)], ago(1))), 'send'],
    ['its deadline was yesterday', question([inDays(-1)]), 'nothing-open'],
    [
      'its deadline was yesterday where they are',
      question([inDays(-22 / 24)], { working: { ...WORKING, timezone: 'Asia/Tokyo', to: '22:00' } }),
      'nothing-open',
    ],
    ['something new came after this morning’s', question([A, B], toldOn([A], ago(0, 2))), 'told-today'],
    ['it was told yesterday, every second day', question([A], toldOn([A], ago(1))), 'not-yet'],
    ['it was told two local days ago, though no 48 hours', question([A], toldOn([A], ago(1, 20))), 'send'],
    ['it was told two days ago', question([A], toldOn([A], ago(2))), 'send'],
    [
      'its tier wants it every five days',
      question([A], { ...toldOn([A], ago(2)), everyDays: () => 5 }),
      'not-yet',
    ],
    ['it opened again since it was told', question([{ ...A, since: 2 }], toldOn([A], ago(1))), 'send'],
    ['something new came the day after', question([A, B], toldOn([A], ago(1))), 'send'],
    ['it is night', question([A], { now: Date.parse('2026-03-04T22:00:00Z') }), 'outside-hours'],
    ['it is Saturday', question([A], { now: Date.parse('2026-03-07T12:00:00Z') }), 'outside-hours'],
    ['it is Good Friday', question([A], { now: Date.parse('2026-04-03T12:00:00Z') }), 'outside-hours'],
    ['its service is snoozed', question([A], { snoozes: new Map([['pay', NOW + 1]]) }), 'snoozed'],
    ['the snooze has ended', question([A], { snoozes: new Map([['pay', NOW]]) }), 'send'],
    ['another service is snoozed', question([A], { snoozes: new Map([['ledger', NOW + DAY]]) }), 'send'],
    [
      'a regression repeats as its tier wants',
      question([gap('r', { kind: 'regression' })], toldOn([gap('r', { kind: 'regression' })], ago(2))),
      'send',
    ],
    [
      'only the minimum bar is wanted',
      question([inDays(20)], { preferences: { nudges: 'daily', only: 'minimum-bar', day: 'mon' } }),
      'nothing-open',
    ],
    [
      'weekly is wanted, and it was told on Monday',
      question([A, B], {
        ...toldOn([A], ago(2)),
        preferences: { nudges: 'weekly', only: 'all', day: 'mon' },
      }),
      'not-their-day',
    ],
    [
      'weekly is wanted, and Monday has passed since',
      question([A], { ...toldOn([A], ago(6)), preferences: { nudges: 'weekly', only: 'all', day: 'mon' } }),
      'send',
    ],
    [
      'weekly is wanted, and nothing was ever told',
      question([A], { preferences: { nudges: 'weekly', only: 'all', day: 'mon' } }),
      'send',
    ],
    ['an initiative’s step has not come', question([inDays(20)], toldOn([inDays(20)], ago(5))), 'not-yet'],
    ['an initiative’s 14 days have come since', question([inDays(14)], toldOn([inDays(14)], ago(5))), 'send'],
    ['a step passed while nobody worked', question([inDays(13)], toldOn([inDays(13)], ago(5))), 'send'],
    [
      'it is the day itself',
      question([inDays(0, { due: NOW + HOUR })], toldOn([inDays(0, { due: NOW + HOUR })], ago(1))),
      'send',
    ],
    [
      'something ends in six days and was told at seven',
      question([ending(6)], toldOn([ending(6)], ago(1))),
      'not-yet',
    ],
    ['something ends tomorrow', question([ending(1)], toldOn([ending(1)], ago(6))), 'send'],
    ['something ends today', question([ending(0.1)], toldOn([ending(0.1)], ago(1))), 'not-yet'],
    [
      'something should have been confirmed yesterday',
      question([ending(-1)], toldOn([ending(-1)], ago(2))),
      'send',
    ],
    [
      'it has been told of since, for a while',
      question([ending(-3)], toldOn([ending(-3)], ago(1))),
      'not-yet',
    ],
    [
      'it has been told of since, and long enough ago',
      question([ending(-3)], toldOn([ending(-3)], ago(2))),
      'send',
    ],
    [
      'something told is mended',
      question([A], { ...toldOn([A, B], ago(1)), isOpen: ({ id }) => id === 'a' }),
      'update',
    ],
    ['all that was told is mended', question([], { ...toldOn([A], ago(1)), isOpen: () => false }), 'update'],
    [
      'all of it is mended, at night',
      question([], { ...toldOn([A], ago(1)), isOpen: () => false, now: NOW + 10 * HOUR }),
      'update',
    ],
    [
      'it was mended after two weeks',
      question([], { ...toldOn([A], ago(15)), isOpen: () => false }),
      'nothing-open',
    ],
    [
      'something is mended, and something is new',
      question([B], { ...toldOn([A], ago(1)), isOpen: () => false }),
      'send',
    ],
  ])('%s', (_case, asked, expected) => {
    expect(said(asked)).toBe(expected);
  });
});

test.each<[string, NudgeQuestion, string | null]>([
  ['nothing is open', question([]), null],
  ['it was told today', question([A], toldOn([A], ago(0, 2))), '2026-03-05T09:00:00.000Z'],
  [
    'it repeats on Friday',
    question([A], { ...toldOn([A], ago(1)), everyDays: () => 3 }),
    '2026-03-06T09:00:00.000Z',
  ],
  [
    'it would repeat on Saturday',
    question([A], { ...toldOn([A], ago(1)), everyDays: () => 4 }),
    '2026-03-09T09:00:00.000Z',
  ],
  [
    'a snooze ends at night',
    question([A], { snoozes: new Map([['pay', NOW + 8 * HOUR]]) }),
    '2026-03-05T09:00:00.000Z',
  ],
  [
    'weekly',
    question([A], { ...toldOn([A], ago(2)), preferences: { nudges: 'weekly', only: 'all', day: 'thu' } }),
    '2026-03-05T09:00:00.000Z',
  ],
  ['the next step', question([inDays(20)], toldOn([inDays(20)], ago(1))), '2026-03-10T09:00:00.000Z'],
])('silence says when to look again: %s', (_case, asked, expected) => {
  const decision = decideNudge(asked);
  if (decision.kind !== 'silent') throw new Error(decision.kind);
  expect(decision.lookAt === null ? null : new Date(decision.lookAt).toISOString()).toBe(expected);
});

test('everything open is in it: what is new first, then by date, then repeats, each service in one place', () => {
  const old = gap('old', { service: 'ledger' });
  const dated = inDays(3, { service: 'search' });
  const fresh = gap('fresh');
  const beside = gap('beside', { kind: 'regression' });
  // Its date is nobody's deadline.
  const unconfirmed = gap('verification', { service: 'till', kind: 'ending', due: ago(1) });
  const told = toldOn([old, dated, beside, unconfirmed], ago(3));
  const decision = decideNudge(question([old, dated, beside, unconfirmed, fresh], told));
  expect(decision).toMatchObject({
    kind: 'send',
    gaps: [fresh, beside, dated, old, unconfirmed],
    fresh: [gapKey(fresh)],
  });
});

test('in a year of whatever happens nobody is told twice on a day, or outside of their hours, or of nothing', () => {
  const event = fc.record({
    hours: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 6, max: 40 })),
    toggle: fc.constantFrom('a', 'b', 'c', 'ending'),
    // fast-check builds the nil value once in `freq` times; a snooze is to be the rare case.
    snooze: fc.oneof(
      { weight: 19, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 7 }) },
    ),
  });
  const life = fc.record({
    events: fc.array(event, { minLength: 40, maxLength: 60 }),
    nudges: fc.constantFrom('daily', 'weekly'),
    zone: fc.constantFrom('Europe/London', 'America/New_York', 'Asia/Tokyo'),
    every: fc.integer({ min: 1, max: 6 }),
  });
  const sent: number[] = [];
  fc.assert(
    fc.property(life, (one) => {
      sent.push(livesCalmly(one));
    }),
    { numRuns: 120, seed: 11 },
  );
  // They do get some.
  expect(Math.max(...sent)).toBeGreaterThan(5);
});

interface Life {
  readonly events: readonly {
    readonly hours: number;
    readonly toggle: string;
    readonly snooze: number | null;
  }[];
  readonly nudges: 'daily' | 'weekly';
  readonly zone: string;
  readonly every: number;
}

/** Plays it, sending whatever is decided. Returns how many messages that were. */
function livesCalmly({ events, nudges, zone, every }: Life): number {
  const working = { ...WORKING, timezone: zone };
  const open = new Map<string, Gap>();
  const toldAt = new Map<string, Instant>();
  const days = new Set<string>();
  const snoozes = new Map<string, Instant>();
  let last: { localDate: string; plannedAt: Instant; gaps: readonly ToldGap[] } | null = null;
  let now = NOW;
  for (const { hours, toggle, snooze } of events) {
    now += hours * HOUR;
    const kind = toggle === 'ending' ? 'ending' : 'bar';
    if (!open.delete(toggle))
      open.set(toggle, gap(toggle, { since: now, kind, due: kind === 'bar' ? null : now + 9 * DAY }));
    if (snooze !== null) snoozes.set('pay', now + snooze * DAY);
    const asked = question([...open.values()], {
      ...{ now, working, last, toldAt, snoozes, everyDays: () => every },
      preferences: { nudges, only: 'all', day: 'tue' },
    });
    const decision = decideNudge(asked);
    if (decision.kind === 'silent' && decision.lookAt !== null) expect(decision.lookAt).toBeGreaterThan(now);
    if (decision.kind !== 'send') continue;
    const date = localDate(now, zone);
    expect(days.has(date)).toBe(false);
    expect(isWorkingTime(now, working)).toBe(true);
    expect(decision.gaps.length).toBeGreaterThan(0);
    expect(snoozes.get('pay') ?? 0).toBeLessThanOrEqual(now);
    days.add(date);
    last = { localDate: date, plannedAt: now, gaps: decision.gaps };
    for (const one of decision.gaps) toldAt.set(gapKey(one), now);
  }
  return days.size;
}
