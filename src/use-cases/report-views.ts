/** What reports look like to their readers, besides digests and pictures. */
import type { ReleaseReport } from '../domain/release-check.ts';
import type { ReportCard } from '../domain/report-card.ts';
import type { Viewer } from '../domain/rights.ts';

/** A release check as it was saved. */
export interface SavedRelease {
  /** Short enough to be typed. */
  readonly id: string;
  /** Who checked, as they were called then. */
  readonly byName: string;
  readonly report: ReleaseReport;
}

export interface ReportVerbs {
  /**
   * Checks whether these services may be released, and saves what came of it. `words`: services or systems, with
   * blanks or commas between. A `UserError` where one of them is not there for the viewer.
   */
  readonly release: (viewer: Viewer, words: string) => Promise<SavedRelease>;
  /** A release check exactly as it was saved. A `UserError` where it is not there, or about what a guest may not see. */
  readonly showRelease: (viewer: Viewer, id: string) => Promise<SavedRelease>;
  /**
   * The report card: `[@TEAM|SYSTEM] [7d|30d|90d]`. Null: neither a system nor a period is named, so that the digest
   * answers. A `UserError` that says what to type where there is no such thing.
   */
  readonly card: (viewer: Viewer, words: string) => Promise<ReportCard | null>;
}
