/** What initiatives need to have kept. */
import type { Initiative, InitiativeState, Participant, ProgressCounts } from '../domain/initiative.ts';

export interface InitiativesPort {
  byId(id: string): Promise<Initiative | undefined>;
  /** By deadline, the nearest first. */
  list(states: readonly InitiativeState[]): Promise<readonly Initiative[]>;
  add(initiative: Initiative): Promise<void>;
  /** Compare-and-set: false = somebody was first, and nothing was written. */
  replace(initiative: Initiative, knownVersion: number): Promise<boolean>;
  participants(initiative: string): Promise<readonly Participant[]>;
  /** Running initiatives that these services are in, by service key. */
  of(
    serviceKeys: readonly string[],
  ): Promise<ReadonlyMap<string, readonly { readonly initiative: Initiative; readonly part: Participant }[]>>;
  /** Writes these participants and takes out those that left the scope. */
  keep(initiative: string, parts: readonly Participant[], gone: readonly string[]): Promise<void>;
  /** One row for each day (ISO date): the line that burns up. */
  record(initiative: string, day: string, counts: ProgressCounts): Promise<void>;
  days(initiative: string): Promise<readonly { readonly day: string; readonly counts: ProgressCounts }[]>;
}
