import { meaningOf } from '../../domain/exceptions/exception.ts';
import type { Rule, Scorecard } from '../../domain/scorecard.ts';
import type { ScorecardsInForce } from '../context.ts';

export interface RuleInForce {
  readonly rule: Rule;
  readonly scorecard: Scorecard;
}

/** By `scorecard/rule`. */
export type RulesInForce = ReadonlyMap<string, RuleInForce>;

export function rulesInForce({ all }: ScorecardsInForce): RulesInForce {
  return new Map(
    all.flatMap(({ compiled: { scorecard } }) =>
      scorecard.rules.map((rule) => [`${scorecard.id}/${rule.id}`, { rule, scorecard }] as const),
    ),
  );
}

/** What it asks for, its scorecard's filter included: approvals are bound to this. */
export function meaningOfRule({ rule, scorecard }: RuleInForce): string {
  const { expression, onMissing, maxAge } = rule;
  const appliesTo = rule.appliesTo ?? scorecard.appliesTo ?? '';
  return meaningOf({ expression, appliesTo, onMissing, ...(maxAge === undefined ? {} : { maxAge }) });
}

/** Each once. */
export function categoriesOf(keys: readonly string[], rules: RulesInForce): readonly string[] {
  const categories = keys.map((key) => rules.get(key)?.rule.category);
  return [...new Set(categories.filter((category) => category !== undefined))];
}
