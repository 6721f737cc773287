import { type Duration, type Instant, MINUTE } from './instant.ts';

/** How a collector's attempts have gone since its vendor last told anything about any service. */
export interface Silence {
  /** Services about which the last attempt failed, and that did not fail before that answer. */
  readonly newlyFailing: number;
  /** Services about which the last attempt failed. */
  readonly failing: number;
  /** Services about which the vendor ever told, or failed to. */
  readonly asked: number;
  /** The first of the failures; null = there is none. */
  readonly since: Instant | null;
}

/** Shorter ones pass by themselves, and telling of them would wake people for nothing. */
const TOLD_AFTER: Duration = 10 * MINUTE;
/** A few services may fail by themselves, each for a reason of its own. */
const ENOUGH = 5;

/**
 * Since when a vendor answers nobody, if that is an outage by now: nobody was answered for ten minutes, and five
 * services failed meanwhile, or all that there are.
 */
export function outageIn({ newlyFailing, failing, asked, since }: Silence, now: Instant): Instant | null {
  if (since === null || now - since < TOLD_AFTER) return null;
  return newlyFailing >= ENOUGH || (newlyFailing > 0 && failing >= asked) ? since : null;
}
