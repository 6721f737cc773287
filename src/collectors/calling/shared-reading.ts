import type { Duration, Instant } from '../../domain/instant.ts';
import type { Surroundings } from '../running/surroundings.ts';

export interface Reading<T> {
  readonly value: T;
  /** When it was begun: what it says was true then or later. */
  readonly readAt: Instant;
}

/** @param youngFor for this question; default: as it was made */
export type SharedReading<T> = (signal: AbortSignal, youngFor?: Duration) => Promise<Reading<T>>;

/**
 * For lists that tell about all services at once: batches that come while a reading is under way, or young, share
 * it. A reading that failed is forgotten; one that ended because whoever began it stopped waiting is begun anew by
 * those who still wait.
 */
export function createSharedReading<T>(given: {
  readonly clock: Surroundings['clock'];
  readonly youngFor: Duration;
  readonly read: (signal: AbortSignal) => Promise<T>;
}): SharedReading<T> {
  const { clock, read } = given;
  let current: { readonly at: Instant; readonly by: AbortSignal; readonly value: Promise<T> } | undefined;

  return async function shared(signal, youngFor = given.youngFor) {
    signal.throwIfAborted();
    const now = clock.now();
    // One from the future is of a clock that has been set right since.
    if (current === undefined || now < current.at || now - current.at > youngFor) {
      current = { at: now, by: signal, value: read(signal) };
    }
    const reading = current;
    try {
      return { value: await reading.value, readAt: reading.at };
    } catch (error) {
      if (current === reading) current = undefined;
      if (reading.by.aborted && !signal.aborted) return shared(signal, youngFor);
      throw error;
    }
  };
}
