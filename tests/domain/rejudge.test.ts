import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EvaluationInput, evaluate } from '../../src/domain/evaluate.ts';
import type { FactDocument } from '../../src/domain/fact.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import type { JsonObject } from '../../src/domain/json.ts';
import { rejudge } from '../../src/domain/rejudge.ts';
import { type CompiledScorecard, compileScorecard } from '../../src/domain/rules/compile-scorecard.ts';
import { factCatalogue } from '../../src/facts/index.ts';
import { anyDocument, anySources } from '../support/any-facts.ts';
import { document, NOW, rule, scorecard, source } from '../support/judging.ts';

/** The scorecard with the ids of the rules that are run from now on. */
function watched(compiled: CompiledScorecard): { compiled: CompiledScorecard; run: string[] } {
  const run: string[] = [];
  const rules = compiled.rules.map((one) => {
    const watching: typeof one.run = (frame) => {
      run.push(one.rule.id);
      return one.run(frame);
    };
    return { ...one, run: watching, test: { ...one.test, run: watching } };
  });
  return { compiled: { ...compiled, rules }, run };
}

describe('a service of which something was collected anew', () => {
  const rules = [
    rule('archived', 'git.archived'),
    rule('covered', 'coverage.percent > 85'),
    rule('recent', 'now - git.last_commit_at < duration("90d")'),
    rule('measured', 'has(coverage.measured_at) || git.archived'),
    rule('staffed', 'oncall.staffed', { appliesTo: 'coverage.percent > 10' }),
    rule('drilled', 'custom.drill == true'),
  ];
  const documents = [
    document('git', 'git', { archived: false, last_commit_at: '2026-03-01T00:00:00Z' }),
    document('coverage', 'codecov', { percent: 70 }),
    document('custom', 'push.drill', { drill: true }),
  ];
  const sources = [source('git', ['git']), source('codecov', ['coverage'])];
  const known: EvaluationInput = { documents, sources, exceptions: [], now: NOW };

  /** What is run when the documents of a namespace are told anew. */
  function told(namespace: string, value: JsonObject, more: Partial<FactDocument> = {}) {
    const { compiled, run } = watched(compileScorecard(scorecard(rules), factCatalogue));
    const { checks } = evaluate(compiled, known);
    const after = documents.map((one) => (one.namespace === namespace ? { ...one, value, ...more } : one));
    run.length = 0;
    const next = rejudge(compiled, { ...known, documents: after }, { documents, checks });
    const judged = [...new Set(run)];
    expect(next).toEqual(evaluate(compiled, { ...known, documents: after }));
    return { judged, evidence: next.checks.map((check) => check.evidence) };
  }

  test('is judged by the rules that read a changed fact, and those that ask for the time', () => {
    expect(told('coverage', { percent: 90 }).judged).toEqual(['covered', 'recent', 'staffed']);
    expect(told('custom', { drill: false }).judged).toEqual(['recent', 'drilled']);
    expect(told('coverage', { percent: 70, measured_at: '2026-03-10T00:00:00Z' }).judged).toEqual([
      'recent',
      'measured',
    ]);
  });

  test('is judged by no other rule when the same was collected later, and proof gets the newer date', () => {
    const { judged, evidence } = told('coverage', { percent: 70 }, { collectedAt: NOW });
    expect(judged).toEqual(['recent']);
    expect(evidence[1]).toEqual([
      { path: 'coverage.percent', value: 70, collector: 'codecov', collectedAt: NOW },
    ]);
  });

  test('is judged anew where a fact became unknown, as far as filters let it', () => {
    const failed = { collectedAt: null, error: 'it answers 500', failedAt: NOW, value: null };
    expect(told('coverage', {}, failed).judged).toEqual(['covered', 'recent', 'measured']);
  });
});

describe('judging just what changed', () => {
  const expressions = [
    'git.archived',
    'coverage.percent > 85',
    'vcs.default_branch.required_approvals >= 1',
    'incidents.recent.filter(i, now - i.began_at < duration("14d")).size() < 2',
    'service.links.exists(l, l.type == "runbook") || has(service.owner)',
    'custom.n > 3 && custom.n / custom.x < 5',
    'has(vcs.default_branch) ? vcs.default_branch.protected : has(custom.deep.er)',
    'timestamp(attested["n"].expires_at) > now',
    'custom.size() < 2',
    'now.getHours() < 13 || coverage.percent > 50',
    'now - git.last_commit_at < duration("30d") && git.archived',
  ];
  const rules = expressions.map((text, n) =>
    rule(`r${n}`, text, {
      level: ['bronze', 'silver', 'gold'][n % 3]!,
      required: n % 2 === 0,
      onMissing: n % 4 === 1 ? 'unknown' : 'fail',
      hold: n % 3 === 0 ? HOUR : 14 * DAY,
      ...(n % 5 === 2 ? { appliesTo: 'coverage.percent > 10 || now.getHours() > 20' } : {}),
      ...(n === 4 ? { stage: 'announced' as const, effectiveFrom: NOW + 2 * HOUR } : {}),
    }),
  );
  const compiled = compileScorecard(
    scorecard(rules, { appliesTo: '!has(service.system) || service.system != "x"' }),
    factCatalogue,
  );
  const known = fc.record({
    documents: fc.array(anyDocument, { maxLength: 8 }),
    sources: anySources,
    exceptions: fc.array(
      fc.record({
        id: fc.constant('e'),
        rule: fc.constantFrom('card/r0', 'card/r1', 'card/r2', 'card/r9'),
        from: fc.integer({ min: NOW - DAY, max: NOW + DAY }),
        until: fc.integer({ min: NOW - DAY, max: NOW + 2 * DAY }),
      }),
      { maxLength: 2 },
    ),
    now: fc.constant(NOW),
  });
  type Change = (documents: readonly FactDocument[]) => readonly FactDocument[];
  const at = fc.nat(7);
  /** A document comes, goes, is another, or is the same at another time. */
  const anyChange: fc.Arbitrary<Change> = fc.oneof(
    anyDocument.map(
      (one): Change =>
        (all) => [...all, one],
    ),
    at.map(
      (place): Change =>
        (all) =>
          all.toSpliced(place, 1),
    ),
    fc.tuple(at, anyDocument).map(
      ([place, { value, ...rest }]): Change =>
        (all) =>
          all.map((one, n) => {
            const { namespace, collector } = one;
            return n === place ? { ...rest, value, namespace, collector } : one;
          }),
    ),
    fc.tuple(at, fc.integer({ min: 0, max: DAY })).map(
      ([place, age]): Change =>
        (all) =>
          all.map((one, n) => (n === place && one.value !== null ? { ...one, collectedAt: NOW - age } : one)),
    ),
  );

  test('comes to what judging everything comes to, until the clock alone may alter something', () => {
    fc.assert(
      fc.property(
        known,
        fc.array(anyChange, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 3 * DAY }),
        (given, changes, later) => {
          const { checks, nextChangeAt } = evaluate(compiled, given);
          const now = Math.min(NOW + later, (nextChangeAt ?? Number.POSITIVE_INFINITY) - 1);
          const documents = changes.reduce<readonly FactDocument[]>(
            (all, change) => change(all),
            given.documents,
          );
          const input = { ...given, documents, now };
          const past = { documents: given.documents, checks };
          expect(rejudge(compiled, input, past)).toEqual(evaluate(compiled, input));
        },
      ),
      { numRuns: 200 },
    );
  });
});
