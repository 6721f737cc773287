import { expect, test } from 'vitest';
import { evaluate } from '../../src/domain/evaluate.ts';
import type { FactCatalogue, FactDocument, FactSource } from '../../src/domain/fact.ts';
import { DAY } from '../../src/domain/instant.ts';
import { compileScorecard } from '../../src/domain/rules/compile-scorecard.ts';
import type { Scorecard } from '../../src/domain/scorecard.ts';

const NOW = Date.parse('2026-03-12T09:41:00Z');

const CATALOGUE: FactCatalogue = new Map([
  [
    'git',
    {
      name: 'git',
      words: 'the repository',
      summary: '',
      type: {
        kind: 'object',
        fields: [{ name: 'readme', description: '', words: 'README', type: { kind: 'string' } }],
      },
    },
  ],
]);

const SCORECARD: Scorecard = {
  id: 'card',
  name: 'Card',
  maintainers: [],
  levels: ['bronze'],
  rules: [
    {
      id: 'readme',
      title: 'README',
      level: 'bronze',
      expression: 'git.readme != ""',
      weight: 1,
      controls: [],
      why: '',
      fix: '',
      required: true,
      stage: 'enforced',
      exceptions: 'allowed',
      nudge: true,
      sensitive: false,
      hold: DAY,
      onMissing: 'fail',
    },
  ],
};

const SOURCES: readonly FactSource[] = ['first', 'second'].map((collector) => ({
  collector,
  fills: ['git'],
  configured: true,
  interval: DAY,
  maxAge: DAY,
}));

function document(collector: string, more: Partial<FactDocument>): FactDocument {
  return {
    namespace: 'git',
    collector,
    value: null,
    collectedAt: null,
    unreadable: [],
    absent: [],
    error: null,
    failedAt: null,
    ...more,
  };
}

const silent = (collector: string) =>
  document(collector, { unreadable: [{ path: '', reason: 'no checkout is named: add `path`' }] });
const answer = (collector: string, value: FactDocument['value']) =>
  document(collector, { value, collectedAt: NOW });

function check(...documents: readonly FactDocument[]) {
  const [only] = evaluate(compileScorecard(SCORECARD, CATALOGUE), {
    documents,
    sources: SOURCES,
    exceptions: [],
    now: NOW,
  }).checks;
  return only;
}

test('a collector that is silent about a service leaves the word to the others', () => {
  expect(check(silent('first'), answer('second', { readme: 'README.md' }))).toMatchObject({
    outcome: 'pass',
  });
  expect(check(silent('first'), answer('second', {}))).toMatchObject({ outcome: 'fail', cause: 'missing' });
  expect(check(answer('first', {}), silent('second'))).toMatchObject({ outcome: 'fail', cause: 'missing' });
});

test('where all are silent nothing is known, for the reason that they give', () => {
  expect(check(silent('first'), silent('second'))).toMatchObject({
    outcome: 'unknown',
    cause: 'not_collected',
    reason: 'no checkout is named: add `path`',
  });
});

test('a collector that failed is not silent: it may know what the others do not', () => {
  const failed = document('second', { error: 'GitHub answers 503', failedAt: NOW });
  expect(check(answer('first', {}), failed)).toMatchObject({ outcome: 'unknown', cause: 'unreadable' });
  expect(check(silent('first'), failed)).toMatchObject({ outcome: 'unknown', cause: 'unreadable' });
});
