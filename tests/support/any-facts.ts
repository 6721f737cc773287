import fc from 'fast-check';
import type { FactDocument } from '../../src/domain/fact.ts';
import { DAY } from '../../src/domain/instant.ts';
import type { Json, JsonObject } from '../../src/domain/json.ts';
import { document, NOW, source } from './judging.ts';

/** Anything that JSON can hold, with keys that rules read. */
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(null, true, false, 0, 1, -3.5, 99, 1e21, '', 'x', '2026-03-01T00:00:00Z', '#team'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        'archived',
        'percent',
        'recent',
        'links',
        'type',
        'began_at',
        '__proto__',
        'length',
        'n',
        'default_branch',
        'required_approvals',
      ),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;

/** Collected between a day after now and twenty days before, whole or with something about it. */
export const anyDocument: fc.Arbitrary<FactDocument> = fc
  .record({
    namespace: fc.constantFrom(
      'git',
      'vcs',
      'coverage',
      'incidents',
      'service',
      'custom',
      'attested',
      'nonsense',
    ),
    collector: fc.constantFrom('a', 'b', 'catalog'),
    value: fc.oneof(
      fc.dictionary(
        fc.constantFrom('archived', 'percent', 'recent', 'links', 'default_branch', 'n', '__proto__'),
        json,
      ),
      fc.constant(null),
    ),
    age: fc.integer({ min: -DAY, max: 20 * DAY }),
    note: fc.constantFrom('', 'percent', 'default_branch.required_approvals', 'x.y'),
    kind: fc.constantFrom('plain', 'unreadable', 'absent', 'failed', 'expiring'),
  })
  .map(({ namespace, collector, value, age, note, kind }) =>
    document(namespace, collector, value as JsonObject | null, {
      collectedAt: value === null ? null : NOW - age,
      unreadable: kind === 'unreadable' ? [{ path: note, reason: 'no' }] : [],
      absent: kind === 'absent' ? [{ path: note, reason: 'none' }] : [],
      ...(kind === 'failed' ? { error: 'it answers 500', failedAt: NOW } : {}),
      ...(kind === 'expiring' ? { expiring: [{ path: note, until: NOW + age }] } : {}),
    }),
  );

/** Collectors of those documents, and what each may fill. */
export const anySources = fc
  .tuple(
    fc.subarray(['git', 'vcs', 'coverage', 'incidents', 'vcs.default_branch']),
    fc.subarray(['git', 'coverage.percent', 'incidents', 'service']),
    fc.boolean(),
  )
  .map(([a, b, configured]) => [
    source('a', a),
    source('b', b, configured ? {} : { configured: { lacks: 'a token' } }),
    source('catalog', ['service', 'custom']),
  ]);
