import { DAY } from '../domain/instant.ts';
import type { IsHoliday } from '../use-cases/nudging/profiles.ts';

/** Days of a year by `YYYY`. */
type Years = Map<string, ReadonlySet<string>>;

/**
 * Public holidays of a country, or a part of it (`GB`, `GB-SCT`, `ES-MD`). The library holds all countries and takes a
 * while to load, so that it is only where somebody configured holidays. A place that it does not know has none.
 * https://github.com/commenthol/date-holidays
 */
export function holidayCalendar(): (country: string) => Promise<IsHoliday> {
  const known = new Map<string, Promise<IsHoliday>>();
  return (country) => {
    const before = known.get(country) ?? read(country);
    known.set(country, before);
    return before;
  };
}

async function read(country: string): Promise<IsHoliday> {
  const { default: Holidays } = await import('date-holidays');
  const [land = '', state = '', region = ''] = country.toUpperCase().split('-');
  const calendar = new Holidays(land, state, region, { types: ['public'] });
  const years: Years = new Map();
  const daysOf = (year: string) => {
    const found = years.get(year) ?? new Set(calendar.getHolidays(Number(year)).flatMap(datesOf));
    years.set(year, found);
    return found;
  };
  return (date) => daysOf(date.slice(0, 4)).has(date);
}

/** Most take one day; a few (Eid, in some countries) several. Its `date` is local, such as `2026-12-25 00:00:00`. */
function datesOf({ date, start, end }: { date: string; start: Date; end: Date }): string[] {
  const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY));
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  return Array.from({ length: days }, (_, nth) => new Date(first + nth * DAY).toISOString().slice(0, 10));
}
