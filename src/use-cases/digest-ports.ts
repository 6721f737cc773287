/** What digests need to have kept. */
import type { Instant } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Weekday } from '../domain/policy.ts';

/** One digest as it was made: so that it is made once, and shows the same later. */
export interface DigestRecord {
  /** UUIDv7. */
  readonly id: string;
  /** `#name` or id, as the catalog or ready.yml writes it. */
  readonly channel: string;
  /** ISO date of the Monday of its week, in the channel's zone. */
  readonly week: string;
  /** A team's id, or null for the organisation. */
  readonly team: string | null;
  readonly madeAt: Instant;
  /** What it tells, as data. */
  readonly content: JsonObject;
}

/** What a channel's people chose on the digest itself. */
export interface DigestSettings {
  readonly channel: string;
  readonly off: boolean;
  readonly day: Weekday | null;
  /** Local time, `09:00`. */
  readonly at: string | null;
  /** Which parts it has; null = all. */
  readonly parts: readonly string[] | null;
  readonly changedBy: string;
  readonly changedAt: Instant;
}

/** One day of one service on one scorecard, as the daily snapshot kept it. */
export interface SnapshotRow {
  readonly serviceKey: string;
  readonly scorecard: string;
  /** ISO date. */
  readonly day: string;
  readonly scorecardVersion: string;
  readonly bar: string;
  readonly earned: string | null;
  readonly held: string | null;
  readonly score: number | null;
}

/** Scores of one day that count the same rules, added up. */
export interface ScoresRow {
  /** ISO date. */
  readonly day: string;
  readonly scorecardVersion: string;
  /** Services that have a score, and the sum of theirs. */
  readonly scored: number;
  readonly scores: number;
}

/** How often a rule's outcome became another within some time, at the services that were asked about. */
export interface OutcomeMove {
  readonly scorecard: string;
  readonly rule: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly times: number;
}

export interface DigestsPort {
  /** False = this channel has one of this week already, and nothing was written. */
  add(digest: DigestRecord): Promise<boolean>;
  byId(id: string): Promise<DigestRecord | undefined>;
  /** Of these channels the newest each. */
  latest(channels: readonly string[]): Promise<ReadonlyMap<string, DigestRecord>>;
  settings(channels: readonly string[]): Promise<ReadonlyMap<string, DigestSettings>>;
  set(settings: DigestSettings): Promise<void>;
  /** The last snapshot on or before this day, not older than `oldest`, of each service and scorecard. */
  snapshotsAt(keys: readonly string[], day: string, oldest: string): Promise<readonly SnapshotRow[]>;
  /** The scores of these services together, on those of these days (ISO dates) of which something is kept. */
  scoresOn(
    keys: readonly string[],
    scorecard: string,
    days: readonly string[],
  ): Promise<readonly ScoresRow[]>;
  /** How outcomes moved from this instant on, of these services together. */
  outcomeMoves(keys: readonly string[], from: Instant): Promise<readonly OutcomeMove[]>;
  /** Keeps one day a week of what is older (ISO date): the last that was kept of it. Returns how many days went. */
  compact(before: string): Promise<number>;
}
