/** What collecting needs to have kept, so that a restart loses nothing and a missed tick costs delay only. */
import type { Instant } from '../domain/instant.ts';
import type { CollectionRecord } from '../domain/next-collection.ts';
import type { Silence } from '../domain/outage.ts';

/** One collector's dealings with one service. It is asked again at `dueAt`, or as soon after as there is room. */
export interface Collection extends CollectionRecord {
  /** The service's. */
  readonly key: string;
  readonly collector: string;
}

/** One collector as a whole. */
export interface CollectorState {
  readonly collector: string;
  /** The vendor wants no question before. Kept, so that a restart does not break the promise. */
  readonly pausedUntil: Instant | null;
  readonly lastGoodAt: Instant | null;
  /** The newest failure, in words; it stays after the vendor has answered again. */
  readonly lastError: string | null;
  readonly lastErrorAt: Instant | null;
  /** Since when nobody is answered; null = no outage. */
  readonly outageSince: Instant | null;
}

/** What `ready sources` shows of a collector. */
export interface CollectionTally {
  readonly services: number;
  /** Services about which the last attempt failed. */
  readonly failing: number;
  readonly due: number;
  /** The newest good answer of all. */
  readonly lastGoodAt: Instant | null;
}

export interface CollectionsPort {
  /**
   * Enrols every living service with each of these collectors, due at `now`, where it is not yet; forgets archived
   * services and other collectors. Returns how many were added.
   */
  enrol(collectors: readonly string[], now: Instant): Promise<number>;
  /** What is due by `now` for this collector, longest overdue first: nobody is starved. */
  due(collector: string, now: Instant, limit: number): Promise<readonly Collection[]>;
  /** Those of these services with these collectors. */
  of(keys: readonly string[], collectors: readonly string[]): Promise<readonly Collection[]>;
  /** Those of these services that some collector has not been asked about yet. */
  unasked(keys: readonly string[], now: Instant): Promise<ReadonlySet<string>>;
  record(collections: readonly Collection[]): Promise<void>;
  /** Services about which the last attempt failed are due at `at`, where they are not earlier. */
  retryFailing(collector: string, at: Instant): Promise<void>;
  /** What is due later is due then. */
  noLaterThan(collector: string, latest: Instant): Promise<void>;
  /**
   * Makes these due by `at`; what was due earlier becomes due a moment earlier still, so that whoever asks just now
   * can tell that it was hastened meanwhile. `collectors` absent = all.
   */
  hasten(keys: readonly string[], at: Instant, collectors?: readonly string[]): Promise<void>;
  states(): Promise<ReadonlyMap<string, CollectorState>>;
  setStates(states: readonly CollectorState[]): Promise<void>;
  /** How it went since the vendor last told anything; null = it never did. */
  silence(collector: string, lastGoodAt: Instant | null): Promise<Silence>;
  tally(now: Instant): Promise<ReadonlyMap<string, CollectionTally>>;
  /** What a collector keeps for itself (ETags), by key. */
  remembered(collector: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  remember(collector: string, entries: ReadonlyMap<string, string>, now: Instant): Promise<void>;
  /** Whether this delivery of a vendor's webhook is new; it is remembered for a week. */
  isFirstDelivery(vendor: string, delivery: string, now: Instant): Promise<boolean>;
}
