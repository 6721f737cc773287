import { expect, test } from 'vitest';
import type { Json } from '../../../src/domain/json.ts';
import { instantIn, valueWords } from '../../../src/slack/views/fact-values.ts';

test.each<[Json, string]>([
  [null, 'none'],
  [true, 'yes'],
  [0, '0'],
  ['main', 'main'],
  [[], 'none'],
  [{}, 'none'],
  [['a', 'b'], 'a, b'],
  [['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'a, b, c, d, e and 2 more'],
  [{ opened_by: 'Ana', paths: [] }, 'opened by Ana, paths none'],
  [[{ type: 'runbook', title: 'R' }, { type: 'logs' }], 'type runbook, title R; type logs'],
])('says %j as a person would', (value, said) => {
  expect(valueWords(value, 200)).toBe(said);
});

test('turns nothing round that a vendor wrote backwards', () => {
  expect(valueWords({ 'na\u202eme': 'x\u202ey' }, 200)).not.toContain('\u202e');
});

test.each<[Json, number | null]>([
  ['2026-03-04T12:00:00Z', Date.parse('2026-03-04T12:00:00Z')],
  ['2026-13-44T12:00:00Z', null],
  ['main', null],
  [7, null],
])('an instant in %j is %j', (value, at) => {
  expect(instantIn(value)).toBe(at);
});
