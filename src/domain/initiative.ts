/** Rules or a level of one scorecard that certain services are to meet by a date. */
import type { Instant } from './instant.ts';

export type InitiativeState = 'draft' | 'active' | 'met' | 'ended' | 'cancelled';

export interface Initiative {
  /** UUIDv7. */
  readonly id: string;
  readonly state: InitiativeState;
  readonly title: string;
  /** What customers have of it. */
  readonly why: string;
  readonly scorecard: string;
  /** Certain rules, or all of a level and of those below it. */
  readonly asks: { readonly rules: readonly string[] } | { readonly level: string };
  /** As `/ready list` understands it: `team:x tier:x system:x`; empty = all services. */
  readonly filter: string;
  readonly deadline: Instant;
  /** Slack user id. */
  readonly owner: string;
  readonly ownerName: string;
  /** `#name` or id; null = nowhere. */
  readonly channel: string | null;
  readonly createdAt: Instant;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  /** Somebody has put it away after its end, or nothing is left of it: its owner gets no more lists. */
  readonly closedAt?: Instant;
  /** What was said when its deadline was moved, or when it was cancelled. */
  readonly remark?: { readonly by: string; readonly text: string };
  /** What compare-and-set compares. */
  readonly version: number;
}

/** `excused`: all that is open is covered by exceptions. */
export type Progress = 'done' | 'open' | 'excused' | 'unknown';

/** A service in an initiative's scope. */
export interface Participant {
  readonly serviceKey: string;
  readonly enteredAt: Instant;
  /** The initiative's, or an own one for who entered late. */
  readonly deadline: Instant;
  readonly progress: Progress;
  /** Since when. */
  readonly since: Instant;
}

export type ProgressCounts = Readonly<Record<Progress, number>>;
