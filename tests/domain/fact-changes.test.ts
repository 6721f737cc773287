import { describe, expect, test } from 'vitest';
import type { FactDocument } from '../../src/domain/fact.ts';
import { describeFactChanges, type Telling } from '../../src/domain/fact-changes.ts';
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
const telling: Telling = {
  words: (path) => path.replaceAll('_', ' '),
  sensitive: (path) => path.startsWith('vcs.alerts'),
};
const changes = (before: readonly FactDocument[], after: readonly FactDocument[]) =>
  describeFactChanges(before, after, telling);
const change = (before: JsonObject | null, after: JsonObject | null) =>
  changes([document(before)], [document(after)]);

describe('describeFactChanges', () => {
  test('names the collector, the field in words, and both values', () => {
    expect(change({ branch: { approvals_required: 1 } }, { branch: { approvals_required: 0 } })).toBe(
      'github: vcs.branch.approvals required 1 → 0',
    );
  });
  test('says nothing where only the date of the answer is new', () => {
    expect(change({ a: 1, list: [1, 2] }, { a: 1, list: [1, 2] })).toBe('');
  });
  test('says what appeared and what went', () => {
    expect(change({ a: true }, { b: 'x' })).toBe('github: vcs.a yes → none, vcs.b none → x');
  });
  test('counts entries of lists, and stops after three changes', () => {
    expect(change({ a: [1], b: 1, c: 1, d: 1 }, { a: [1, 2], b: 2, c: 2, d: 2 })).toBe(
      'github: vcs.a 1 entry → 2 entries, vcs.b 1 → 2, vcs.c 1 → 2 and 1 more',
    );
  });
  test('calls first facts what they are, and each collector once', () => {
    const next = [
      document({ a: 1 }),
      document({ a: 1 }, 'file'),
      { ...document({ a: 1 }, 'file'), namespace: 'slo' },
    ];
    expect(changes([], next)).toBe('first facts from github, file');
    expect(changes([document(null)], [document({ a: 1 })])).toBe('first facts from github');
  });
  test('says which collector has no facts any more', () => {
    expect(change({ a: 1 }, null)).toBe('no facts any more from github');
    expect(change(null, null)).toBe('');
  });
  test('tells each collector apart, and each once over all of its namespaces', () => {
    const slo = (value: JsonObject) => ({ ...document(value, 'file'), namespace: 'slo' });
    const previous = [document({ a: 1 }), document({ a: 1 }, 'file'), slo({ a: 1 })];
    const next = [document({ a: 2 }), document({ a: 3 }, 'file'), slo({ a: 4 })];
    expect(changes(previous, next)).toBe('github: vcs.a 1 → 2; file: vcs.a 1 → 3, slo.a 1 → 4');
  });
  test('keeps the values of sensitive facts to itself', () => {
    expect(change({ alerts: { open: 0 }, a: 1 }, { alerts: { open: 3 }, a: 2 })).toBe(
      'github: vcs.alerts.open changed, vcs.a 1 → 2',
    );
  });
});
