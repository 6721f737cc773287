import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FactField, FactType } from '../../../src/domain/fact.ts';
import { HOUR } from '../../../src/domain/instant.ts';
import type { Json, JsonObject } from '../../../src/domain/json.ts';
import { languageOf } from '../../../src/domain/rules/language.ts';
import { staticType } from '../../../src/domain/rules/syntax.ts';
import { factCatalogue } from '../../../src/facts/index.ts';
import { answerIn, NOW, worldOf } from '../../support/judging.ts';

/**
 * The CEL library's own evaluator is the oracle: over well-typed expressions and facts it has to come to what
 * our three-valued back end comes to. It knows no missing facts, it throws; so a throw stands for *missing* and
 * for the rule's own error. What differs on purpose is left out: `d` and `w` in durations, dividing by zero in
 * doubles, and `has` of something below a fact that is missing itself.
 */
const { environment } = languageOf(factCatalogue);

const word = fc.constantFrom('a', 'ab', 'b', 'go', '#team', 'Grüße 👋', '');
const whole = fc.integer({ min: 0, max: 20 });
const day = fc.integer({ min: -30, max: 30 }).map((hours) => new Date(NOW + hours * HOUR).toISOString());

const incident = fc.record(
  { title: word, urgency: fc.constantFrom('high', 'low'), paged: fc.boolean(), began_at: day },
  { requiredKeys: ['urgency'] },
);

const facts = fc.record({
  service: fc.record(
    {
      tier: word,
      channel: word,
      tags: fc.array(word, { maxLength: 4 }),
      annotations: fc.dictionary(fc.constantFrom('a', 'b', 'x/y'), word, {
        maxKeys: 3,
        noNullPrototype: true,
      }),
    },
    { requiredKeys: ['tier', 'annotations'], noNullPrototype: true },
  ),
  git: fc.record(
    { archived: fc.boolean(), last_commit_at: day, authors: fc.array(word, { maxLength: 3 }) },
    { requiredKeys: ['archived'], noNullPrototype: true },
  ),
  ci: fc.record(
    { passing: fc.boolean(), success_rate: fc.double({ min: 0, max: 100, noNaN: true }) },
    { noNullPrototype: true },
  ),
  vcs: fc.record(
    {
      default_branch: fc.record(
        { required_approvals: whole, protected: fc.boolean() },
        { requiredKeys: ['protected'], noNullPrototype: true },
      ),
    },
    { noNullPrototype: true },
  ),
  incidents: fc.record(
    { open: whole, in_last_7_days: whole, recent: fc.array(incident, { maxLength: 4 }) },
    { requiredKeys: ['open', 'recent'], noNullPrototype: true },
  ),
});

/** As the library wants it: whole numbers as BigInt, moments as Date. */
function asCel(value: Json, type: FactType): unknown {
  if (type.kind === 'int') return BigInt(Number(value));
  if (type.kind === 'timestamp') return new Date(String(value));
  if (Array.isArray(value)) return type.kind === 'list' ? value.map((one) => asCel(one, type.of)) : value;
  if (typeof value !== 'object' || value === null) return value;
  const below = (name: string): FactType => {
    if (type.kind === 'map') return type.of;
    const fields: readonly FactField[] = type.kind === 'object' ? type.fields : [];
    return fields.find((field) => field.name === name)?.type ?? { kind: 'any' };
  };
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asCel(inner, below(name))]));
}

function oracle(expression: string, known: Readonly<Record<string, JsonObject>>): 'yes' | 'no' | 'stopped' {
  const context = Object.entries(known).map(([name, value]) => [
    name,
    asCel(value, factCatalogue.get(name)?.type ?? { kind: 'any' }),
  ]);
  try {
    const value: unknown = environment.parse(expression)({
      ...Object.fromEntries(context),
      now: new Date(NOW),
    });
    return value === true ? 'yes' : 'no';
  } catch {
    return 'stopped';
  }
}

type Kinds = Record<'bool' | 'int' | 'double' | 'text' | 'time' | 'span' | 'texts', string>;
const quoted = word.map((text) => JSON.stringify(text));

/** Expressions by type. Inside of macros `i` is an incident and `t` a text; outside the leaves do without. */
function expressionsWithin(scope: { readonly incident: boolean; readonly text: boolean }): {
  readonly [kind in keyof Kinds]: fc.Arbitrary<string>;
} {
  const inner = (more: Partial<typeof scope>) =>
    fc.constant(null).chain(() => expressionsWithin({ ...scope, ...more }).bool);
  const leaf = (texts: readonly string[], within: readonly string[] = []) =>
    fc.constantFrom(...texts, ...(scope.incident ? within : []));
  return fc.letrec<Kinds>((tie) => {
    const two = (kind: keyof Kinds, signs: readonly string[]) =>
      fc.tuple(tie(kind), fc.constantFrom(...signs), tie(kind)).map(([a, sign, b]) => `(${a} ${sign} ${b})`);
    const order = ['<', '<=', '>', '>=', '==', '!='];
    const method = (names: readonly string[]) =>
      fc
        .tuple(tie('text'), fc.constantFrom(...names), tie('text'))
        .map(([a, name, b]) => `${a}.${name}(${b})`);
    const options = { maxDepth: 3, depthSize: 'small' } as const;
    return {
      bool: fc.oneof(
        options,
        leaf(
          [
            'true',
            'false',
            'git.archived',
            'ci.passing',
            'vcs.default_branch.protected',
            'has(git.last_commit_at)',
            'has(service.channel)',
            'has(incidents.in_last_7_days)',
          ],
          ['i.paged', 'has(i.title)', 'i.urgency == "high"'],
        ),
        two('int', order),
        two('double', ['<', '<=', '>', '>=', '==', '!=']),
        two('text', ['<', '<=', '>', '>=', '==', '!=']),
        two('time', order),
        two('span', order),
        two('bool', ['&&', '||', '==', '!=']),
        two('bool', ['&&', '||']),
        two('texts', ['==', '!=']),
        tie('bool').map((a) => `!${a}`),
        fc.tuple(tie('bool'), tie('bool'), tie('bool')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
        fc
          .tuple(tie('int'), fc.constantFrom('<', '==', '>='), tie('double'))
          .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
        method(['startsWith', 'endsWith', 'contains']),
        tie('text').map((a) => `${a}.matches("^[a-z#]+")`),
        fc.tuple(tie('text'), tie('texts')).map(([a, b]) => `(${a} in ${b})`),
        quoted.map((key) => `(${key} in service.annotations)`),
        ...(scope.incident
          ? []
          : [
              fc
                .tuple(fc.constantFrom('all', 'exists', 'exists_one'), inner({ incident: true }))
                .map(([name, body]) => `incidents.recent.${name}(i, ${body})`),
            ]),
        ...(scope.text
          ? []
          : [
              fc
                .tuple(tie('texts'), fc.constantFrom('all', 'exists', 'exists_one'), inner({ text: true }))
                .map(([list, name, body]) => `${list}.${name}(t, ${body})`),
            ]),
        fc
          .tuple(fc.constantFrom('all', 'exists'), quoted)
          .map(
            ([name, text]) =>
              `service.annotations.${name}(k, k == ${text} || service.annotations[k] == ${text})`,
          ),
      ),
      int: fc.oneof(
        options,
        leaf([
          '0',
          '1',
          '7',
          'incidents.open',
          'incidents.in_last_7_days',
          'vcs.default_branch.required_approvals',
        ]),
        two('int', ['+', '-', '*', '/', '%']),
        tie('int').map((a) => `(-${a})`),
        tie('texts').map((a) => `size(${a})`),
        tie('text').map((a) => `${a}.size()`),
        tie('double').map((a) => `int(${a})`),
        tie('time').map((a) => `${a}.getHours()`),
        tie('time').map((a) => `${a}.getDayOfWeek()`),
        tie('time').map((a) => `${a}.getDayOfMonth()`),
        tie('span').map((a) => `${a}.getMinutes()`),
        ...(scope.incident
          ? []
          : [inner({ incident: true }).map((body) => `incidents.recent.filter(i, ${body}).size()`)]),
      ),
      double: fc.oneof(
        options,
        leaf(['0.5', '2.0', 'ci.success_rate']),
        two('double', ['+', '-', '*']),
        fc
          .tuple(tie('double'), fc.constantFrom('+', '-', '*'), tie('int'))
          .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
        fc
          .tuple(tie('int'), fc.constantFrom('+', '-', '*'), tie('double'))
          .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
        tie('double').map((a) => `(${a} / 4)`),
        tie('int').map((a) => `double(${a})`),
      ),
      text: fc.oneof(
        options,
        quoted,
        leaf(
          [
            'service.tier',
            'service.channel',
            'service.annotations["a"]',
            'service.annotations["x/y"]',
            ...(scope.text ? ['t'] : []),
          ],
          ['i.title'],
        ),
        two('text', ['+']),
        tie('int').map((a) => `string(${a})`),
        tie('text').map((a) => `${a}.trim()`),
        tie('texts').map((a) => `${a}.join("-")`),
        tie('texts').map((a) => `${a}[0]`),
      ),
      time: fc.oneof(
        options,
        leaf(['now', 'git.last_commit_at', 'timestamp("2026-03-10T00:00:00Z")'], ['i.began_at']),
        fc
          .tuple(tie('time'), fc.constantFrom('+', '-'), tie('span'))
          .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
      ),
      span: fc.oneof(
        options,
        leaf(['duration("36h")', 'duration("90m")', 'duration("-1h30m")']),
        two('time', ['-']),
        two('span', ['+']),
      ),
      texts: fc.oneof(
        options,
        leaf(['service.tags', 'git.authors', '["a", "go"]']),
        two('texts', ['+']),
        tie('text').map((a) => `[${a}]`),
        tie('text').map((a) => `${a}.split("a")`),
        ...(scope.text
          ? []
          : [
              fc
                .tuple(tie('texts'), inner({ text: true }))
                .map(([list, body]) => `${list}.filter(t, ${body})`),
            ]),
        ...(scope.incident
          ? []
          : [
              fc.constant('incidents.recent.map(i, i.urgency)'),
              fc.constant('incidents.recent.map(i, has(i.title), i.title)'),
            ]),
      ),
    };
  });
}

test('agrees with the library’s own evaluator', () => {
  const seen = { yes: 0, no: 0, stopped: 0, refused: 0 };
  fc.assert(
    fc.property(expressionsWithin({ incident: false, text: false }).bool, facts, (expression, known) => {
      if (!environment.check(expression).valid || expression.includes('""[0]')) {
        seen.refused += 1;
        return;
      }
      const theirs = oracle(expression, known as Readonly<Record<string, JsonObject>>);
      const ours = answerIn(worldOf(known as Readonly<Record<string, JsonObject>>), expression);
      seen[theirs] += 1;
      expect(ours === 'yes' || ours === 'no' ? ours : 'stopped', expression).toBe(theirs);
    }),
    { numRuns: 1_500 },
  );
  // A generator that makes nothing but one answer would prove nothing.
  expect(seen.yes).toBeGreaterThan(150);
  expect(seen.no).toBeGreaterThan(150);
  expect(seen.stopped).toBeGreaterThan(50);
  expect(seen.refused).toBeLessThan(300);
});

test('the library leaves the types that it found on the nodes, which our arithmetic relies on', () => {
  const parsed = environment.parse('incidents.open / 2 > 1 && now - git.last_commit_at < duration("1h")');
  expect(parsed.check().valid).toBe(true);
  const { ast } = parsed;
  expect(staticType(ast)).toBe('bool');
  const [division, difference] = ast.op === '&&' ? ast.args : [];
  const left = division?.op === '>' ? division.args[0] : undefined;
  expect(left && staticType(left)).toBe('int');
  const age = difference?.op === '<' ? difference.args[0] : undefined;
  expect(age && staticType(age)).toBe('google.protobuf.Duration');
});
