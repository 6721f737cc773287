/** What keeping the catalog true from Slack looks like to whoever does it: the view models of its verbs. */
import type { Link } from '../domain/catalog.ts';
import type { Instant } from '../domain/instant.ts';
import type { Label, Labels } from '../domain/relabel.ts';
import type { Viewer } from '../domain/rights.ts';
import type { Page } from './service-rows.ts';
import type { ReadinessCard } from './show-readiness.ts';

/** What can be said of a service in Slack, in the order in which it is asked. */
export const UPKEEP_FIELDS = [
  'id',
  'name',
  'description',
  'owner',
  'tier',
  'lifecycle',
  'type',
  'system',
  'channel',
  'repo',
  'runbook',
  'dashboard',
  'logs',
  'depends_on',
] as const;

export type UpkeepField = (typeof UPKEEP_FIELDS)[number];

/** As it is typed; empty = nothing is said. `depends_on`: ids with commas, or `none`. */
export type TypedFields = Readonly<Partial<Record<UpkeepField, string>>>;

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface FieldDraft {
  readonly field: UpkeepField;
  readonly value: string;
  /** Another source says it, so that it can't be edited here: in words, with the place. Null: it can. */
  readonly heldBy: string | null;
}

export interface UpkeepDraft {
  /** Null: a new one. */
  readonly service: Named | null;
  readonly fields: readonly FieldDraft[];
  readonly tiers: readonly Named[];
  /** The owner by its id, where there is one. */
  readonly owner: Named | null;
  /** Teams that the viewer is in: what they take over needs nobody's word. */
  readonly mine: readonly string[];
  readonly mayArchive: boolean;
  /** Why it cannot be archived here: where to remove it. */
  readonly removedAt: string | null;
  /** Labels that somebody has asked for already. */
  readonly asked: { readonly to: Labels; readonly byName: string } | null;
  /** Names of who is asked when labels would ask less of it. */
  readonly deciders: readonly string[];
}

export interface UpkeepProblem {
  readonly field: UpkeepField | 'reason';
  readonly message: string;
}

/** What was said, and what waits for others. */
export interface Kept {
  readonly kind: 'kept';
  readonly card: ReadinessCard;
  /** Fields that are otherwise now. */
  readonly changed: readonly UpkeepField[];
  /** Waits for the approvers of the tier that it has. */
  readonly relabelling: {
    readonly to: Labels;
    readonly eased: readonly Label[];
    readonly deciders: readonly string[];
  } | null;
  /** Waits for that team's word. */
  readonly claimed: Named | null;
}

export type KeepOutcome = Kept | { readonly kind: 'invalid'; readonly problems: readonly UpkeepProblem[] };

/** What speaks for a team. */
export interface Evidence {
  readonly kind: 'codeowners' | 'commits' | 'reviews' | 'on-call';
  /** "CODEOWNERS names @acme/payments". */
  readonly words: string;
}

export interface OwnerSuggestion {
  readonly team: Named;
  /** 1–99, in per cent. */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
}

export interface OwnerSuggestions {
  readonly service: Named;
  readonly owner: Named | null;
  /** Most likely first. */
  readonly suggestions: readonly OwnerSuggestion[];
  /** Teams that were asked and have not answered. */
  readonly asked: readonly Named[];
}

export interface OwnershipClaimView {
  readonly id: string;
  readonly service: Named & { readonly tier: string };
  readonly team: Named | null;
  readonly from: Named | null;
  readonly note: string | null;
  readonly evidence: readonly Evidence[];
  readonly by: Named;
  readonly at: Instant;
  readonly state: 'open' | 'accepted' | 'declined';
  readonly decidedByName: string | null;
  readonly decidedAt: Instant | null;
  /** Confirmed, but a file goes on naming another owner: where it stands. */
  readonly heldBy: string | null;
}

export interface RelabellingView {
  readonly id: string;
  readonly service: Named & { readonly tier: string };
  readonly from: Labels;
  readonly to: Labels;
  readonly eased: readonly Label[];
  readonly reason: string;
  readonly by: Named;
  readonly at: Instant;
  readonly state: 'open' | 'approved' | 'denied' | 'overtaken';
  readonly decidedByName: string | null;
  readonly decidedAt: Instant | null;
}

/** What came of a press: `late` = somebody was first, or it is no longer what was asked. */
export interface Decided<View> {
  readonly kind: 'done' | 'late';
  readonly view: View;
}

/** Services whose labels ask less of them than before, changed elsewhere than in Slack. */
export interface RelabelledView {
  readonly tier: Named;
  readonly at: Instant;
  readonly services: readonly (Named & {
    readonly from: Labels;
    readonly to: Labels;
    readonly eased: readonly Label[];
  })[];
}

export interface HandoverView {
  readonly team: Named;
  readonly services: readonly (Named & { readonly tier: string })[];
  /** Until then nobody is reminded of them. */
  readonly graceUntil: Instant;
}

/** What a team is asked whether it is still true. */
export interface VerificationDraft {
  readonly service: Named;
  readonly owner: Named | null;
  readonly tier: Named;
  readonly lifecycle: string;
  readonly channel: string | null;
  readonly links: readonly Link[];
  readonly last: { readonly byName: string; readonly at: Instant } | null;
  readonly everyDays: number;
  readonly mayEdit: boolean;
}

export interface OwnerlessPage {
  readonly page: Page<OwnerSuggestions>;
  readonly offset: number;
  /** Of all of them, how many have one team that is likely and was not asked yet. */
  readonly askable: number;
}

export interface UpkeepVerbs {
  readonly draftRegister: (viewer: Viewer, name: string) => Promise<UpkeepDraft>;
  readonly register: (viewer: Viewer, typed: TypedFields, reason: string) => Promise<KeepOutcome>;
  readonly draftEdit: (viewer: Viewer, service: string) => Promise<UpkeepDraft>;
  readonly edit: (
    viewer: Viewer,
    service: string,
    typed: TypedFields,
    reason: string,
  ) => Promise<KeepOutcome>;
  /** Hides what was registered in Slack, with its history. */
  readonly archive: (viewer: Viewer, service: string) => Promise<Named>;
  readonly unarchive: (viewer: Viewer, service: string) => Promise<ReadinessCard>;
  readonly decideRelabelling: (
    viewer: Viewer,
    id: string,
    decision: 'approve' | 'deny',
  ) => Promise<Decided<RelabellingView>>;
  readonly suggestOwners: (viewer: Viewer, service: string) => Promise<OwnerSuggestions>;
  /** Asks a team whether a service is theirs. */
  readonly askOwner: (viewer: Viewer, service: string, team: string) => Promise<OwnershipClaimView>;
  readonly confirmOwner: (viewer: Viewer, claim: string) => Promise<Decided<OwnershipClaimView>>;
  readonly notUs: (viewer: Viewer, claim: string) => Promise<Decided<OwnershipClaimView>>;
  /** Declines, and asks that team instead. */
  readonly someoneElse: (viewer: Viewer, claim: string, team: string) => Promise<Decided<OwnershipClaimView>>;
  /** A claim, for whoever may decide it. */
  readonly claim: (viewer: Viewer, claim: string) => Promise<OwnershipClaimView>;
  /** For admins: services without owner, each with whose it probably is. */
  readonly ownerless: (viewer: Viewer, offset: number) => Promise<OwnerlessPage>;
  /** For admins: asks the likely team of each; tells how many were asked. */
  readonly askAll: (viewer: Viewer) => Promise<number>;
  readonly draftVerification: (viewer: Viewer, service: string) => Promise<VerificationDraft>;
  /** All still true. */
  readonly verify: (viewer: Viewer, service: string) => Promise<ReadinessCard>;
  /** Teams by the letters in their id or name, for typeahead. */
  readonly teams: (viewer: Viewer, letters: string, limit: number) => Promise<readonly Named[]>;
}

/** What messages are rendered from. Null: there is nothing to say any more. */
export interface UpkeepReaders {
  readonly claim: (id: string) => Promise<OwnershipClaimView | null>;
  readonly relabelling: (id: string) => Promise<RelabellingView | null>;
  readonly relabelled: (tier: string, at: Instant) => Promise<RelabelledView | null>;
  readonly handover: (team: string, at: Instant) => Promise<HandoverView | null>;
}
