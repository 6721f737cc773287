/** What keeping the catalog true from Slack needs to have kept. */
import type { Instant } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Labels } from '../domain/relabel.ts';

/** What was written about a service in Slack: a source of the catalog like any other, behind the files. */
export interface CatalogEdit {
  /** The service's id. */
  readonly id: string;
  /** Fields as `catalog/*.yml` has them; those that it does not name are not Slack's. */
  readonly fields: JsonObject;
  /** Registered in Slack: nobody else knows of it. */
  readonly registered: boolean;
  readonly archived: boolean;
  readonly by: string;
  readonly byName: string;
  readonly at: Instant;
}

/** Somebody says whose a service is. */
export interface OwnershipClaim {
  /** UUIDv7. */
  readonly id: string;
  readonly serviceKey: string;
  /** The team that it is said to be of; null = "not ours", nobody named. */
  readonly team: string | null;
  /** The team that it was of. */
  readonly from: string | null;
  readonly note: string | null;
  readonly by: string;
  readonly byName: string;
  readonly at: Instant;
  readonly state: 'open' | 'accepted' | 'declined';
  readonly decidedBy: string | null;
  readonly decidedByName: string | null;
  readonly decidedAt: Instant | null;
}

/** Labels that would ask less of a service, said in Slack: for the approvers of the tier that it has. */
export interface Relabelling {
  /** UUIDv7. */
  readonly id: string;
  readonly serviceKey: string;
  /** As they were when it was asked; agreed to is just a change of these. */
  readonly from: Labels;
  readonly to: Labels;
  readonly reason: string;
  readonly by: string;
  readonly byName: string;
  readonly at: Instant;
  /** Slack user ids of who was asked. */
  readonly asked: readonly string[];
  readonly state: 'open' | 'approved' | 'denied' | 'overtaken';
  readonly decidedBy: string | null;
  readonly decidedByName: string | null;
  readonly decidedAt: Instant | null;
}

/** That a team said: all of this is still true. */
export interface Verification {
  readonly id: string;
  readonly serviceKey: string;
  readonly by: string;
  readonly byName: string;
  readonly at: Instant;
  /** What was confirmed, as it stood then. */
  readonly confirmed: JsonObject;
}

/** A report that shows the same later: a release check. */
export interface SavedReport {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly by: string;
  readonly byName: string;
  readonly at: Instant;
  readonly content: JsonObject;
}

export interface UpkeepPort {
  edits(): Promise<readonly CatalogEdit[]>;
  edit(edit: CatalogEdit): Promise<void>;
  claim(claim: OwnershipClaim): Promise<void>;
  claimById(id: string): Promise<OwnershipClaim | undefined>;
  /** Open ones, oldest first; of these services, or all. */
  claims(serviceKeys?: readonly string[]): Promise<readonly OwnershipClaim[]>;
  /** Compare-and-set from `open`: false = somebody was first. */
  decideClaim(claim: OwnershipClaim): Promise<boolean>;
  /** Decided or not, newest first; of this service. */
  claimsAbout(serviceKey: string): Promise<readonly OwnershipClaim[]>;
  relabel(relabelling: Relabelling): Promise<void>;
  relabelling(id: string): Promise<Relabelling | undefined>;
  /** Open ones, oldest first; of these services, or all. */
  relabellings(serviceKeys?: readonly string[]): Promise<readonly Relabelling[]>;
  /** Compare-and-set from `open`: false = somebody was first. */
  decideRelabelling(relabelling: Relabelling): Promise<boolean>;
  verify(verification: Verification): Promise<void>;
  /** Of these services, newest first, by service key. */
  verifications(serviceKeys: readonly string[]): Promise<ReadonlyMap<string, readonly Verification[]>>;
  /** When it was said last, by service key. */
  lastVerified(): Promise<ReadonlyMap<string, Instant>>;
  saveReport(report: SavedReport): Promise<void>;
  report(id: string): Promise<SavedReport | undefined>;
}
