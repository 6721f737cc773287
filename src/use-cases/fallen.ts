import type { Instant } from '../domain/instant.ts';
import type { Outcome } from '../domain/outcome.ts';

/** What history says of a rule that fails, or of which nothing is known since. */
export interface Fallen {
  /** What it was before it came to fail or to be unknown; null = it never was anything else. */
  readonly last: Outcome | null;
  /** Since when it fails, whatever times nobody could tell in between; null = it does not. */
  readonly since: Instant | null;
}
