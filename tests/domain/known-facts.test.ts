import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FactDocument, FactSource } from '../../src/domain/fact.ts';
import { planFacts } from '../../src/domain/fact-plan.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import type { JsonObject } from '../../src/domain/json.ts';
import { arrangeFacts, asSeen, resolveFacts } from '../../src/domain/known-facts.ts';
import { compileScorecard } from '../../src/domain/rules/compile-scorecard.ts';
import { traceFact } from '../../src/domain/trace-fact.ts';
import { factCatalogue } from '../../src/facts/index.ts';
import { answerIn, checkIn, document, NOW, rule, scorecard, source, type World } from '../support/judging.ts';

const sonar = source('sonar', ['coverage']);
const codecov = source('codecov', ['coverage']);
const covered = (collector: string, value: JsonObject | null, more: Partial<FactDocument> = {}) =>
  document('coverage', collector, value, more);

function asked(expression: string, documents: readonly FactDocument[], sources: readonly FactSource[]) {
  const { outcome, standing, cause, reason, evidence } = checkIn({ documents, sources }, expression);
  return { outcome, standing, cause, reason, evidence };
}

describe('of several collectors', () => {
  const both = [sonar, codecov];

  test('the first in the order that has a value is heard', () => {
    const documents = [covered('codecov', { percent: 90 }), covered('sonar', { percent: 70 })];
    expect(asked('coverage.percent == 70', documents, both).evidence).toEqual([
      { path: 'coverage.percent', value: 70, collector: 'sonar', collectedAt: NOW - HOUR },
    ]);
    expect(asked('coverage.percent == 90', documents, [codecov, sonar]).outcome).toBe('pass');
  });

  test('one without a value leaves the word to the next, field by field', () => {
    const documents = [covered('sonar', { change: 1 }), covered('codecov', { percent: 90, change: 2 })];
    expect(asked('coverage.percent == 90 && coverage.change == 1', documents, both).outcome).toBe('pass');
  });

  test('a fact is missing when all of them looked, with the words of the one that has some', () => {
    const note = { absent: [{ path: '', reason: 'not linked to Codecov: add `codecov.io/repo`' }] };
    expect(
      asked('coverage.percent > 1', [covered('sonar', {}), covered('codecov', {}, note)], both),
    ).toMatchObject({
      outcome: 'fail',
      cause: 'missing',
      reason: 'not linked to Codecov: add `codecov.io/repo`',
    });
  });

  test.each<[string, FactDocument[]]>([
    ['is too old', [covered('codecov', { percent: 90 }, { collectedAt: NOW - 2 * DAY })]],
    ['never answered', [covered('codecov', null, { error: 'Codecov answers 500', failedAt: NOW })]],
    ['was never asked', []],
    ['could not see it', [covered('codecov', {}, { unreadable: [{ path: 'percent', reason: 'no' }] })]],
  ])('it is unknown while one of them %s, since that one may know', (_what, others) => {
    expect(asked('coverage.percent > 1', [covered('sonar', {}), ...others], both).outcome).toBe('unknown');
    expect(asked('has(coverage.percent)', [covered('sonar', {}), ...others], both).outcome).toBe('unknown');
  });

  test('one that answers for a part leaves the rest to nobody', () => {
    const sources = [source('github', ['vcs.default_branch', 'git.archived'])];
    const documents = [
      document('vcs', 'github', { default_branch: { protected: true }, visibility: 'private' }),
    ];
    expect(asked('vcs.default_branch.protected', documents, sources).outcome).toBe('pass');
    expect(asked('has(vcs.default_branch.name)', documents, sources)).toMatchObject({
      outcome: 'fail',
      cause: 'measured',
    });
    expect(asked('vcs.visibility == "private"', documents, sources)).toMatchObject({
      outcome: 'unknown',
      cause: 'not_collected',
    });
  });

  test('a group of fields is there as soon as one of its fields is, whoever filled it', () => {
    const sources = [source('git', ['git.codeowners.path']), source('github', ['git.codeowners.errors'])];
    const ask = (git: JsonObject, github: JsonObject) =>
      answerIn(
        { documents: [document('git', 'git', git), document('git', 'github', github)], sources },
        'has(git.codeowners)',
      );
    expect(ask({}, { codeowners: { errors: 0 } })).toBe('yes');
    expect(ask({ codeowners: { path: 'x' } }, {})).toBe('yes');
    // Who else owns what is nobody's to tell.
    expect(ask({}, {})).toBe('unknown');
  });
});

describe('a null', () => {
  test('is no value where there is a schema', () => {
    const documents = [
      covered('sonar', { percent: null }),
      document('service', 'catalog', { links: [{ type: null }] }),
    ];
    const sources = [sonar, source('catalog', ['service'])];
    expect(answerIn({ documents, sources }, 'coverage.percent > 1')).toBe('missing');
    expect(answerIn({ documents, sources }, 'has(coverage.percent)')).toBe('no');
    expect(answerIn({ documents, sources }, 'service.links.exists(l, l.type == "x")')).toBe('missing');
  });
});

describe('the age of an answer', () => {
  const at = (age: number, more: Partial<FactSource> = {}): World => ({
    documents: [covered('sonar', { percent: 90 }, { collectedAt: NOW - age })],
    sources: [source('sonar', ['coverage'], { maxAge: DAY, ...more })],
  });

  test('older than its collector allows is stale', () => {
    expect(checkIn(at(DAY), 'coverage.percent > 1').outcome).toBe('pass');
    expect(checkIn(at(DAY + 1), 'coverage.percent > 1')).toMatchObject({
      outcome: 'unknown',
      cause: 'stale',
    });
  });

  test('a rule may ask for more, or for less', () => {
    expect(checkIn(at(2 * HOUR), 'coverage.percent > 1', { maxAge: HOUR }).outcome).toBe('unknown');
    expect(checkIn(at(3 * DAY), 'coverage.percent > 1', { maxAge: 7 * DAY }).outcome).toBe('pass');
  });

  test('an answer from the future is fresh: clocks differ', () => {
    expect(checkIn(at(-HOUR), 'coverage.percent > 1').outcome).toBe('pass');
  });

  test('a failed attempt changes nothing while the last good answer is young enough', () => {
    const world: World = {
      documents: [covered('sonar', { percent: 90 }, { error: 'Sonar answers 500', failedAt: NOW })],
      sources: [sonar],
    };
    expect(checkIn(world, 'coverage.percent > 1').outcome).toBe('pass');
  });
});

describe('what is only held', () => {
  const held = (age: number, value: JsonObject, more: Partial<FactSource> = {}): World => ({
    documents: [covered('sonar', value, { collectedAt: NOW - age })],
    sources: [source('sonar', ['coverage'], { maxAge: DAY, ...more })],
  });

  test('carries the standing on, says since when it is unproven, and proves it with the last good value', () => {
    expect(checkIn(held(3 * DAY, { percent: 90 }), 'coverage.percent > 85')).toMatchObject({
      outcome: 'unknown',
      standing: 'pass',
      cause: 'stale',
      unprovenSince: NOW - 2 * DAY,
      evidence: [{ path: 'coverage.percent', value: 90, collector: 'sonar', collectedAt: NOW - 3 * DAY }],
    });
    expect(checkIn(held(3 * DAY, { percent: 10 }), 'coverage.percent > 85').standing).toBe('fail');
    expect(checkIn(held(3 * DAY, {}), 'coverage.percent > 85').standing).toBe('fail');
  });

  test('ends with the hold', () => {
    expect(checkIn(held(15 * DAY, { percent: 90 }), 'coverage.percent > 85').standing).toBe('pass');
    const over = checkIn(held(15 * DAY + 1, { percent: 90 }), 'coverage.percent > 85');
    expect(over.standing).toBe('unknown');
    expect(over.unprovenSince).toBeUndefined();
    expect(checkIn(held(3 * DAY, { percent: 90 }), 'coverage.percent > 85', { hold: HOUR }).standing).toBe(
      'unknown',
    );
  });

  test('outlives the configuration of its collector', () => {
    const lacks = { configured: { lacks: 'SONAR_TOKEN is not set' } };
    expect(checkIn(held(HOUR, { percent: 90 }, lacks), 'coverage.percent > 85')).toMatchObject({
      outcome: 'unknown',
      standing: 'pass',
      cause: 'not_collected',
    });
  });

  test('is not asked of one that never answered and is not configured', () => {
    const sources = [sonar, source('codecov', ['coverage'], { configured: { lacks: 'a token' } })];
    const documents = [covered('sonar', {}, { collectedAt: NOW - 3 * DAY })];
    expect(checkIn({ documents, sources }, 'coverage.percent > 85')).toMatchObject({
      outcome: 'unknown',
      standing: 'fail',
    });
  });

  test('is not spoilt by one that is not configured any more and never had an answer', () => {
    const sources = [sonar, source('codecov', ['coverage'], { configured: { lacks: 'a token' } })];
    const failed = covered('codecov', null, { collectedAt: null, error: 'it answers 500', failedAt: NOW });
    const documents = [covered('sonar', {}, { collectedAt: NOW - 3 * DAY }), failed];
    expect(checkIn({ documents, sources }, 'coverage.percent > 85')).toMatchObject({
      outcome: 'unknown',
      standing: 'fail',
    });
  });

  test('is what a call that could not see it has left in place', () => {
    const unreadable = [{ path: 'percent', reason: 'the token may not' }];
    const world: World = { documents: [covered('sonar', { percent: 90 }, { unreadable })], sources: [sonar] };
    expect(checkIn(world, 'coverage.percent > 85')).toMatchObject({ outcome: 'unknown', standing: 'pass' });
  });

  test('holds a filter too', () => {
    const world = held(3 * DAY, { percent: 90 });
    expect(checkIn(world, 'coverage.percent > 85', { appliesTo: 'has(coverage.percent)' })).toMatchObject({
      outcome: 'unknown',
      standing: 'pass',
    });
    expect(checkIn(world, 'coverage.percent > 85', { appliesTo: 'coverage.percent < 5' })).toMatchObject({
      outcome: 'unknown',
      standing: 'not_applicable',
    });
  });
});

describe('custom and attested', () => {
  const catalog = source('catalog', ['service', 'custom']);
  const custom = (collector: string, value: JsonObject | null, more: Partial<FactDocument> = {}) =>
    document('custom', collector, value, more);

  test('always count as collected', () => {
    expect(answerIn({ documents: [], sources: [] }, 'custom.x == true')).toBe('missing');
    expect(answerIn({ documents: [], sources: [] }, 'has(attested.drill)')).toBe('no');
    expect(answerIn({ documents: [], sources: [] }, 'custom.size() == 0')).toBe('missing');
  });

  test('what is pushed wins over what the catalog says, by top key', () => {
    const documents = [custom('catalog', { a: { x: 1, y: 1 }, b: 1 }), custom('push', { a: { x: 2 }, c: 3 })];
    const world: World = { documents, sources: [catalog] };
    expect(answerIn(world, 'custom.a.x == 2 && custom.b == 1 && custom.c == 3')).toBe('yes');
    expect(answerIn(world, 'has(custom.a.y)')).toBe('no');
    expect(answerIn(world, 'custom.size() == 3 && custom.all(k, k in ["a", "b", "c"])')).toBe('yes');
    expect(checkIn(world, 'custom.a.x == 2').evidence).toMatchObject([
      { path: 'custom.a.x', value: 2, collector: 'push' },
    ]);
  });

  test('the order of the documents does not matter', () => {
    const documents = [custom('push', { a: 2 }), custom('catalog', { a: 1 }), custom('file', { a: 3 })];
    const sources = [catalog, source('file', ['custom'])];
    for (const shuffled of [documents, documents.toReversed()]) {
      expect(answerIn({ documents: shuffled, sources }, 'custom.a == 2')).toBe('yes');
    }
    // The catalog comes last wherever it stands.
    expect(answerIn({ documents: documents.slice(1), sources }, 'custom.a == 3')).toBe('yes');
  });

  test('do not grow old unless a rule or their collector says so', () => {
    const old = { collectedAt: NOW - 400 * DAY };
    const world: World = { documents: [custom('push', { a: 1 }, old)], sources: [] };
    expect(answerIn(world, 'custom.a == 1')).toBe('yes');
    expect(checkIn(world, 'custom.a == 1', { maxAge: 90 * DAY })).toMatchObject({
      outcome: 'unknown',
      cause: 'stale',
    });
  });

  test('are unknown when their file could not be read, and nobody else says it', () => {
    const broken = custom('file', null, { error: 'facts/shop.yml:3 is no YAML', failedAt: NOW });
    const sources = [catalog, source('file', ['custom'])];
    expect(answerIn({ documents: [broken], sources }, 'custom.a == 1')).toBe('unknown');
    expect(answerIn({ documents: [broken, custom('catalog', { a: 1 })], sources }, 'custom.a == 1')).toBe(
      'yes',
    );
  });

  test('a value that has expired is missing from that instant on', () => {
    const documents = [
      custom(
        'catalog',
        { a: 1, b: 1 },
        {
          expiring: [
            { path: 'a', until: NOW },
            { path: 'b', until: NOW + 1 },
          ],
        },
      ),
    ];
    const world: World = { documents, sources: [catalog] };
    expect(checkIn(world, 'custom.a == 1')).toMatchObject({
      outcome: 'fail',
      cause: 'missing',
      reason: 'it has expired: confirm it anew',
    });
    expect(answerIn(world, 'custom.b == 1')).toBe('yes');
  });

  test('a statement holds until it expires', () => {
    const stated = (expires: number): World => ({
      documents: [
        document('attested', 'statements', {
          'restore-drill': { by: 'ana', expires_at: new Date(expires).toISOString() },
        }),
      ],
      sources: [],
    });
    const expression = 'timestamp(attested["restore-drill"].expires_at) > now';
    expect(answerIn(stated(NOW + 1), expression)).toBe('yes');
    expect(answerIn(stated(NOW), expression)).toBe('no');
    expect(answerIn({ documents: [], sources: [] }, expression)).toBe('missing');
    expect(checkIn({ documents: [], sources: [] }, expression).reason).toBe('nobody has attested it');
  });
});

test('a long list is proved by its length', () => {
  const links = Array.from({ length: 21 }, (_, n) => ({ type: 't', title: `${n}`, url: 'u' }));
  const world = (value: JsonObject): World => ({
    documents: [document('service', 'catalog', value)],
    sources: [source('catalog', ['service'])],
  });
  expect(checkIn(world({ links }), 'size(service.links) > 1').evidence).toMatchObject([{ count: 21 }]);
  expect(
    checkIn(world({ links: links.slice(1) }), 'size(service.links) > 1').evidence[0]?.value,
  ).toHaveLength(20);
});

describe('the short way to a fact', () => {
  const expressions = [
    'coverage.percent > 1',
    'coverage.measured_at < now',
    'vcs.default_branch.required_approvals > 1',
    'vcs.pull_requests.oldest_opened_at < now',
    'has(vcs.default_branch)',
    'service.annotations["constructor"] == "x"',
    'has(service.link.runbook)',
    'custom.a == 1',
  ];
  const compiled = compileScorecard(
    scorecard(expressions.map((text, n) => rule(`r${n}`, text))),
    factCatalogue,
  );
  const value = fc.oneof(
    fc.constant({}),
    fc.constant({
      percent: 1,
      measured_at: '2026-01-01T00:00:00Z',
      default_branch: { required_approvals: 2 },
      a: 1,
    }),
    fc.constant({
      percent: null,
      default_branch: null,
      measured_at: 'x',
      link: { runbook: 'x' },
      annotations: { constructor: 'x' },
    }),
    fc.constant({
      default_branch: 'odd',
      pull_requests: { oldest_opened_at: '2026-01-01T00:00:00Z' },
      link: [],
    }),
    fc.constant(null),
  );
  const documents = fc.array(
    fc.record({
      namespace: fc.constantFrom('coverage', 'vcs', 'service', 'custom'),
      collector: fc.constantFrom('a', 'b', 'catalog'),
      value,
      age: fc.constantFrom(0, DAY, DAY + 1, 20 * DAY),
      unreadable: fc.constantFrom(
        [],
        [{ path: '', reason: 'no' }],
        [{ path: 'default_branch', reason: 'no' }],
      ),
      error: fc.constantFrom(null, 'no'),
    }),
    { maxLength: 10 },
  );
  const fills = fc.subarray([
    'coverage',
    'vcs',
    'vcs.default_branch',
    'service',
    'coverage.percent',
    'custom',
  ]);

  test('leads where the careful one does', () => {
    fc.assert(
      fc.property(documents, fills, fills, fc.boolean(), (drawn, a, b, configured) => {
        const sources = [
          source('a', a),
          source('b', b, configured ? {} : { configured: { lacks: 'x' } }),
          source('catalog', ['service', 'custom']),
        ];
        const plan = planFacts(compiled.slots, sources);
        const known = drawn.map(({ age, ...one }) =>
          document(one.namespace, one.collector, one.value, {
            ...one,
            collectedAt: one.value === null ? null : NOW - age,
          }),
        );
        const facts = arrangeFacts(known, plan, NOW);
        // Without what is plain to read, only the careful way is left.
        const careful = { ...facts, plain: facts.plain.map(() => null) };
        const seen = resolveFacts(facts);
        for (const [place, slot] of plan.slots.entries()) {
          const traced = traceFact(slot, careful, null);
          expect(seen[place]).toEqual(asSeen(slot, traced));
          expect(traceFact(slot, facts, null)).toEqual(traced);
        }
      }),
      { numRuns: 500 },
    );
  });
});
