/** What the year brings: everything that is known before it begins. */
import { DAY, HOUR, type Instant, MINUTE } from '../../src/domain/instant.ts';
import type { Agenda } from './agenda.ts';
import { RULES, SERVICES, VENDORS } from './company.ts';
import type { Dice } from './dice.ts';
import { type Fate, SLACK } from './fate.ts';

export type Event =
  | { readonly kind: 'breaks' | 'mends'; readonly service: number; readonly rule: number }
  /** A flap is mended by nobody: it goes by. */
  | { readonly kind: 'flaps'; readonly service: number; readonly rule: number }
  | { readonly kind: 'ask'; readonly services: readonly number[] | 'all' }
  | { readonly kind: 'restart' | 'initiative' | 'initiatives' | 'reorganise' | 'naive' | 'storm' }
  | { readonly kind: 'release'; readonly day: number }
  | { readonly kind: 'slack'; readonly out: boolean };

/** Some of every vendor's services, which are asked whatever is due. */
const PROBE = [3, 99, 250, 401, 555, 678, 760, 903];

export function planYear(
  { add }: Agenda<Event>,
  { start, days, dice, fate }: { start: Instant; days: number; dice: Dice; fate: Fate },
): void {
  const end = start + days * DAY;
  for (const wait of [0, 35 * MINUTE, 6 * HOUR + 10 * MINUTE])
    add(start + wait, { kind: 'ask', services: 'all' });
  breaks(add, start, end, dice);
  flaps(add, start, days, dice);
  outages(add, fate);
  for (let day = 0; day < days; day += 1) {
    add(start + day * DAY + 9 * HOUR, { kind: 'naive' });
    add(start + day * DAY + 10 * HOUR, { kind: 'initiatives' });
  }
  for (let month = 1; month < 12; month += 1)
    add(start + (month * 30 + dice.below(20)) * DAY + dice.below(24) * HOUR, { kind: 'restart' });
  for (const day of [30, 95, 150, 215, 280, 330]) add(start + day * DAY + 11 * HOUR, { kind: 'reorganise' });
  for (const day of [40, 200]) add(start + day * DAY + 13 * HOUR, { kind: 'initiative' });
  for (const day of new Set(RULES.flatMap(({ from }) => from ?? [])))
    for (const [wait, event] of [
      [0, { kind: 'release', day }],
      [0, { kind: 'ask', services: 'all' }],
      [35 * MINUTE, { kind: 'ask', services: 'all' }],
    ] as const)
      add(start + day * DAY + 14 * HOUR + wait, event);
}

function breaks(add: Agenda<Event>['add'], start: Instant, end: Instant, dice: Dice): void {
  for (let service = 0; service < SERVICES; service += 1)
    RULES.forEach(({ breaksEvery }, rule) => {
      for (let at = start + dice.wait(breaksEvery); at < end; at += dice.wait(breaksEvery))
        add(at, { kind: 'breaks', service, rule });
    });
}

/** Checks that change every half hour, for two days, four times a year. */
function flaps(add: Agenda<Event>['add'], start: Instant, days: number, dice: Dice): void {
  for (let nth = 0; nth < 15; nth += 1) {
    const [service, rule] = [dice.below(SERVICES), dice.happens(0.5) ? 6 : 1];
    for (let burst = 0; burst < 4; burst += 1) {
      const begins = start + dice.below(days - 3) * DAY;
      // An even number of times: in the end it is as it was.
      for (let time = 0, at = begins; time < 80; time += 1, at += 20 * MINUTE + dice.below(30) * MINUTE)
        add(at, { kind: 'flaps', service, rule });
    }
  }
}

function outages(add: Agenda<Event>['add'], fate: Fate): void {
  for (const { from, to } of fate.outages.get(SLACK) ?? []) {
    add(from, { kind: 'slack', out: true });
    add(to, { kind: 'slack', out: false });
  }
  for (const { name, maxAge, interval } of VENDORS)
    for (const { from, to } of fate.outages.get(name) ?? []) {
      for (const wait of [MINUTE, 12 * MINUTE]) add(from + wait, { kind: 'ask', services: PROBE });
      add(to + MINUTE, { kind: 'ask', services: PROBE });
      if (to - from < maxAge) continue;
      // By then what was known of all is too old; afterwards all are asked again, and looked at once more.
      for (const at of [from + maxAge + 10 * MINUTE, to + 5 * MINUTE, to + interval + 20 * MINUTE])
        add(at, { kind: 'ask', services: 'all' });
    }
}
