import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/domain/instant.ts';
import { moment, nearby, when, whenPlain, whenRich } from '../../../src/slack/views/dates.ts';
import { NOW } from '../../support/view-models.ts';

test.each([
  [NOW + 3 * DAY, 'in 3 days'],
  [NOW - 2 * DAY - HOUR, '2 days ago'],
  [NOW - DAY, '1 day ago'],
  [NOW + 90 * MINUTE, 'in 1 hour'],
  [NOW - 5 * MINUTE, '5 minutes ago'],
  [NOW - 20 * SECOND, 'just now'],
  [NOW + 20 * SECOND, 'in a moment'],
  [NOW - 8 * DAY, null],
])('an instant near now is told from now: %s', (at, words) => {
  expect(nearby(at, NOW)).toBe(words);
});

test('beyond a week stands a date in the reader’s zone, with a fallback', () => {
  const at = NOW + 20 * DAY;
  expect(when(at, NOW)).toBe(`<!date^${at / 1000}^{date_long_full}|1 April 2026>`);
  expect(whenPlain(at, NOW)).toBe('1 April 2026');
  expect(whenRich(at, NOW)).toEqual({
    type: 'date',
    timestamp: at / 1000,
    format: '{date_long_full}',
    fallback: '1 April 2026',
  });
});

test('a moment does not go stale', () => {
  expect(moment('as of', NOW + 999)).toBe(
    `<!date^${NOW / 1000}^as of {date_short_pretty} at {time}|as of 12 March 2026 at 09:41 UTC>`,
  );
});
