/** Exceptions that were asked for in one go, for many services: told and decided together. */
import type { Refusal } from '../domain/exceptions/decide.ts';
import type { Exception } from '../domain/exceptions/exception.ts';
import type { Instant } from '../domain/instant.ts';
import type { ExceptionLine, ExceptionView } from './exception-views.ts';
import type { ServiceRecord } from './ports.ts';
import type { CollectorTrouble } from './verbs.ts';

/** A batch as far as it concerns one reader. */
export interface BatchView {
  readonly id: string;
  /** In the order in which they were asked for. */
  readonly lines: readonly ExceptionLine[];
  /** The first of them, whole: with what they share, and what was measured at each. */
  readonly shown: readonly ExceptionView[];
}

/** Those of a batch that end, or ended, together. */
export interface BatchEnd {
  readonly batch: string;
  readonly until: Instant;
}

/** What a look at all of them found. */
export interface CheckedBatch {
  /** Those whose checks pass by now, and those whose do not, or of which it cannot be told. */
  readonly fixed: readonly ExceptionLine[];
  readonly open: readonly ExceptionLine[];
  readonly trouble: readonly CollectorTrouble[];
}

/** Which exceptions of a batch a reader is told of. */
export type Concerns = (exception: Exception, record: ServiceRecord) => boolean;

/** One that was on offer, as its reader saw it; `key` is the end of its id. */
export interface SeenException {
  readonly key: string;
  readonly revision: number;
}

export type BatchAct =
  /** Shorten: `date` (ISO, in the organisation's zone) ends as any date does. */
  | { readonly kind: 'approve'; readonly seen: readonly SeenException[]; readonly date?: string }
  | { readonly kind: 'deny'; readonly seen: readonly SeenException[]; readonly reason: string }
  | { readonly kind: 'ask'; readonly seen: readonly SeenException[]; readonly text: string }
  /** The requester's answer to what was asked about many: `said`. */
  | { readonly kind: 'answer'; readonly said: string; readonly text: string };

/** What somebody begins to do to a batch, before the window for its word or day opens. */
export type BatchBeginning = {
  readonly [Kind in BatchAct['kind']]: Pick<
    Extract<BatchAct, { kind: Kind }>,
    Extract<keyof Extract<BatchAct, { kind: Kind }>, 'kind' | 'seen' | 'said'>
  >;
}[BatchAct['kind']];

/** What came of it, each service for itself. */
export interface BatchOutcome {
  readonly done: readonly ExceptionLine[];
  readonly refused: readonly RefusedOne[];
}

export interface RefusedOne {
  /** As it stands; null: it is no longer there, or was changed and is asked for by itself. */
  readonly line: ExceptionLine | null;
  /** `silent`: Slack did not say who decides about it. */
  readonly why: Refusal | 'gone' | 'silent';
}
