import type { Instant } from '../domain/instant.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Rule } from '../domain/scorecard.ts';
import type { LevelView } from './show-readiness.ts';

export interface RuleLine {
  readonly scorecard: string;
  readonly rule: Rule;
  readonly level: LevelView;
  /** Living services by outcome. */
  readonly counts: Readonly<Record<Outcome, number>>;
}

/** What `/ready explain RULE` shows. */
export interface RuleExplanation extends RuleLine {
  readonly scorecardName: string;
  /** The facts it reads: path and description. */
  readonly facts: readonly { readonly path: string; readonly description: string }[];
  /** Who fails it, longest first, within what the viewer may see. */
  readonly failing: {
    readonly total: number;
    readonly first: readonly {
      readonly id: string;
      readonly name: string;
      readonly owner: string | null;
      readonly since: Instant;
      readonly hidden: boolean;
      readonly reason: string | null;
    }[];
  };
}

export interface ScorecardExplanation {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly levels: readonly { readonly level: LevelView; readonly rules: readonly RuleLine[] }[];
}

export type Explanation =
  | { readonly kind: 'rule'; readonly rule: RuleExplanation }
  | { readonly kind: 'scorecard'; readonly scorecard: ScorecardExplanation }
  | { readonly kind: 'scorecards'; readonly scorecards: readonly ScorecardExplanation[] }
  | {
      readonly kind: 'facts';
      readonly namespaces: readonly {
        readonly name: string;
        readonly words: string;
        readonly summary: string;
        readonly fields: readonly {
          readonly path: string;
          readonly type: string;
          readonly description: string;
        }[];
      }[];
    }
  | { readonly kind: 'nearest'; readonly asked: string; readonly nearest: readonly string[] };
