/**
 * What the verbs need from outside. `store/` implements these over either database; tests may use them with literals.
 * Every read takes and returns domain values: no row of a database, no Slack object passes here.
 */
import type { Flag, Origin, Person, Service, System, Team } from '../domain/catalog.ts';
import type { FactDocument } from '../domain/fact.ts';
import type { Instant } from '../domain/instant.ts';
import type { Check, Verdict } from '../domain/outcome.ts';
import type { AttestationsPort } from './attestation-ports.ts';
import type { AuditPort } from './audit-ports.ts';
import type { CollectionsPort } from './collection-ports.ts';
import type { DigestsPort } from './digest-ports.ts';
import type { EvaluationsPort } from './evaluation-ports.ts';
import type { ExceptionsPort } from './exception-ports.ts';
import type { ImportRecord } from './import-record.ts';
import type { InitiativesPort } from './initiative-ports.ts';
import type { JobRunsPort } from './job-ports.ts';
import type { MessagesPort, RunsPort } from './message-ports.ts';
import type { NudgesPort } from './nudge-ports.ts';
import type { DeploysPort } from './picture-ports.ts';
import type { ScorecardsPort } from './scorecard-ports.ts';
import type { Page, ServiceFilter, ServiceRow, Tally, Tenure } from './service-rows.ts';
import type { TokensPort } from './token-ports.ts';
import type { UpkeepPort } from './upkeep-ports.ts';

export interface Clock {
  now(): Instant;
}

/** A service as it is kept. `key` never changes, whatever becomes of its id. */
export interface ServiceRecord {
  readonly key: string;
  readonly service: Service;
  /** Where the entry was read. */
  readonly origin: Origin;
  /** The source of each top-level field that does not come from `origin.source`; `default` = nobody said it. */
  readonly fieldSources: Readonly<Record<string, string>>;
  /** Since when its owner is another than before; absent = since we know it. */
  readonly ownerSince?: Instant;
  readonly flags: readonly Flag[];
  readonly addedAt: Instant;
  readonly changedAt: Instant;
  /** Removed upstream: kept with its history, shown nowhere unless asked for. */
  readonly archivedAt: Instant | null;
}

export interface PersonRecord extends Person {
  readonly key: string;
}

/** The catalog as it is kept, whole: for imports and for those few readers that need all of it. */
export interface CatalogState {
  readonly services: readonly ServiceRecord[];
  readonly teams: readonly Team[];
  readonly systems: readonly System[];
  readonly people: readonly PersonRecord[];
}

/** What an import alters; entries not named stay as they are. */
export interface CatalogChange {
  readonly at: Instant;
  /** New and altered services, with their keys. */
  readonly services: readonly ServiceRecord[];
  /** All teams, systems and people as they shall be from now on; absent = untouched. */
  readonly teams?: readonly Team[];
  readonly systems?: readonly System[];
  /** No two may share an e-mail, a Slack user id or a GitHub login. */
  readonly people?: readonly PersonRecord[];
  /** What is written to the history of imports. */
  readonly record: ImportRecord;
}

export type ReferenceKind = 'repo' | 'channel' | 'url';

export interface CatalogPort {
  /** Grows by one with each applied change: what caches are keyed by. */
  revision(): Promise<number>;
  state(): Promise<CatalogState>;
  apply(change: CatalogChange): Promise<void>;
  /** By id, or by an earlier id or nickname; the letter case does not matter. Living services only. */
  find(name: string): Promise<ServiceRecord | undefined>;
  byKeys(keys: readonly string[]): Promise<ReadonlyMap<string, ServiceRecord>>;
  /** Living services with this repository (normalised), channel (`#name`) or link. */
  byReference(kind: ReferenceKind, value: string): Promise<readonly ServiceRecord[]>;
  /** Ids, names and earlier ids of all living services. */
  names(): Promise<
    readonly { readonly id: string; readonly name: string; readonly formerly: readonly string[] }[]
  >;
  /** Since when each living service is there, and with the owner that it has. */
  tenures(): Promise<readonly Tenure[]>;
  teams(): Promise<readonly Team[]>;
  systems(): Promise<readonly System[]>;
  people(): Promise<readonly PersonRecord[]>;
  /**
   * Worst first: the bar over all scorecards that apply, then the level on the given one, then tier, then score on
   * the given one, then id. `tiers` = the ids of ready.yml's tiers, most critical first; those not named follow in
   * the order of their ids.
   */
  list(
    filter: ServiceFilter,
    page: { offset: number; limit: number },
    primaryScorecard: string | null,
    tiers?: readonly string[],
  ): Promise<Page<ServiceRow>>;
  /** Over the same filter as {@link CatalogPort.list}. */
  tally(filter: ServiceFilter, primaryScorecard: string | null): Promise<Tally>;
  /** Keys of living services in the order of their ids, for sweeps: at most `limit` after `afterId`. */
  keysAfter(
    afterId: string | null,
    limit: number,
  ): Promise<readonly { readonly key: string; readonly id: string }[]>;
}

export interface FactsPort {
  /** All documents of these services, or those of some namespaces. */
  of(
    keys: readonly string[],
    namespaces?: readonly string[],
  ): Promise<ReadonlyMap<string, readonly FactDocument[]>>;
  /** One short text for each service that differs whenever anything of its documents does, without reading them. */
  fingerprints(keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  save(documents: readonly { readonly key: string; readonly document: FactDocument }[]): Promise<void>;
}

/** A check as it is kept: with the instant since which its outcome holds. */
export interface StoredCheck extends Check {
  readonly since: Instant;
  /** Since when its reason and evidence are the same, but for when that was collected; absent = since `since`. */
  readonly valuesSince?: Instant;
}

export interface StoredEvaluation {
  readonly scorecard: string;
  readonly scorecardVersion: string;
  readonly checks: readonly StoredCheck[];
  readonly verdict: Verdict;
  /** Equal digest = nothing to do. */
  readonly inputDigest: string;
  readonly nextChangeAt: Instant | null;
  readonly evaluatedAt: Instant;
}

export type TransitionKind = 'outcome' | 'level' | 'bar' | 'score' | 'applies';

/** One line of history. Append-only. */
export interface Transition {
  readonly id: string;
  readonly at: Instant;
  readonly scorecard: string;
  /** Present for `outcome`. */
  readonly rule?: string;
  readonly kind: TransitionKind;
  readonly from: string | null;
  readonly to: string | null;
  /** What changed it, in words: "git: last_commit_at …", "scorecard 4f2a → 91bc", "time". */
  readonly cause: string;
  /**
   * The checks that ended here, as they last were: with it any past day can be explained. Filled in by the store:
   * for `outcome` the rule's check, for an evaluation that went all of its checks.
   */
  readonly ended?: readonly StoredCheck[];
}

/** The Slack workspace (or Grid organisation) that this database belongs to. */
export interface Workspace {
  readonly teamId: string;
  readonly enterpriseId: string | null;
}

export interface WorkspacePort {
  stamped(): Promise<Workspace | null>;
  stamp(workspace: Workspace): Promise<void>;
}

/** Small things that the bot remembers of its own work, by name: "the catalog's files as last read". */
export interface MarksPort {
  read(name: string): Promise<string | undefined>;
  write(name: string, value: string): Promise<void>;
}

/** All that can be read and written together. */
export interface Ports {
  readonly catalog: CatalogPort;
  readonly facts: FactsPort;
  readonly evaluations: EvaluationsPort;
  readonly scorecards: ScorecardsPort;
  readonly workspace: WorkspacePort;
  readonly marks: MarksPort;
  readonly collections: CollectionsPort;
  readonly tokens: TokensPort;
  readonly exceptions: ExceptionsPort;
  readonly attestations: AttestationsPort;
  readonly audit: AuditPort;
  readonly messages: MessagesPort;
  readonly runs: RunsPort;
  readonly nudges: NudgesPort;
  readonly digests: DigestsPort;
  readonly initiatives: InitiativesPort;
  readonly deploys: DeploysPort;
  readonly upkeep: UpkeepPort;
  readonly jobRuns: JobRunsPort;
}

export interface StorePort extends Ports {
  /** All or nothing. Inside, use the ports it is given; keep it small (one service, or a slice of at most 200). */
  transaction<T>(work: (ports: Ports) => Promise<T>, options?: TransactionOptions): Promise<T>;
}

export interface TransactionOptions {
  /**
   * `at-once`, by default: what is committed survives the loss of power, for it may have been confirmed to somebody.
   * `soon`: the machine's last moments may be lost then, this and all after it up to the next that is kept at once,
   * in that order and never in part. For what is found out again by itself: facts, and what follows from them.
   */
  readonly kept?: 'at-once' | 'soon';
}
