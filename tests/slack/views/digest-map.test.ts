import { expect, test } from 'vitest';
import { digestMapMessage } from '../../../src/slack/views/digest-map.ts';
import { noOutcomes } from '../../../src/use-cases/pictures/outcome-counts.ts';
import { literalMap } from '../../support/literal-map.ts';

const map = literalMap({ services: 6, rules: 3 });
const met = map.columns.map((column) => ({ ...column, counts: { ...noOutcomes(), pass: 6 } }));

test('a map’s caption is its finding: the weakest rule and the weakest row', () => {
  const grouped = literalMap({ services: 40, by: 'team', teams: 3 });
  const [rule] = grouped.weakest;
  const { text } = digestMapMessage(grouped);
  expect(text).toContain(`Weakest rule: *${rule?.title}*, ok at ${rule?.counts.pass} of `);
  expect(text).toMatch(/ services\. Weakest team: \*team-\d\*, \d+ % of its checks ok\.$/);
});

test('of a single row the rule is all that there is to say', () => {
  expect(digestMapMessage({ ...map, rows: map.rows.slice(0, 1) }).text).not.toContain('Weakest service');
});

test.each([
  ['all rules are met', met, '✅ All rules are met.'],
  [
    'as far as is known',
    [{ ...met[0], counts: { ...noOutcomes(), pass: 5, unknown: 1 } }],
    "✅ All rules are met, as far as is known: 1 check can't be told.",
  ],
  [
    'nothing is known',
    [{ ...met[0], counts: { ...noOutcomes(), unknown: 6 } }],
    '❔ Nothing is known yet of 6 checks.',
  ],
])('where %s it says so', (_what, columns, told) => {
  const none = { ...map, weakest: [], columns: columns as typeof met };
  expect(digestMapMessage(none).text).toBe(told);
});
