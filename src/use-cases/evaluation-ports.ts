/** What judging services needs to have kept. */
import type { Instant } from '../domain/instant.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Fallen } from './fallen.ts';
import type { PictureReads } from './picture-ports.ts';
import type { StoredCheck, StoredEvaluation, Transition } from './ports.ts';
import type { Page, ServiceRow } from './service-rows.ts';

/** Checks whose outcome stayed when an evaluation came to it by other values, as they were until then. */
export interface Superseded {
  readonly at: Instant;
  readonly scorecard: string;
  readonly checks: readonly StoredCheck[];
}

/** What one evaluation writes, in one transaction with its neighbours of the same slice. */
export interface EvaluationWrite {
  readonly key: string;
  /** Null: the scorecard no longer applies or exists; what was stored for it goes. */
  readonly evaluation: StoredEvaluation | null;
  readonly scorecard: string;
  readonly transitions: readonly Transition[];
  /** What is kept of what proved outcomes that stay; absent = nothing. */
  readonly superseded?: {
    readonly checks: readonly StoredCheck[];
    /** One of them had held over the end of a week: it is kept for good. */
    readonly overWeek: boolean;
  };
}

export interface EvaluationsPort extends PictureReads {
  of(keys: readonly string[]): Promise<ReadonlyMap<string, readonly StoredEvaluation[]>>;
  /** Without the checks: cheap enough for a sweep over everything. */
  digests(keys: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<string, EvaluationDigest>>>;
  write(writes: readonly EvaluationWrite[]): Promise<void>;
  /** Keys of services of which the clock alone may have altered something by `now`, earliest first. */
  due(now: Instant, limit: number): Promise<readonly string[]>;
  /** Enforced or not: how many living services have each outcome, by rule. */
  countsByRule(scorecard: string): Promise<ReadonlyMap<string, Readonly<Record<Outcome, number>>>>;
  /** Who has this outcome for this rule, longest first. */
  withOutcome(
    scorecard: string,
    rule: string,
    outcome: Outcome,
    page: { offset: number; limit: number },
  ): Promise<Page<{ readonly row: ServiceRow; readonly check: StoredCheck }>>;
  /** Newest first. */
  history(key: string, limit: number): Promise<readonly Transition[]>;
  /** All that changed after this instant, oldest first. */
  changesAfter(key: string, at: Instant): Promise<readonly Transition[]>;
  /** What proved outcomes until some time after this instant, oldest first. */
  supersededAfter(key: string, at: Instant): Promise<readonly Superseded[]>;
  /** Forgets at most `limit` of what was superseded before this instant within one week. Returns how many went. */
  thinSuperseded(before: Instant, limit: number): Promise<number>;
  /** Keys of services of which an outcome changed at or after this instant. */
  changedSince(at: Instant): Promise<readonly string[]>;
  /** How these rules (`scorecard/rule`) came to fail, by `KEY scorecard/rule`; absent = their history says nothing. */
  fallen(keys: readonly string[], rules: readonly string[]): Promise<ReadonlyMap<string, Fallen>>;
  /** One row per service and scorecard for this local day (ISO date), replacing an earlier one of the same day. */
  snapshot(day: string, at: Instant): Promise<number>;
}

export interface EvaluationDigest {
  readonly inputDigest: string;
  readonly nextChangeAt: Instant | null;
}
