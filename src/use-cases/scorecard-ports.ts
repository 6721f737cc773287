/** Scorecards as they are kept: those in force, and every earlier version. */
import type { Instant } from '../domain/instant.ts';
import type { Scorecard } from '../domain/scorecard.ts';

export interface ScorecardVersion {
  readonly scorecard: Scorecard;
  /** A hash over the parsed document: the same text in another layout is the same version. */
  readonly version: string;
  readonly loadedAt: Instant;
}

export interface ScorecardsPort {
  current(): Promise<readonly ScorecardVersion[]>;
  /** Makes exactly these the current ones, in this order; earlier versions stay readable. */
  replace(versions: readonly ScorecardVersion[]): Promise<void>;
  version(id: string, version: string): Promise<ScorecardVersion | undefined>;
  /** The newest that was loaded for the first time by then. */
  asOf(id: string, at: Instant): Promise<ScorecardVersion | undefined>;
}
