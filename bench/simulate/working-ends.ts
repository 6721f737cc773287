import { holidayCalendar } from '../../src/app/holidays.ts';
import { DAY, HOUR, type Instant } from '../../src/domain/instant.ts';
import { localDate } from '../../src/domain/local-date.ts';
import { type WorkingTime, workingSpan } from '../../src/domain/planner/working-time.ts';
import { ZONES } from './company.ts';

export interface WorkingEnd {
  readonly zone: string;
  readonly working: WorkingTime;
}

/** When a working day ends in which zones. */
export async function workingEnds(
  start: Instant,
  end: Instant,
): Promise<ReadonlyMap<Instant, readonly WorkingEnd[]>> {
  const holidaysOf = holidayCalendar();
  const found: { readonly at: Instant; readonly one: WorkingEnd }[] = [];
  for (const { timezone, holidays } of ZONES) {
    const working: WorkingTime = {
      ...{ timezone, days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' },
      isHoliday: await holidaysOf(holidays),
    };
    for (let day = start; day < end; day += DAY) {
      const span = workingSpan(localDate(day + 12 * HOUR, timezone), working);
      if (span !== null && span.to < end) found.push({ at: span.to, one: { zone: timezone, working } });
    }
  }
  return new Map(
    [...Map.groupBy(found, ({ at }) => at)].map(([at, some]) => [at, some.map(({ one }) => one)]),
  );
}
