import { describe, expect, test } from 'vitest';
import type { Bar, Outcome } from '../../src/domain/outcome.ts';
import { type Candidate, type CandidateCheck, checkRelease } from '../../src/domain/release-check.ts';

const CHECK: CandidateCheck = {
  ...{ rule: 'r/runbook', title: 'Runbook', required: true, reason: null },
  ...{ outcome: 'pass', standing: 'pass', since: 1, unprovenSince: null },
};

function candidate(changes: Partial<Candidate> = {}): Candidate {
  return {
    ...{ key: 'k', id: 'ledger', name: 'Ledger', tier: 'Customers stop', unknown: 'warn' },
    ...{ bar: 'met', judged: true, checks: [CHECK], exceptions: [] },
    ...changes,
  };
}

function resultOf(changes: Partial<Candidate>) {
  const { result, services } = checkRelease('x', [candidate(changes)], 9);
  return [result, services[0]?.findings.map(({ kind, weight }) => `${kind} ${weight}`)];
}

describe('a service of a release', () => {
  const cases: [
    what: string,
    bar: Bar,
    outcome: Outcome,
    standing: Outcome,
    unknown: Candidate['unknown'],
    result: string,
    findings: string[],
  ][] = [
    ['meets its bar', 'met', 'pass', 'pass', 'block', 'go', []],
    ['meets it by exception', 'met_by_exception', 'exempt', 'exempt', 'block', 'go', []],
    ['is below it', 'not_met', 'fail', 'fail', 'allow', 'no-go', ['fails blocks']],
    ['was below it when last known', 'not_met', 'unknown', 'fail', 'allow', 'no-go', ['fails blocks']],
    ["can't be told, tier blocks", 'unknown', 'unknown', 'unknown', 'block', 'no-go', ['unknown blocks']],
    [
      "can't be told, tier warns",
      'unknown',
      'unknown',
      'unknown',
      'warn',
      'go with warnings',
      ['unknown warns'],
    ],
    ["can't be told, tier allows", 'unknown', 'unknown', 'unknown', 'allow', 'go', ['unknown noted']],
    [
      'is held through an outage, tier blocks',
      'met',
      'unknown',
      'pass',
      'block',
      'go with warnings',
      ['unproven warns'],
    ],
    ['is held through an outage, tier allows', 'met', 'unknown', 'pass', 'allow', 'go', ['unproven noted']],
  ];
  test.each(cases)('that %s', (_what, bar, outcome, standing, unknown, result, findings) => {
    const checks = [{ ...CHECK, outcome, standing }];
    expect(resultOf({ bar, unknown, checks })).toEqual([result, findings]);
  });

  test('is not held up by rules above its bar: what is not known of them is noted', () => {
    const above = { ...CHECK, required: false };
    const checks: CandidateCheck[] = [
      { ...above, rule: 'r/a', outcome: 'fail', standing: 'fail' },
      { ...above, rule: 'r/b', outcome: 'unknown', standing: 'unknown' },
    ];
    expect(resultOf({ checks, unknown: 'block' })).toEqual(['go', ['unknown noted']]);
  });

  test.each([
    ['block', 'no-go'],
    ['warn', 'go with warnings'],
    // Nothing was looked at at all: a go would say more than is known.
    ['allow', 'go with warnings'],
  ] as const)('that nobody has looked at is unknown as a whole: %s', (unknown, result) => {
    const unjudged = { judged: false, bar: 'none', checks: [], unknown } as const;
    expect(resultOf(unjudged)[0]).toBe(result);
  });

  test('is what its bar says, also where no rule in force explains it any more', () => {
    expect(resultOf({ bar: 'not_met' })).toEqual(['no-go', ['bar blocks']]);
    expect(resultOf({ bar: 'unknown', unknown: 'block' })).toEqual(['no-go', ['bar blocks']]);
  });

  test('is unproven since its facts became too old, not since its outcome was written', () => {
    const held: CandidateCheck = { ...CHECK, outcome: 'unknown', since: 7, unprovenSince: 4 };
    const { services } = checkRelease('x', [candidate({ checks: [held] })], 9);
    expect(services[0]?.findings[0]?.since).toBe(4);
  });
});

describe('a release', () => {
  const fine = candidate({ id: 'a' });
  const nothing = candidate({ id: 'b', bar: 'none', checks: [] });
  const bad = candidate({
    id: 'c',
    bar: 'not_met',
    checks: [{ ...CHECK, outcome: 'fail', standing: 'fail' }],
  });

  test('is as good as its worst service, which comes first', () => {
    const { result, services } = checkRelease('x', [nothing, fine, bad], 9);
    expect([result, services.map(({ id }) => id)]).toEqual(['no-go', ['c', 'a', 'b']]);
  });

  test('goes where some have no bar, and warns where none has: nothing was checked then', () => {
    expect(checkRelease('x', [fine, nothing], 9).result).toBe('go');
    expect(checkRelease('x', [nothing], 9).result).toBe('go with warnings');
  });

  test('of nothing is no go', () => {
    expect(checkRelease('x', [], 9).result).toBe('no-go');
  });
});
