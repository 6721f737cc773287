import { evaluate } from '../../src/domain/evaluate.ts';
import type { FactDocument, FactSource } from '../../src/domain/fact.ts';
import { DAY, HOUR, type Instant } from '../../src/domain/instant.ts';
import type { JsonObject } from '../../src/domain/json.ts';
import type { Check, Evaluation, ExceptionInForce } from '../../src/domain/outcome.ts';
import { compileScorecard } from '../../src/domain/rules/compile-scorecard.ts';
import type { Rule, Scorecard } from '../../src/domain/scorecard.ts';
import { factCatalogue } from '../../src/facts/index.ts';

/** The moment at which these tests look at the world. */
export const NOW: Instant = Date.parse('2026-03-10T12:00:00Z');

export function rule(id: string, expression: string, more: Partial<Rule> = {}): Rule {
  return {
    id,
    title: id,
    level: 'bronze',
    expression,
    weight: 1,
    controls: [],
    why: 'Customers.',
    fix: 'Mend it.',
    required: false,
    stage: 'enforced',
    exceptions: 'allowed',
    nudge: true,
    sensitive: false,
    hold: 14 * DAY,
    onMissing: 'fail',
    ...more,
  };
}

export function scorecard(rules: readonly Rule[], more: Partial<Scorecard> = {}): Scorecard {
  return { id: 'card', name: 'Card', maintainers: [], levels: ['bronze', 'silver', 'gold'], rules, ...more };
}

export function source(
  collector: string,
  fills: readonly string[],
  more: Partial<FactSource> = {},
): FactSource {
  return { collector, fills, configured: true, interval: HOUR, maxAge: DAY, ...more };
}

/** Collected an hour ago. */
export function document(
  namespace: string,
  collector: string,
  value: JsonObject | null,
  more: Partial<FactDocument> = {},
): FactDocument {
  return {
    namespace,
    collector,
    value,
    collectedAt: value === null ? null : NOW - HOUR,
    unreadable: [],
    absent: [],
    error: null,
    failedAt: null,
    ...more,
  };
}

export interface World {
  readonly documents: readonly FactDocument[];
  readonly sources: readonly FactSource[];
  readonly exceptions?: readonly ExceptionInForce[];
  readonly now?: Instant;
}

/** Each of these namespaces answered by a collector of its own name; nobody answers for the others. */
export function worldOf(facts: Readonly<Record<string, JsonObject>>): World {
  return {
    documents: Object.entries(facts).map(([namespace, value]) => document(namespace, namespace, value)),
    sources: Object.keys(facts).map((namespace) => source(namespace, [namespace])),
  };
}

export function evaluateIn(world: World, card: Scorecard): Evaluation {
  const { documents, sources, exceptions = [], now = NOW } = world;
  return evaluate(compileScorecard(card, factCatalogue), { documents, sources, exceptions, now });
}

/** The only rule's check. */
export function checkIn(world: World, expression: string, more: Partial<Rule> = {}): Check {
  const [check] = evaluateIn(world, scorecard([rule('only', expression, more)])).checks;
  if (check === undefined) throw new Error('there is no check');
  return check;
}

export type Answer = 'yes' | 'no' | 'missing' | 'unknown' | 'error';

/** What an expression comes to on these facts. */
export function answerIn(world: World, expression: string): Answer {
  const { outcome, cause } = checkIn(world, expression);
  if (outcome === 'pass') return 'yes';
  if (cause === 'measured') return 'no';
  if (cause === 'missing') return 'missing';
  return cause === 'rule' ? 'error' : 'unknown';
}
