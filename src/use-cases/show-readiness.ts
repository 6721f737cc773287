import type { Link } from '../domain/catalog.ts';
import type { Instant } from '../domain/instant.ts';
import type { Bar, Check, Outcome } from '../domain/outcome.ts';

/** A level with its place in its scorecard, since icons and order follow the place and not the name. */
export interface LevelView {
  readonly id: string;
  /** 0 = lowest. */
  readonly rank: number;
  /** How many levels the scorecard has. */
  readonly of: number;
}

export interface ServiceHeading {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly type: string;
  readonly lifecycle: string;
  readonly tier: { readonly id: string; readonly name: string; readonly job: string | null };
  readonly system: { readonly id: string; readonly name: string } | null;
  /** `declared`: what the catalog says, where it does not resolve to a team. */
  readonly owner: { readonly id: string; readonly name: string } | { readonly declared: string } | null;
  readonly channel: string | null;
  /** Names of who is on call now, as the fact says; empty = not known. */
  readonly onCall: readonly string[];
  /** Runbook, logs, dashboard first: the daily reason to ask. */
  readonly links: readonly Link[];
  /** Doubts of the catalog about this service, as sentences. */
  readonly flags: readonly string[];
}

/** A check as it is shown. */
export interface CheckView {
  readonly scorecard: string;
  readonly rule: string;
  readonly title: string;
  readonly level: LevelView;
  readonly required: boolean;
  readonly category: string | null;
  readonly weight: number;
  /** Meaning for customers, and what to do. */
  readonly whyItMatters: string;
  readonly fix: string;
  readonly fixUrl: string | null;
  readonly check: Check;
  readonly since: Instant;
  /** Value and reasons are withheld from this viewer. */
  readonly hidden: boolean;
  /** Not counted yet, from when it will be: an announced rule. */
  readonly from: Instant | null;
}

/** Unknown checks that share one reason: one line on the card. */
export interface UnknownGroup {
  readonly titles: readonly string[];
  readonly checks: readonly CheckView[];
}

export interface ScorecardView {
  readonly id: string;
  readonly name: string;
  readonly bar: Bar;
  /** Required rules covered by an exception. */
  readonly barExceptions: number;
  readonly earned: LevelView | null;
  readonly held: LevelView | null;
  readonly heldByExceptions: number;
  /** The lowest level not held, with the number of its and lower levels' checks that are not ok; null at the top. */
  readonly next: { readonly level: LevelView; readonly missing: number } | null;
  readonly score: number | null;
  readonly counts: Readonly<Record<Outcome, number>>;
  /** Failing checks: required ones of the lowest unmet level first. All of them; views clip. */
  readonly gaps: readonly CheckView[];
  readonly unknowns: readonly UnknownGroup[];
  readonly exempt: readonly CheckView[];
  /** Announced rules and how this service would fare. */
  readonly coming: readonly CheckView[];
}

export interface ScorecardLine {
  readonly id: string;
  readonly name: string;
  readonly bar: Bar;
  readonly held: LevelView | null;
  readonly failing: number;
  readonly unknown: number;
}

/** What `/ready SERVICE` shows. */
export interface ReadinessCard {
  readonly service: ServiceHeading;
  /** The earlier id or nickname that was asked for. */
  readonly askedAs: string | null;
  /** Null: no scorecard applies to this service. */
  readonly primary: ScorecardView | null;
  readonly others: readonly ScorecardLine[];
  /** When outcomes were last computed; null = never yet. */
  readonly evaluatedAt: Instant | null;
  readonly may: { readonly checkAgain: boolean; readonly share: boolean };
}
