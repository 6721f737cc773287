import { ExternalServiceError } from '../../domain/errors.ts';
import type { Duration, Instant } from '../../domain/instant.ts';
import type { Surroundings } from '../running/surroundings.ts';

export interface Reading<T> {
  readonly value: T;
  /** When it was begun: what it says was true then or later. */
  readonly readAt: Instant;
}

/** @param youngFor for this question, which then gets no older one; default: as it was made */
export type SharedReading<T> = (signal: AbortSignal, youngFor?: Duration) => Promise<Reading<T>>;

/** A reading as it was begun. */
interface Begun<T> {
  readonly at: Instant;
  readonly by: AbortSignal;
  readonly value: Promise<T>;
}

/**
 * For lists that tell about all services at once: batches that come while a reading is under way, or young, share
 * it. A reading that failed is forgotten; one that ended because whoever began it stopped waiting is begun anew by
 * those who still wait.
 *
 * With `servesFor`, nobody but who began it waits for a new reading while the last one is no older than that; who began
 * it gets the last one too where the vendor fails. `readAt` says how old it is.
 */
export function createSharedReading<T>(given: {
  readonly clock: Surroundings['clock'];
  readonly youngFor: Duration;
  readonly servesFor?: Duration;
  readonly read: (signal: AbortSignal) => Promise<T>;
}): SharedReading<T> {
  const { clock, read, servesFor = 0 } = given;
  let current: Begun<T> | undefined;
  let last: Reading<T> | undefined;

  /** One from the future is of a clock that has been set right since. */
  const isWithin = (at: Instant, age: Duration) => at <= clock.now() && clock.now() - at <= age;
  const served = () => (last !== undefined && isWithin(last.readAt, servesFor) ? last : undefined);

  function begin(signal: AbortSignal): Begun<T> {
    current = { at: clock.now(), by: signal, value: read(signal) };
    return current;
  }

  async function finish(reading: Begun<T>): Promise<Reading<T>> {
    const value = await reading.value;
    if (current === reading) last = { value, readAt: reading.at };
    return { value, readAt: reading.at };
  }

  return async function shared(signal, youngFor) {
    signal.throwIfAborted();
    const known =
      current !== undefined && isWithin(current.at, youngFor ?? given.youngFor) ? current : undefined;
    const isUnderWay = known !== undefined && known.at !== last?.readAt;
    const old = youngFor === undefined ? served() : undefined;
    if (isUnderWay && old !== undefined) return old;
    const reading = known ?? begin(signal);
    try {
      return await finish(reading);
    } catch (error) {
      if (current === reading) current = undefined;
      if (reading.by.aborted && !signal.aborted) return shared(signal, youngFor);
      const instead = youngFor === undefined && error instanceof ExternalServiceError ? served() : undefined;
      if (instead === undefined) throw error;
      return instead;
    }
  };
}
