import { describe, expect, it, test } from 'vitest';
import { instantOfMinute, zonedMinute } from '../../../../src/workspace/page/model/zoned-time.ts';

describe('a minute on the clocks of a zone', () => {
  test.each([
    ['2026-03-10T09:30', 'Europe/London', '2026-03-10T09:30:00Z'],
    ['2026-07-10T09:30', 'Europe/London', '2026-07-10T08:30:00Z'],
    ['2026-03-10T09:30', 'Asia/Kolkata', '2026-03-10T04:00:00Z'],
    ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['2026-10-25T04:00', 'Europe/Berlin', '2026-10-25T03:00:00Z'],
  ])('%s in %s is %s', (minute, zone, instant) => {
    expect(instantOfMinute(minute, zone)).toBe(Date.parse(instant) / 1000);
    expect(zonedMinute(Date.parse(instant) / 1000, zone)).toBe(minute);
  });

  it('is null for what is no minute', () => {
    expect(instantOfMinute('', 'UTC')).toBeNull();
    expect(instantOfMinute('tomorrow', 'UTC')).toBeNull();
  });
});
