import { expect, test } from 'vitest';
import { sparkline, weeksInWords } from '../../../src/slack/views/sparkline.ts';

test.each([
  [[0, 25, 50, 75, 100], '▁▂▃▅▇'],
  [[null, 40, null], '·▃·'],
  [[-5, 250], '▁▇'],
  [[], ''],
  [[50], '▃'],
])('%j is %s', (shares, line) => {
  expect(sparkline(shares)).toBe(line);
});

test('more values than there is room for keep their first and last', () => {
  const line = sparkline([0, ...Array(90).fill(50), 100], 8);
  expect(line).toHaveLength(8);
  expect(line).toMatch(/^▁▃+▇$/);
});

test.each([
  [[46, null, 72], 'up from 46 in 2 weeks'],
  [[72, 70, 46], 'down from 72 in 2 weeks'],
  [[72, 50, 60, 72], 'as 3 weeks ago'],
  [[], ''],
])('%j is heard as “%s”', (weekly, told) => {
  expect(weeksInWords(weekly)).toBe(told);
});
