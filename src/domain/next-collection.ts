import { fractionOf } from './fraction-of.ts';
import { type Duration, type Instant, MINUTE } from './instant.ts';

/** How one collector's attempts about one service have gone. */
export interface CollectionRecord {
  readonly dueAt: Instant;
  /** When the vendor last told about it. */
  readonly lastGoodAt: Instant | null;
  /** Of the first of the attempts in a row that failed. */
  readonly failedSince: Instant | null;
  /** Attempts in a row that failed. */
  readonly failures: number;
}

export type Attempted =
  | { readonly kind: 'answered' | 'nothing to ask' | 'failed' }
  | { readonly kind: 'told to wait'; readonly until: Instant };

export interface Occasion {
  readonly now: Instant;
  /** How often this collector asks. */
  readonly interval: Duration;
  /** Of the service and the collector: what sets it apart from the others. */
  readonly seed: string;
}

/** The first retry; each further one waits twice as long as the one before. */
const FIRST_RETRY: Duration = MINUTE;

/**
 * What is kept after an attempt. An answer holds for an interval, a little less so that services that came together
 * drift apart, and much less the first time, so that a first run over all services spreads itself. A failure is tried
 * again soon, then ever later, at least each interval. Being told to wait is no failure.
 * @param before undefined = this is the first attempt
 */
export function nextCollection(
  before: CollectionRecord | undefined,
  attempted: Attempted,
  occasion: Occasion,
): CollectionRecord {
  const { now, interval } = occasion;
  const { lastGoodAt = null, failedSince = null, failures = 0 } = before ?? {};
  switch (attempted.kind) {
    case 'answered': {
      const dueAt = after(interval, lastGoodAt === null ? 0.2 : 0.9, occasion);
      return { dueAt, lastGoodAt: now, failedSince: null, failures: 0 };
    }
    case 'nothing to ask':
      return { dueAt: after(interval, 0.5, occasion), lastGoodAt, failedSince: null, failures: 0 };
    case 'failed': {
      const wait = Math.min(interval, FIRST_RETRY * 2 ** failures);
      const dueAt = after(wait, 0.75, occasion);
      return { dueAt, lastGoodAt, failedSince: failedSince ?? now, failures: failures + 1 };
    }
    case 'told to wait':
      return { dueAt: Math.max(Math.ceil(attempted.until), now + MINUTE), lastGoodAt, failedSince, failures };
  }
}

/** After this time, or a share of it that is at least `least`: the same for the same service at the same moment. */
function after(time: Duration, least: number, { seed, now }: Occasion): Instant {
  return now + Math.ceil(time * (least + (1 - least) * fractionOf(`${seed} ${now}`)));
}
