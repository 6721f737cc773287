import type { Viewer } from '../domain/rights.ts';
import type { Rule, Scorecard } from '../domain/scorecard.ts';
import type { ScorecardsInForce } from './context.ts';
import { seesRule } from './sees-rule.ts';

export interface FoundRule {
  readonly scorecard: Scorecard;
  readonly rule: Rule;
  /** Fact paths that it reads. */
  readonly paths: readonly string[];
}

/** Rules that the viewer may see, of this key (`scorecard/rule`), id or title. More than one: the short form is ambiguous. */
export function findRules(inForce: ScorecardsInForce, viewer: Viewer, asked: string): readonly FoundRule[] {
  const word = asked.toLowerCase();
  return inForce.all.flatMap(({ compiled }) =>
    compiled.rules
      .filter(({ rule }) => seesRule(viewer, compiled.scorecard, rule))
      .filter(({ rule }) =>
        [rule.id, `${compiled.scorecard.id}/${rule.id}`, rule.title].some(
          (name) => name.toLowerCase() === word,
        ),
      )
      .map(({ rule, paths }) => ({ scorecard: compiled.scorecard, rule, paths })),
  );
}
