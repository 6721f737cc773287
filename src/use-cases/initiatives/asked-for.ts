/** What an initiative asks for, as the scorecards in force have it. */
import type { Initiative } from '../../domain/initiative.ts';
import { askedRules } from '../../domain/initiatives/progress.ts';
import type { Rule, Scorecard } from '../../domain/scorecard.ts';
import type { ScorecardsInForce } from '../context.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface AskedFor {
  readonly scorecard: Scorecard;
  /** In the scorecard's order; at least one. */
  readonly rules: readonly Rule[];
}

type Asking = Pick<Initiative, 'scorecard' | 'asks' | 'deadline'>;

/** Null: its scorecard, level or rules are gone, so nothing is asked of anybody. */
export function askedFor({ all }: ScorecardsInForce, asking: Asking): AskedFor | null {
  const scorecard = all.find(({ compiled }) => compiled.scorecard.id === asking.scorecard)?.compiled
    .scorecard;
  if (scorecard === undefined) return null;
  const ids = askedRules(asking, scorecard);
  const rules = scorecard.rules.filter(({ id }) => ids.includes(id));
  return rules.length === 0 ? null : { scorecard, rules };
}
