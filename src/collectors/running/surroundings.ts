/** What a collector finds around it, and what it tells of its vendor's patience. */
import type { Duration, Instant } from '../../domain/instant.ts';

/** Small things that a collector keeps over restarts, such as ETags with what they stand for: text by key. */
export interface Memory {
  readonly read: (keys: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly write: (entries: ReadonlyMap<string, string>) => Promise<void>;
}

/**
 * Who answers on this machine, at which port, in the place of hosts below `.test`: of the playground's made-up company.
 * Only the playground has any: neither ready.yml nor the environment can name one.
 */
export type StandIns = ReadonlyMap<string, number>;

/** What a collector finds around it, whatever it asks. */
export interface Surroundings {
  /** Absolute path of the home folder. */
  readonly home: string;
  readonly clock: { readonly now: () => Instant };
  /** Resolves after so many milliseconds; rejects with the signal's reason. */
  readonly wait: (ms: Duration, signal: AbortSignal) => Promise<void>;
  readonly memory: Memory;
  readonly standIns?: StandIns | undefined;
}

/** What a vendor still lets us ask, as its last answers said. */
export interface Budget {
  /** Requests, or points, in the vendor's own counting. */
  readonly limit?: number;
  readonly remaining?: number;
  readonly resetsAt?: Instant;
  /** Nothing is sent before. */
  readonly pausedUntil?: Instant;
}
