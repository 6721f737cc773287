import { Temporal } from 'temporal-polyfill';
import { HOUR, MINUTE, SECOND } from '../instant.ts';
import { stop } from './stop.ts';
import { isSpan, lengthOf } from './values.ts';

type Getter = (value: unknown, zone?: unknown) => unknown;

/** A calendar field of a moment, in UTC or in the zone that is named. CEL counts months and days of a month from 0. */
function calendar(pick: (moment: Temporal.ZonedDateTime) => number): Getter {
  return (value, zone = 'UTC') => {
    if (!(value instanceof Date) || typeof zone !== 'string') return undefined;
    const moment = inZone(value, zone);
    return moment === undefined ? stop('error', `"${zone.slice(0, 40)}" is no time zone`) : pick(moment);
  };
}

function inZone(value: Date, zone: string): Temporal.ZonedDateTime | undefined {
  try {
    return Temporal.Instant.fromEpochMilliseconds(value.getTime()).toZonedDateTimeISO(zone);
  } catch {
    return undefined;
  }
}

/** Works on moments as `calendar` says, and on lengths of time as a whole number of `unit`. */
function clock(pick: (moment: Temporal.ZonedDateTime) => number, unit: number): Getter {
  const ofMoment = calendar(pick);
  return (value, zone) => (isSpan(value) ? Math.trunc(lengthOf(value) / unit) + 0 : ofMoment(value, zone));
}

/** `getMilliseconds` of a duration is left out: CEL and its implementations disagree about what it gives. */
export const GETTERS: readonly (readonly [string, Getter])[] = [
  ['getFullYear', calendar((moment) => moment.year)],
  ['getMonth', calendar((moment) => moment.month - 1)],
  ['getDate', calendar((moment) => moment.day)],
  ['getDayOfMonth', calendar((moment) => moment.day - 1)],
  ['getDayOfWeek', calendar((moment) => moment.dayOfWeek % 7)],
  ['getDayOfYear', calendar((moment) => moment.dayOfYear - 1)],
  ['getHours', clock((moment) => moment.hour, HOUR)],
  ['getMinutes', clock((moment) => moment.minute, MINUTE)],
  ['getSeconds', clock((moment) => moment.second, SECOND)],
  ['getMilliseconds', calendar((moment) => moment.millisecond)],
];
