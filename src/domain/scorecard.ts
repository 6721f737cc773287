import type { Duration, Instant } from './instant.ts';

export type Stage = 'trial' | 'announced' | 'enforced';

/** A person's statement where no system can tell; the rule then reads `attested["id"]`. */
export interface Attest {
  readonly validFor: Duration;
  readonly evidence: 'required' | 'optional';
  readonly by: 'owner' | 'approver';
}

/** One question about a service, answered yes or no by one expression over facts. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  /** One of the scorecard's levels. */
  readonly level: string;
  /** CEL; for a rule with `attest` it is derived from it. */
  readonly expression: string;
  readonly attest?: Attest;
  /** CEL filter; absent = the scorecard's. */
  readonly appliesTo?: string;
  readonly weight: number;
  readonly category?: string;
  readonly controls: readonly string[];
  readonly maintainer?: string;
  /** ISO date by which the rule itself is to be reviewed. */
  readonly reviewBy?: string;
  readonly why: string;
  readonly fix: string;
  readonly fixUrl?: string;
  /** Part of the minimum bar. */
  readonly required: boolean;
  readonly stage: Stage;
  /** For `announced`: counts from here on. */
  readonly effectiveFrom?: Instant;
  readonly exceptions: 'allowed' | 'never';
  readonly nudge: boolean;
  /** Values and reasons are shown only to its own people. */
  readonly sensitive: boolean;
  readonly maxAge?: Duration;
  readonly hold: Duration;
  readonly stableFor?: Duration;
  readonly onMissing: 'fail' | 'unknown';
}

export interface Scorecard {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly maintainers: readonly string[];
  readonly appliesTo?: string;
  /** Lowest first. */
  readonly levels: readonly string[];
  readonly rules: readonly Rule[];
}
