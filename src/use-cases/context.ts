import type { FactCatalogue, FactDocument, FactSource } from '../domain/fact.ts';
import type { Policy } from '../domain/policy.ts';
import type { CompiledScorecard } from '../domain/rules/compile-scorecard.ts';
import type { Clock, ServiceRecord, StorePort } from './ports.ts';
import type { CollectorTrouble } from './verbs.ts';

/** The scorecards in force, compiled, the primary one first. */
export interface ScorecardsInForce {
  readonly all: readonly VersionedScorecard[];
  readonly primary: VersionedScorecard | null;
}

export interface VersionedScorecard {
  readonly compiled: CompiledScorecard;
  readonly version: string;
}

/** Asks collectors about one service now. */
export interface Collecting {
  /** The documents that changed (also by a failure) and what went wrong on the way, in words. */
  readonly collect: (
    record: ServiceRecord,
    previous: readonly FactDocument[],
    only?: readonly string[],
  ) => Promise<{
    readonly documents: readonly FactDocument[];
    readonly trouble: readonly CollectorTrouble[];
  }>;
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
}
