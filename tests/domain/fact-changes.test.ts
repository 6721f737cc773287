import { describe, expect, test } from 'vitest';
import type { FactDocument } from '../../src/domain/fact.ts';
import { describeFactChanges } from '../../src/domain/fact-changes.ts';
import type { JsonObject } from '../../src/domain/json.ts';

const document = (value: JsonObject | null, collector = 'github'): FactDocument => ({
  namespace: 'vcs',
  collector,
  value,
  collectedAt: 1,
  unreadable: [],
  absent: [],
  error: null,
  failedAt: null,
});
const change = (before: JsonObject | null, after: JsonObject | null) =>
  describeFactChanges([document(before)], [document(after)]);

describe('describeFactChanges', () => {
  test('names the collector, the field, and both values', () => {
    expect(change({ branch: { approvals: 1 } }, { branch: { approvals: 0 } })).toBe(
      'github: branch.approvals 1 → 0',
    );
  });
  test('says nothing where only the date of the answer is new', () => {
    expect(change({ a: 1, list: [1, 2] }, { a: 1, list: [1, 2] })).toBe('');
  });
  test('says what appeared and what went', () => {
    expect(change({ a: 1 }, { b: 'x' })).toBe('github: a 1 → none, b none → x');
  });
  test('counts entries of lists, and stops after three changes', () => {
    expect(change({ a: [1], b: 1, c: 1, d: 1 }, { a: [1, 2], b: 2, c: 2, d: 2 })).toBe(
      'github: a 1 entries → 2 entries, b 1 → 2, c 1 → 2 and 1 more',
    );
  });
  test('calls a first document what it is', () => {
    expect(describeFactChanges([], [document({ a: 1 })])).toBe('github: first facts');
  });
  test('tells each collector apart', () => {
    const previous = [document({ a: 1 }), document({ a: 1 }, 'file')];
    expect(describeFactChanges(previous, [document({ a: 2 }), document({ a: 3 }, 'file')])).toBe(
      'github: a 1 → 2; file: a 1 → 3',
    );
  });
});
