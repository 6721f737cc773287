import { expect, test } from 'vitest';
import { DAY } from '../../../src/domain/instant.ts';
import type { Compared, Why } from '../../../src/domain/why.ts';
import { measuredWords } from '../../../src/slack/views/why-words.ts';

function why(part: Partial<Compared>): Why {
  const base = {
    kind: 'compared',
    path: null,
    words: 'approvals required',
    measure: 'value',
    value: 0,
    op: '>=',
    wanted: 1,
  } as const;
  return { mend: 'all', parts: [{ ...base, ...part }] };
}

test.each<[Partial<Compared>, string | null]>([
  [{}, '0 approvals required, needs 1'],
  [{ words: 'on-call levels', value: 1, wanted: 2 }, '1 on-call level, needs 2'],
  [{ words: 'open vulnerabilities', value: 1, wanted: 0 }, '1 open vulnerability, needs 0'],
  [
    { words: 'code coverage', value: 61.4, op: '>', wanted: 85, unit: '%' },
    '61.4 % code coverage, needs more than 85 %',
  ],
  [{ words: 'incidents', value: 3, op: '<', wanted: 2, measure: 'count' }, '3 incidents, needs less than 2'],
  [{ words: 'open alerts', value: 3, op: '<=', wanted: 0 }, '3 open alerts, needs at most 0'],
  [{ words: 'replicas', value: 3, op: '==', wanted: 2 }, '3 replicas, needs exactly 2'],
  [
    { words: 'backup interval', value: 3 * DAY, op: '<=', wanted: DAY, measure: 'span' },
    'backup interval 3 days, needs at most 1 day',
  ],
  [{ words: 'last commit', value: Date.UTC(2026, 1, 28), op: '<', wanted: 7 * DAY, measure: 'age' }, null],
  [
    {
      words: 'certificate ends',
      value: Date.UTC(2026, 3, 1),
      op: '>',
      wanted: 7 * DAY,
      measure: 'time_left',
    },
    null,
  ],
  [{ value: 'beta', wanted: 'production', op: '==' }, null],
  [{ measure: 'moment' }, null],
])('a comparison is said as people say it: %o', (part, words) => {
  expect(measuredWords(why(part))).toBe(words);
});

test('what is no single comparison keeps its own words', () => {
  const [part] = why({}).parts;
  if (part === undefined) throw new Error('there is one');
  expect(measuredWords({ mend: 'any', parts: [part, part] })).toBeNull();
  expect(
    measuredWords({ mend: 'all', parts: [{ kind: 'unmet', source: 'a > b', should: true }] }),
  ).toBeNull();
  expect(measuredWords(undefined)).toBeNull();
});
