import type { Instant } from '../domain/instant.ts';
import type { Bar, Verdict } from '../domain/outcome.ts';

/** A living service in one line, as lists show it. */
export interface ServiceRow {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly tier: string;
  readonly type: string;
  readonly lifecycle: string;
  readonly owner: string | null;
  readonly system: string | null;
  /** The primary scorecard's; null = it does not apply. */
  readonly verdict: Verdict | null;
  /** On all scorecards that apply together; null = none does. */
  readonly standing: {
    readonly bar: Bar;
    /** Counted checks. */
    readonly failing: number;
    readonly unknown: number;
  } | null;
}

/** All given conditions must hold. */
export interface ServiceFilter {
  /** Owning team, or with `alsoTeams` any that sees it. */
  readonly teams?: readonly string[];
  readonly alsoTeams?: boolean;
  readonly tier?: string;
  /** Any of these systems (callers resolve nesting). */
  readonly systems?: readonly string[];
  /** A level held on the primary scorecard; `none` = no level reached. */
  readonly level?: string;
  /** `scorecard/rule` whose check fails. */
  readonly failing?: { readonly scorecard: string; readonly rule: string };
  readonly ids?: readonly string[];
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** How many living services stand where: the head of every list. */
export interface Tally {
  readonly services: number;
  /**
   * By the level held on the primary scorecard, of those to which it applies; the empty string = none reached.
   * Levels without services may be left out.
   */
  readonly byLevel: Readonly<Record<string, number>>;
  /** On all scorecards that apply together. */
  readonly byBar: Readonly<Record<Bar, number>>;
  /** Services to which no scorecard applies (or that were never evaluated). */
  readonly without: number;
}

export interface Tenure {
  readonly key: string;
  readonly tier: string;
  readonly owner: string | null;
  readonly addedAt: Instant;
  /** Null = since we know it. */
  readonly ownerSince: Instant | null;
}
