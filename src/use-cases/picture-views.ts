/** What pictures of many services are drawn from: the view models of `/ready report map` and `/ready report trend`. */
import type { Instant } from '../domain/instant.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Viewer } from '../domain/rights.ts';

export type Grouping = 'service' | 'team' | 'system' | 'tier';

/** How many services have each outcome; of a single one, one is 1. */
export type OutcomeCounts = Readonly<Record<Outcome, number>>;

export interface MapColumn {
  readonly rule: string;
  readonly title: string;
  readonly level: string;
  readonly required: boolean;
  /** Over all rows. */
  readonly counts: OutcomeCounts;
}

export interface MapRow {
  /** Null: services that belong to no such group. */
  readonly id: string | null;
  readonly name: string;
  readonly services: number;
  /** Of what passes or fails the share that passes, 0–100 rounded down; null = nothing is known. */
  readonly ok: number | null;
  /** In the order of the columns. */
  readonly cells: readonly OutcomeCounts[];
}

/** Services, or groups of them, by rules. */
export interface ReadinessMap {
  readonly scorecard: { readonly id: string; readonly name: string };
  /** The filters as understood, without scorecard and grouping: `team:payments`. */
  readonly filter: string;
  /** The words that give the same map again. */
  readonly words: string;
  readonly at: Instant;
  /** IANA: the reader's. */
  readonly timezone: string;
  readonly by: Grouping;
  /** Grouped though nobody asked for it: that many services would make no picture. */
  readonly groupedItself: boolean;
  /** Services of the rows together. */
  readonly services: number;
  /** Services that the filter lets through and the scorecard does not apply to. */
  readonly without: number;
  /** By level, the lowest first. */
  readonly columns: readonly MapColumn[];
  /** The weakest first. */
  readonly rows: readonly MapRow[];
  /** The columns that fewest services pass, the weakest first; at most three, all with something to do. */
  readonly weakest: readonly MapColumn[];
}

/** One day of a service, or of several together. */
export interface TrendDay {
  /** ISO date. */
  readonly day: string;
  /** The services' mean, 0–100; null = none has a score. */
  readonly score: number | null;
  /** How many services hold each level; the empty string = none reached. */
  readonly levels: Readonly<Record<string, number>>;
}

export type TrendMark =
  | { readonly kind: 'deploy'; readonly at: Instant }
  | { readonly kind: 'exception'; readonly from: Instant; readonly until: Instant; readonly rules: number }
  /** From this day on another version of the scorecard was in force. */
  | { readonly kind: 'scorecard'; readonly day: string };

/** How a service, a team's or a system's services came to stand as they do. */
export interface ReadinessTrend {
  readonly kind: 'service' | 'team' | 'system';
  readonly id: string;
  readonly name: string;
  readonly scorecard: { readonly id: string; readonly name: string };
  /** Lowest first. */
  readonly levels: readonly string[];
  readonly services: number;
  /** ISO dates, both included. */
  readonly from: string;
  readonly to: string;
  readonly words: string;
  readonly timezone: string;
  /** Oldest first; days of which nothing is kept are left out. */
  readonly days: readonly TrendDay[];
  readonly marks: readonly TrendMark[];
}

export interface PictureVerbs {
  /**
   * `words`: `[SCORECARD] [team:x|tier:x|system:x|category:x] [by team|tier|system]`. A `UserError` says what to type
   * where there is no such thing. Guests see the services of their own teams.
   */
  readonly map: (viewer: Viewer, words: string) => Promise<ReadinessMap>;
  /** `words`: `SERVICE|@TEAM|SYSTEM [30d|90d|365d]`, by default a quarter. A `UserError` where there is none. */
  readonly trend: (viewer: Viewer, words: string) => Promise<ReadinessTrend>;
}
