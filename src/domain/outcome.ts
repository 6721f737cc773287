import type { Evidence } from './fact.ts';
import type { Instant } from './instant.ts';
import type { Why } from './why.ts';

export type Outcome = 'pass' | 'fail' | 'unknown' | 'exempt' | 'not_applicable';

/**
 * Why a check does not pass.
 * - `measured`: a comparison is false; `missing`: a fact that it needs has no value;
 * - `not_collected`: no configured collector declares the fact; `unreadable`: the call could not see it;
 *   `stale`: the last answer is too old (or the last call failed since); `rule`: the rule itself erred.
 */
export type Cause = 'measured' | 'missing' | 'not_collected' | 'unreadable' | 'stale' | 'rule';

/** One rule for one service, judged. */
export interface Check {
  readonly rule: string;
  /** From fresh facts only: shown, scored, nudged. */
  readonly outcome: Outcome;
  /** From the last good facts while within `hold`: bar, level, trend, gate. */
  readonly standing: Outcome;
  readonly cause?: Cause;
  /** One line for people, without the rule's title: "approvals required is 0, wanted ≥ 1". */
  readonly reason?: string;
  /** The same in parts, so that a view can say it in its reader's words. Present where `reason` is. */
  readonly why?: Why;
  /** For a held standing: since when it is unproven (the instant at which the last good fact became too old). */
  readonly unprovenSince?: Instant;
  /** What the outcome rests on. */
  readonly evidence: readonly Evidence[];
  /** The exception that covers it. */
  readonly exception?: string;
}

export type Bar = 'met' | 'met_by_exception' | 'not_met' | 'unknown' | 'none';

/** A scorecard's verdict on one service. */
export interface Verdict {
  readonly scorecard: string;
  readonly bar: Bar;
  /** The level earned without exceptions; null = none reached ("Starting"). */
  readonly earned: string | null;
  /** The level held, exceptions counted. */
  readonly held: string | null;
  /** Exceptions that the held level rests on. */
  readonly heldByExceptions: number;
  /** 0–100 rounded down; null when no rule counts. */
  readonly score: number | null;
  readonly counts: Counts;
}

/** Enforced checks by outcome. */
export type Counts = Readonly<Record<Outcome, number>>;

export interface Evaluation {
  readonly checks: readonly Check[];
  readonly verdict: Verdict;
  /** The earliest instant at which the clock alone can alter an outcome or the verdict; null = never. */
  readonly nextChangeAt: Instant | null;
}

/** An approved exception, as evaluation sees it. In force while `from <= now < until`. */
export interface ExceptionInForce {
  readonly id: string;
  /** `scorecard/rule` */
  readonly rule: string;
  readonly from: Instant;
  readonly until: Instant;
}
