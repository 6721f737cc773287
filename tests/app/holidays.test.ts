import { expect, test } from 'vitest';
import { holidayCalendar } from '../../src/app/holidays.ts';

test.each([
  ['GB-ENG', '2026-04-03', true],
  ['GB-ENG', '2026-04-06', true],
  // Easter Monday is none in Scotland, Saint Andrew’s Day is.
  ['GB-SCT', '2026-04-06', false],
  ['GB-SCT', '2026-11-30', true],
  ['GB-ENG', '2026-11-30', false],
  ['de', '2026-10-03', true],
  ['US', '2026-11-26', true],
  ['US', '2026-11-27', false],
  ['JP', '2027-01-01', true],
  // Nobody's country.
  ['XX', '2026-12-25', false],
])('in %s %s is a holiday: %s', async (country, date, expected) => {
  const isHoliday = await holidayCalendar()(country);
  expect(isHoliday(date)).toBe(expected);
});
