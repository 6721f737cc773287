import { expect, test } from 'vitest';
import { MINUTE } from '../../src/domain/instant.ts';
import { outageIn } from '../../src/domain/outage.ts';

const NOW = Date.parse('2026-03-12T09:41:00Z');

test.each([
  // newly failing, failing, asked, minutes since the first of the failures
  [0, 0, 100, null, false, 'nothing fails'],
  [5, 5, 100, 10, true, 'five fail and nobody was answered for ten minutes'],
  [100, 100, 100, 9, false, 'it has not been for long'],
  [4, 4, 100, 300, false, 'a few fail, and nobody else was asked meanwhile'],
  [4, 100, 100, 60, true, 'the last few that worked fail too'],
  [1, 1, 1, 10, true, 'the only service fails'],
  [2, 2, 3, 60, false, 'one of three has not been heard of'],
  [0, 3, 3, 60, false, 'none of the failures is newer than the last answer'],
])(
  '%i of %i failing, of %i asked, for %s minutes: outage %s, since %s',
  (newly, failing, asked, minutes, is, _why) => {
    const since = minutes === null ? null : NOW - minutes * MINUTE;
    expect(outageIn({ newlyFailing: newly, failing, asked, since }, NOW)).toBe(is ? since : null);
  },
);
