/**
 * The verbs as readers call them (Slack, shell, HTTP), bound to their dependencies by `app.ts`.
 * Each checks the viewer's rights itself, at the moment of the act, and throws a `UserError` with a
 * sentence for the person where something is not theirs or not there.
 */
import type { Viewer } from '../domain/rights.ts';
import type { AttestationVerbs } from './attestation-views.ts';
import type { AuditVerdict } from './audit-ports.ts';
import type { CollectionRun, CollectWhat } from './collect-services.ts';
import type { DigestVerbs } from './digest-views.ts';
import type { ExceptionVerbs } from './exception-views.ts';
import type { Explanation } from './explain-rule.ts';
import type { HomeVerbs } from './home-views.ts';
import type { InitiativeVerbs } from './initiative-views.ts';
import type { GroupView, MineView, ServiceListing } from './list-services.ts';
import type { LookUpAnswer } from './look-up.ts';
import type { NudgeVerbs } from './nudge-views.ts';
import type { PictureVerbs } from './picture-views.ts';
import type { ReportVerbs } from './report-views.ts';
import type { AuditQuestion, AuditView } from './show-audit.ts';
import type { ReadinessDetails } from './show-details.ts';
import type { EvidenceQuestion, EvidenceView } from './show-evidence.ts';
import type { ReadinessCard } from './show-readiness.ts';
import type { SourcesView } from './show-sources.ts';
import type { UpkeepVerbs } from './upkeep-views.ts';

/** A Slack profile, from which a viewer is made by adding what the catalog says of the person. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly timezone: string | null;
  readonly stranger: boolean;
  readonly guest: boolean;
}

/** `vendor` did not answer, so some facts are the last good ones. */
export interface CollectorTrouble {
  readonly collector: string;
  readonly reason: string;
}

export interface CheckedAgain {
  readonly card: ReadinessCard;
  /** Rules whose outcome differs from before, by title. */
  readonly changed: readonly { readonly title: string; readonly from: string; readonly to: string }[];
  readonly trouble: readonly CollectorTrouble[];
}

export interface Verbs {
  readonly viewerOf: (profile: Profile) => Promise<Viewer>;
  /** A service by id, earlier id, repository, channel or URL; a team (`@payments`, a Slack user group's mention); a system. */
  readonly lookUp: (viewer: Viewer, words: string) => Promise<LookUpAnswer>;
  /** Whether this word is exactly a living service's id or former id: such a word beats a verb. */
  readonly isService: (word: string) => Promise<boolean>;
  readonly showReadiness: (viewer: Viewer, service: string) => Promise<ReadinessCard>;
  readonly showDetails: (viewer: Viewer, service: string) => Promise<ReadinessDetails>;
  readonly checkAgain: (viewer: Viewer, service: string) => Promise<CheckedAgain>;
  /** Collects and judges services now, and tells how far it is. */
  readonly collect: (
    viewer: Viewer,
    what: CollectWhat,
    tell?: (run: CollectionRun) => void | Promise<void>,
  ) => Promise<CollectionRun>;
  /** The same, in the background: returns once it has begun, and a message tells how far it is. */
  readonly beginCollection: (viewer: Viewer, what: CollectWhat) => Promise<CollectionRun>;
  /** Who did what, newest first; for admins. */
  readonly showAudit: (viewer: Viewer, question: AuditQuestion) => Promise<AuditView>;
  /** Whether the audit log is as it was written; for admins. */
  readonly verifyAudit: (viewer: Viewer) => Promise<AuditVerdict>;
  /** What held for a service at a past moment, and what proves it. */
  readonly showEvidence: (viewer: Viewer, question: EvidenceQuestion) => Promise<EvidenceView>;
  /** Where facts come from, and how that goes; for admins. */
  readonly showSources: (viewer: Viewer) => Promise<SourcesView>;
  /** Checks that the viewer may share this service's card, and gives it. */
  readonly share: (viewer: Viewer, service: string) => Promise<ReadinessCard>;
  readonly showMine: (viewer: Viewer) => Promise<MineView>;
  readonly showGroup: (
    viewer: Viewer,
    kind: 'team' | 'system',
    id: string,
    offset: number,
  ) => Promise<GroupView>;
  /** `query`: `team:x tier:x level:x failing:rule system:x`, in any order; a bad filter is a `UserError` that says what to type. */
  readonly listServices: (viewer: Viewer, query: string, offset: number) => Promise<ServiceListing>;
  readonly explain: (viewer: Viewer, words: string) => Promise<Explanation>;
  /** Services whose id or name begins with or contains the prefix, for typeahead; at most `limit`. */
  readonly suggest: (
    viewer: Viewer,
    prefix: string,
    limit: number,
  ) => Promise<readonly { readonly id: string; readonly name: string }[]>;
  readonly exceptions: ExceptionVerbs;
  readonly initiatives: InitiativeVerbs;
  readonly attestations: AttestationVerbs;
  readonly upkeep: UpkeepVerbs;
  readonly nudges: NudgeVerbs;
  readonly digests: DigestVerbs;
  readonly pictures: PictureVerbs;
  readonly reports: ReportVerbs;
  readonly home: HomeVerbs;
}
