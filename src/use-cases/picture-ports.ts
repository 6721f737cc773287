/** What pictures of many services read: as little as can be drawn. */
import type { Outcome } from '../domain/outcome.ts';
import type { ServiceFilter, ServiceRow } from './service-rows.ts';

/** A living service with the outcomes of some rules. */
export interface OutcomesRow extends Pick<ServiceRow, 'id' | 'name' | 'tier' | 'owner' | 'system'> {
  /** In the order in which the rules were named; null = not checked. */
  readonly outcomes: readonly (Outcome | null)[];
}

/** Services that held the same level on the same day. */
export interface MovementRow {
  /** ISO date. */
  readonly day: string;
  readonly scorecardVersion: string;
  readonly held: string | null;
  readonly services: number;
  /** Those of them that have a score, and the sum of theirs. */
  readonly scored: number;
  readonly scores: number;
}

/** When a service reached production. */
export interface DeployDays {
  readonly serviceKey: string;
  /** ISO dates, each once, oldest first. */
  readonly days: readonly string[];
}

export interface DeploysPort {
  /** What is kept of these services, by service key. */
  daysOf(keys: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** In the place of what was kept of these services. */
  keep(all: readonly DeployDays[]): Promise<void>;
}

export interface PictureReads {
  /**
   * Where services stand on one scorecard, rule by rule, by id. Reads one letter for each, so that ten thousand
   * services are no effort. Services of which no rule says anything are left out; a filter's level is of this scorecard.
   */
  outcomesOf(
    scorecard: string,
    rules: readonly string[],
    filter: ServiceFilter,
  ): Promise<readonly OutcomesRow[]>;
  /**
   * What the daily snapshots of these services on one scorecard say from this day on (ISO date), oldest first: counted
   * by level, so that a year of a thousand services is a few hundred rows.
   */
  movement(keys: readonly string[], scorecard: string, day: string): Promise<readonly MovementRow[]>;
}
