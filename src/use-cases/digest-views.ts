/** What digests and reports look like to their readers, and what can be decided about them. */
import type { Digest, DigestPart } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';
import type { Weekday } from '../domain/policy.ts';
import type { Viewer } from '../domain/rights.ts';

/** A digest as of now, for one reader. */
export interface Report {
  readonly digest: Digest;
  /** Where its weekly digest is posted; null = nowhere. */
  readonly channel: string | null;
}

export interface DigestChoice {
  readonly off: boolean;
  readonly day: Weekday;
  /** Local time, `09:00`. */
  readonly at: string;
  readonly parts: readonly DigestPart[];
}

export interface DigestSettingsView extends DigestChoice {
  readonly channel: string;
  /** Of the teams, or of the organisation. */
  readonly name: string;
  /** IANA: whose clock `at` is read on. */
  readonly timezone: string;
  /** When the next one comes; null = none does. */
  readonly next: Instant | null;
  /** The name of whoever changed it last; null = it is as the organisation has it. */
  readonly changedBy: string | null;
}

export type DigestChange =
  | { readonly kind: 'changed'; readonly settings: DigestSettingsView }
  /** Nothing would be left to tell. */
  | { readonly kind: 'no-parts' };

export interface DigestVerbs {
  /** As of now, for this reader alone. `team`: `@payments`, its id or name; null = the organisation. A `UserError` where there is none. */
  readonly report: (viewer: Viewer, team: string | null) => Promise<Report>;
  /** How this channel gets its digest. A `UserError` for guests, strangers, and channels without one. */
  readonly settings: (viewer: Viewer, channel: string) => Promise<DigestSettingsView>;
  readonly changeSettings: (viewer: Viewer, channel: string, choice: DigestChoice) => Promise<DigestChange>;
}
