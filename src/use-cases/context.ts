import type { Actor } from '../domain/exceptions/exception.ts';
import type { FactCatalogue, FactDocument, FactSource } from '../domain/fact.ts';
import type { Failpoint } from '../domain/failpoint.ts';
import type { Instant } from '../domain/instant.ts';
import type { Policy } from '../domain/policy.ts';
import type { CompiledScorecard } from '../domain/rules/compile-scorecard.ts';
import type { Directory } from './exception-views.ts';
import type { FollowUps } from './follow-up-ports.ts';
import type { Planning } from './nudging/planning.ts';
import type { IsHoliday, JobFacts, Profiles } from './nudging/profiles.ts';
import type { Clock, ServiceRecord, StorePort } from './ports.ts';

/** The scorecards in force, compiled, the primary one first. */
export interface ScorecardsInForce {
  readonly all: readonly VersionedScorecard[];
  readonly primary: VersionedScorecard | null;
}

export interface VersionedScorecard {
  readonly compiled: CompiledScorecard;
  readonly version: string;
}

/** A service that a collector is asked about, with what it said of it before. */
export interface Question {
  readonly record: ServiceRecord;
  readonly previous: readonly FactDocument[];
}

/** What came of asking one collector about one service. */
export type AttemptResult =
  /** The vendor told about it. */
  | { readonly kind: 'answered' }
  /** There was nothing to ask the vendor: the service is not linked to it, or none of its business. */
  | { readonly kind: 'nothing to ask' }
  /** `remedy`: for whoever runs the bot. */
  | { readonly kind: 'failed'; readonly reasons: readonly string[]; readonly remedy?: string }
  /** Not asked: the vendor wants no question before. */
  | { readonly kind: 'told to wait'; readonly reasons: readonly string[]; readonly until: Instant };

export interface Attempt {
  /** The service's. */
  readonly key: string;
  /** As they are to be kept from now on; those that stay as they are may be left out. */
  readonly documents: readonly FactDocument[];
  readonly result: AttemptResult;
}

/** What a vendor still lets us ask, in its own counting, as its last answers said. */
export interface Budget {
  readonly limit?: number;
  readonly remaining?: number;
  readonly resetsAt?: Instant;
  readonly pausedUntil?: Instant;
}

/** A collector as the verbs drive it. */
export interface CollectorInUse {
  readonly source: FactSource;
  /** As people call the system: "PagerDuty". */
  readonly vendor: string;
  /** What it asks, in a sentence. */
  readonly summary: string;
  /** Services in one question, at most. */
  readonly most: number;
  /** Questions under way at the same time, whoever asks; more of them wait. */
  readonly concurrency: number;
  readonly budget: () => Budget;
  /**
   * Asks one question; what was learned, in its order. A vendor's failure is a result, and so is our own bug.
   * Rejects only when the process stops: then nothing is to be kept.
   * @param waiting somebody waits for it: it goes before the questions that wait for their turn
   */
  readonly ask: (question: readonly Question[], waiting: boolean) => Promise<readonly Attempt[]>;
}

/** The collectors at work in this process. */
export interface Collecting {
  /** Configured and unconfigured, in order of precedence. */
  readonly collectors: readonly CollectorInUse[];
  /** Does the work, or nothing (undefined) while work of that name is under way. */
  readonly alone: <T>(name: string, work: () => Promise<T>) => Promise<T | undefined>;
  /** Does the work with nobody waiting for it: its failure is told to whoever runs the bot. */
  readonly aside: (work: () => Promise<unknown>) => void;
  /** Has what is due collected soon; nobody waits for it. */
  readonly wake: () => void;
}

/** What every verb works with; bound once by `app.ts`. */
export interface Context {
  readonly store: StorePort;
  readonly clock: Clock;
  readonly policy: Policy;
  readonly catalogue: FactCatalogue;
  /** Configured and unconfigured collectors, in order of precedence. */
  readonly sources: readonly FactSource[];
  readonly scorecards: () => Promise<ScorecardsInForce>;
  readonly collecting: Collecting;
  /** Who people are in Slack. */
  readonly directory: Directory;
  /** Who is there to be told something. */
  readonly profiles: Profiles;
  /** Public holidays of a country, or a part of it: `GB`, `GB-SCT`. */
  readonly holidaysOf: (country: string) => Promise<IsHoliday>;
  /** What this process remembers of whom it reminds. */
  readonly planning: Planning;
  /** The bot's own work; none where it does none, as at the shell. */
  readonly jobs: () => readonly JobFacts[];
  /** Takes over at once what was written of the catalog in Slack, and leaves all else as it is. */
  readonly importSaid: (author: Actor) => Promise<unknown>;
  /** Whether entries of this source are found rather than written: what people write goes before them. */
  readonly yields: (source: string) => boolean;
  /** How the work that follows exceptions stands. */
  readonly followUps: FollowUps;
  /** Called at every step after which a death must lose and repeat nothing. */
  readonly reached: Failpoint;
}
