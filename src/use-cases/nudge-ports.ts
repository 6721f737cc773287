/** What reminders need to have kept. */
import type { Instant } from '../domain/instant.ts';
import type { ToldGap } from '../domain/planner/gap.ts';
import type { Preferences } from '../domain/planner/preferences.ts';
import type { Audience } from './message-ports.ts';

/** A nudge as it was planned: the log that keeps it to one a day. */
export interface NudgeRecord {
  /** UUIDv7. */
  readonly id: string;
  readonly audience: Audience;
  /** `person:U1` or `channel:#pay`. */
  readonly audienceKey: string;
  /** ISO date in the audience's zone. */
  readonly localDate: string;
  readonly plannedAt: Instant;
  /** After this it is not sent any more: a reminder is dropped rather than sent in a heap. */
  readonly staleAt: Instant;
  readonly gaps: readonly ToldGap[];
  /** Those that were not in the one before. */
  readonly fresh: readonly string[];
  /** `discarded`: an admin let it go while a storm was held. */
  readonly state: 'planned' | 'discarded';
  /** Null = Slack has not taken it, or not yet. */
  readonly deliveredAt: Instant | null;
}

/** Somebody did something about a service after being told of it. */
export interface NudgeAnswer {
  readonly audienceKey: string;
  readonly serviceKey: string;
  readonly at: Instant;
  readonly kind: 'snooze' | 'press' | 'fix';
}

export interface Snooze {
  readonly audienceKey: string;
  readonly serviceKey: string;
  readonly until: Instant;
}

/** Messages held back because there were too many at once. */
export interface Storm {
  readonly id: string;
  readonly at: Instant;
  readonly owners: number;
  readonly of: number;
  readonly messages: number;
  /** Why it is held, in words. */
  readonly reason: string;
  readonly state: 'held' | 'sent' | 'discarded';
  readonly decidedBy: string | null;
  readonly decidedAt: Instant | null;
}

/** That something stands open so long that others are told: each of them once. */
export interface Escalation {
  readonly serviceKey: string;
  /** `gapKey` of it. */
  readonly gap: string;
  readonly step: 'channel' | 'approvers';
  readonly at: Instant;
}

export interface NudgesPort {
  /**
   * Writes those that are the first of their audience on their local date; returns the ids of these. The unique key
   * keeps two processes from planning the same.
   */
  plan(nudges: readonly Omit<NudgeRecord, 'deliveredAt'>[]): Promise<readonly string[]>;
  byId(id: string): Promise<NudgeRecord | undefined>;
  /** Planned at or after this instant, newest first; `deliveredAt` from what the outbox sent. */
  since(at: Instant, audienceKeys?: readonly string[]): Promise<readonly NudgeRecord[]>;
  /** Of these audiences the newest each. */
  latest(audienceKeys: readonly string[]): Promise<ReadonlyMap<string, NudgeRecord>>;
  /** The id of the audience's first one. */
  first(audienceKey: string): Promise<string | null>;
  /** Audiences that have a nudge of this local date. */
  told(localDate: string): Promise<ReadonlySet<string>>;
  answer(answers: readonly NudgeAnswer[]): Promise<void>;
  /** The last answer of each service of these, whoever gave it, by service key. */
  answers(serviceKeys: readonly string[]): Promise<ReadonlyMap<string, Instant>>;
  snooze(snooze: Snooze): Promise<void>;
  /** In force at `now`, of these audiences. */
  snoozes(audienceKeys: readonly string[], now: Instant): Promise<readonly Snooze[]>;
  prefer(person: string, preferences: Preferences): Promise<void>;
  /** By Slack user id; whoever never chose is absent. */
  preferences(people: readonly string[]): Promise<ReadonlyMap<string, Preferences>>;
  /** Writes those that are new; returns them. */
  escalate(escalations: readonly Escalation[]): Promise<readonly Escalation[]>;
  escalations(serviceKeys: readonly string[]): Promise<readonly Escalation[]>;
  hold(storm: Storm): Promise<void>;
  /** Newest first. */
  storms(limit: number): Promise<readonly Storm[]>;
  /** Compare-and-set from `held`: false = somebody was first. */
  decideStorm(id: string, state: 'sent' | 'discarded', by: string, at: Instant): Promise<boolean>;
  /** Deletes nudges, answers, snoozes and escalations that are older. Returns how many. */
  clear(before: Instant): Promise<number>;
}
