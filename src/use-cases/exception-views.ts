/** What exceptions look like to whoever asks, decides and reads: the view models of their verbs. */
import type { Refusal } from '../domain/exceptions/decide.ts';
import type { Actor, Exception, Remark } from '../domain/exceptions/exception.ts';
import type { FollowUpState } from '../domain/exceptions/follow-up.ts';
import type { Instant } from '../domain/instant.ts';
import type { Viewer } from '../domain/rights.ts';
import type { BatchAct, BatchBeginning, BatchEnd, BatchOutcome, CheckedBatch } from './batch-views.ts';
import type { Page } from './service-rows.ts';
import type { CheckView, LevelView, ServiceHeading } from './show-readiness.ts';

/** What the modal is filled with when somebody begins to ask. */
export interface ExceptionDraft {
  readonly service: ServiceHeading;
  /** Failing and unknown rules that allow an exception. */
  readonly rules: readonly CheckView[];
  /** Those that never allow one: shown greyed. */
  readonly never: readonly CheckView[];
  /** Of these rules somebody has asked, or holds one: they lead there. */
  readonly known: readonly { readonly rule: string; readonly exception: ExceptionLine }[];
  /** The latest end that the tier allows, and what can be chosen, shortest first. */
  readonly latest: Instant;
  /** The same for what is meant to stand: at least a year. */
  readonly latestStanding: Instant;
  readonly presets: readonly { readonly id: string; readonly words: string; readonly until: Instant }[];
  readonly maxDays: number;
  readonly followUpRequired: boolean;
  /** Names of who would decide, the fallback approvers included where they are asked at once. */
  readonly deciders: readonly string[];
  readonly approvalsRequired: number;
  /** Nobody that ready.yml names can be found: the admins are asked. */
  readonly askedAdmins: boolean;
}

/** What an exception would do, or does, to the service. */
export interface Effect {
  /** Its name. */
  readonly scorecard: string;
  readonly from: LevelView | null;
  readonly to: LevelView | null;
  readonly scoreFrom: number | null;
  readonly scoreTo: number | null;
}

/** What somebody asks for, as they typed it; ids of services may be several for one rule. */
export interface ExceptionAsk {
  readonly services: readonly string[];
  /** `scorecard/rule`. */
  readonly rules: readonly string[];
  readonly reason: string;
  readonly risk: string;
  readonly followUp: string | null;
  readonly kind: Exception['kind'];
  /** A preset's id, or an ISO date in the organisation's zone. */
  readonly end: { readonly preset: string } | { readonly date: string };
  /** The exception that this prolongs, or those of a batch: then they say which services are meant. */
  readonly extends: string | BatchEnd | null;
}

/** What would be asked, before it is. */
export interface ExceptionPreview {
  readonly services: number;
  /** Why it cannot be asked of these, and what to do about it. */
  readonly trouble: string | null;
  /** Only where it is one. */
  readonly effect: readonly Effect[];
}

export type AskField = 'services' | 'rules' | 'reason' | 'risk' | 'followUp' | 'end';

export type AskOutcome =
  | {
      readonly kind: 'asked';
      readonly exceptions: readonly ExceptionLine[];
      readonly effect: readonly Effect[];
    }
  /** Said at their fields; nothing was kept. */
  | {
      readonly kind: 'invalid';
      readonly problems: readonly { readonly field: AskField; readonly message: string }[];
    }
  /** One is pending or approved already. */
  | { readonly kind: 'known'; readonly exception: ExceptionLine };

/** An exception in a list. */
export interface ExceptionLine {
  readonly exception: Exception;
  readonly service: { readonly id: string; readonly name: string };
  /** Titles of its rules, in its order; of a rule that is gone, its key. */
  readonly titles: readonly string[];
  /** Of approvals that are still needed. */
  readonly missing: number;
  /** Of its follow-up, where it is told beside it and its tracker says it. */
  readonly followUp?: FollowUpState;
}

/** An exception as who decides, asks or reads needs it. */
export interface ExceptionView extends ExceptionLine {
  readonly heading: ServiceHeading;
  readonly checks: readonly CheckView[];
  readonly effect: readonly Effect[];
  /** Earlier exceptions of one of these rules here, newest first. */
  readonly earlier: readonly ExceptionLine[];
  readonly extended: ExceptionLine | null;
  /** Questions and answers, oldest first. */
  readonly talk: readonly Remark[];
  /** What this viewer may do now; the act itself is checked again. */
  readonly may: {
    readonly decide: boolean;
    readonly withdraw: boolean;
    readonly edit: boolean;
    readonly revoke: boolean;
    readonly extend: boolean;
  };
}

export type DecideOutcome =
  | { readonly kind: 'done'; readonly view: ExceptionView }
  /** Told to the actor alone; the view is as it stands. */
  | { readonly kind: 'refused'; readonly why: Refusal | 'gone'; readonly view: ExceptionView | null };

/** What a person does to an exception by a click; `seen` is the revision that they had before their eyes. */
export type PersonsAct =
  /** Shorten: `until` as an instant, or `date` (ISO, in the organisation's zone), which ends as any date does. */
  | { readonly kind: 'approve'; readonly seen: number; readonly until?: Instant; readonly date?: string }
  | { readonly kind: 'deny'; readonly seen: number; readonly reason: string }
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'revoke'; readonly reason: string }
  /**
   * A question to the requester, or their answer: `answers` is its place in the talk. `together`: shared by what is said
   * in one go about many.
   */
  | { readonly kind: 'say'; readonly text: string; readonly answers?: number; readonly together?: string };

/** `pending | mine | to-decide | expiring | service:x | rule:x`, in any order. */
export interface ExceptionListing {
  readonly query: string;
  readonly page: Page<ExceptionLine> & { readonly offset: number; readonly size: number };
}

/** The verbs of exceptions; bound beside the others. */
export interface ExceptionVerbs {
  readonly draft: (viewer: Viewer, service: string, rule: string | null) => Promise<ExceptionDraft>;
  /** How many services a filter (`team:x tier:x …`) means, before one asks for all of them; and what it would do. */
  readonly preview: (viewer: Viewer, ask: ExceptionAsk) => Promise<ExceptionPreview>;
  readonly ask: (viewer: Viewer, ask: ExceptionAsk) => Promise<AskOutcome>;
  readonly show: (viewer: Viewer, id: string) => Promise<ExceptionView>;
  readonly act: (viewer: Viewer, id: string, act: PersonsAct) => Promise<DecideOutcome>;
  /** Whether it could be done, asked before a window opens for what it needs; a refusal is logged like that of the act. */
  readonly begin: (
    viewer: Viewer,
    id: string,
    act: { readonly kind: Exclude<PersonsAct['kind'], 'withdraw'>; readonly seen: number },
  ) => Promise<DecideOutcome>;
  readonly edit: (viewer: Viewer, id: string, ask: ExceptionAsk) => Promise<AskOutcome>;
  /** Decides about many that were asked for in one go. */
  readonly actOnBatch: (viewer: Viewer, batch: string, act: BatchAct) => Promise<BatchOutcome>;
  /** As `begin`, for many: `done` are those to which it could be done. */
  readonly beginBatch: (viewer: Viewer, batch: string, act: BatchBeginning) => Promise<BatchOutcome>;
  /** Those of a batch that end together and that this viewer may prolong. */
  readonly ending: (viewer: Viewer, end: BatchEnd) => Promise<readonly ExceptionLine[]>;
  /** Collects and judges their services again. */
  readonly checkEnding: (viewer: Viewer, end: BatchEnd) => Promise<CheckedBatch>;
  readonly list: (viewer: Viewer, query: string, offset: number) => Promise<ExceptionListing>;
}

/** Who people are in Slack: asked anew whenever it decides something. */
export interface Directory {
  /**
   * Active full members whom these names mean now: e-mails, Slack user ids, `@group` handles. `unresolved` are names
   * that mean nobody. Throws an `ExternalServiceError` when Slack does not answer.
   * `lately`: an answer up to a minute old will do, for showing and drafting; never for deciding.
   */
  readonly resolve: (
    names: readonly string[],
    lately?: boolean,
  ) => Promise<{ readonly people: readonly Actor[]; readonly unresolved: readonly string[] }>;
}
