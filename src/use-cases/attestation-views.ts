/** What attestations look like to whoever states and reads them: the view models of their verbs. */
import type { Attestation, Statement, StatementProblem } from '../domain/attestation.ts';
import type { Duration } from '../domain/instant.ts';
import type { Viewer } from '../domain/rights.ts';
import type { Attest } from '../domain/scorecard.ts';
import type { ReadinessCard } from './show-readiness.ts';

/** A rule that rests on what somebody states. */
export interface AttestableRule {
  /** `scorecard/rule`. */
  readonly rule: string;
  readonly title: string;
  readonly whyItMatters: string;
  readonly fix: string;
  readonly evidence: Attest['evidence'];
  readonly validFor: Duration;
  /** Who may state it. */
  readonly by: Attest['by'];
  /** What counts now; null = nothing. */
  readonly current: AttestationLine | null;
}

/** What the modal is filled with when somebody begins to attest. */
export interface AttestationDraft {
  readonly service: { readonly id: string; readonly name: string };
  /** Those that this viewer may state, the most urgent first. */
  readonly rules: readonly AttestableRule[];
  /** One of them. */
  readonly chosen: AttestableRule;
  /** ISO date in the viewer's zone. */
  readonly today: string;
  /** Whether what counts now is the viewer's own, which they may take back. */
  readonly own: boolean;
}

/** A line of the history, ready to be shown. */
export interface AttestationLine extends Attestation {
  /** The rule's; of a rule that is gone, its key. */
  readonly title: string;
  /** It took back what was stated before. */
  readonly withdrawal: boolean;
  /** It is the newest of its rule and has not ended. */
  readonly counts: boolean;
  /** Statement and link are withheld from this viewer. */
  readonly hidden: boolean;
}

/** What somebody states, as they typed it. */
export interface AttestAsk extends Statement {
  readonly service: string;
  /** `scorecard/rule`. */
  readonly rule: string;
}

export type AttestOutcome =
  | { readonly kind: 'attested'; readonly line: AttestationLine; readonly card: ReadinessCard }
  /** Said at their fields; nothing was kept. */
  | { readonly kind: 'invalid'; readonly problems: readonly StatementProblem[] };

/** The verbs of attestations; bound beside the others. */
export interface AttestationVerbs {
  /** `rule`: the one to begin with (`scorecard/rule`); null = the most urgent. */
  readonly draft: (viewer: Viewer, service: string, rule: string | null) => Promise<AttestationDraft>;
  readonly attest: (viewer: Viewer, ask: AttestAsk) => Promise<AttestOutcome>;
  /** Takes back one's own. */
  readonly withdraw: (viewer: Viewer, service: string, id: string) => Promise<ReadinessCard>;
  /** The whole history of a service, newest first: public to whoever sees the service. */
  readonly of: (viewer: Viewer, service: string) => Promise<readonly AttestationLine[]>;
}
