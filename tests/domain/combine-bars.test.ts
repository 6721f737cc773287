import { expect, test } from 'vitest';
import { combineBars } from '../../src/domain/combine-bars.ts';
import type { Bar } from '../../src/domain/outcome.ts';

test.each<[readonly Bar[], Bar]>([
  [[], 'none'],
  [['none', 'met'], 'met'],
  [['met', 'met_by_exception'], 'met_by_exception'],
  [['met_by_exception', 'unknown', 'met'], 'unknown'],
  [['unknown', 'not_met', 'met'], 'not_met'],
])('the bar over %j is %s', (bars, combined) => {
  expect(combineBars(bars)).toBe(combined);
});
