import type { Instant } from '../domain/instant.ts';
import type { Json } from '../domain/json.ts';
import type { Transition } from './ports.ts';
import type { CheckView, LevelView, ScorecardLine, ServiceHeading } from './show-readiness.ts';

/** A fact document as it is shown: what a collector last said about a namespace. */
export interface FactsView {
  readonly namespace: string;
  /** "on-call", "version control". */
  readonly words: string;
  readonly collector: string;
  readonly collectedAt: Instant | null;
  readonly stale: boolean;
  readonly error: string | null;
  readonly failedAt: Instant | null;
  /** Leaves in schema order: path below the namespace, label for people, value. */
  readonly values: readonly { readonly path: string; readonly words: string; readonly value: Json }[];
  /** Absent and unreadable fields, with reasons. */
  readonly notes: readonly { readonly path: string; readonly reason: string }[];
}

/** A line of history, ready to be shown. */
export interface HistoryLine extends Transition {
  readonly ruleTitle: string | null;
  readonly scorecardName: string;
}

/** What **Details** shows: every check by level, history, and the facts behind it. */
export interface ReadinessDetails {
  readonly service: ServiceHeading;
  readonly scorecards: readonly {
    readonly line: ScorecardLine;
    readonly levels: readonly { readonly level: LevelView; readonly checks: readonly CheckView[] }[];
    /** Announced and (for maintainers) trial rules. */
    readonly apart: readonly CheckView[];
  }[];
  readonly history: readonly HistoryLine[];
  readonly facts: readonly FactsView[];
}
