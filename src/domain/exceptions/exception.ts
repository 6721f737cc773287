import type { Duration, Instant } from '../instant.ts';

/** Where a request stands. Of `pending` and `approved` alone anything can still become. */
export type ExceptionState =
  | 'pending'
  | 'approved'
  | 'denied'
  | 'withdrawn'
  /** What it was about is gone: the rule, the service. */
  | 'cancelled'
  | 'expired'
  | 'revoked';

/** Somebody who acted, as they were called then. */
export interface Actor {
  /** Slack user id. */
  readonly id: string;
  readonly name: string;
}

/** A rule that an exception covers. */
export interface ExceptedRule {
  /** `scorecard/rule`. */
  readonly rule: string;
  /** What it asked for when the exception was asked for (`meaningOf`): approvals are bound to it. */
  readonly meaning: string;
}

export interface Approval {
  readonly by: Actor;
  readonly at: Instant;
  /** Their agreement ends here, at the latest where it was asked for. */
  readonly until: Instant;
}

/** Who was asked, and by right of what. */
export interface Asking {
  /** Slack user ids; kept when somebody may no longer decide, since their message goes on following the state. */
  readonly people: readonly string[];
  /** One message there for all approvers; null = each got their own. */
  readonly channel: string | null;
  /** The fallback approvers may decide too. */
  readonly fallback: boolean;
  /** Too few others could be found: the admins may decide too. */
  readonly admins: boolean;
  /** Its terms changed while Slack did not say who decides: they are asked as soon as it does. */
  readonly unresolved?: true;
}

/** A question of who decides, or its answer. */
export interface Remark {
  readonly by: Actor;
  readonly at: Instant;
  readonly text: string;
  /** Of an answer: the place of its question in the talk. */
  readonly answers?: number;
  /** Shared by what was said in one go about many of its batch. */
  readonly together?: string;
}

/** One request about one service, from asking to its end. */
export interface Exception {
  readonly id: string;
  readonly serviceKey: string;
  readonly rules: readonly ExceptedRule[];
  /** `standing`: what can structurally not apply; stricter approval, reviewed each year. */
  readonly kind: 'one-time' | 'standing';
  readonly requester: Actor;
  readonly requestedAt: Instant;
  readonly reason: string;
  /** What could hurt customers meanwhile, and what limits it. */
  readonly risk: string;
  /** A link; null = none. */
  readonly followUp: string | null;
  /** As asked for; not included. */
  readonly askedUntil: Instant;
  /** The service's tier when it was asked for: its approvers decide. */
  readonly tier: string;
  readonly approvalsRequired: number;
  readonly approvals: readonly Approval[];
  readonly state: ExceptionState;
  /** In force while `from <= now < until`. Null until enough have agreed. */
  readonly from: Instant | null;
  /** The earliest end of all approvals; `askedUntil` while there is none. */
  readonly until: Instant;
  /** When this revision was asked: reminders count from here. */
  readonly askedAt: Instant;
  readonly asked: Asking;
  /** Oldest first. */
  readonly talk: readonly Remark[];
  /** Grows whenever what is asked changes: who agreed to an earlier one did not agree to this one. */
  readonly revision: number;
  /** Grows with every change: what compare-and-set compares. */
  readonly version: number;
  /** How it ended; null while it is pending or approved. */
  readonly end: ExceptionEnd | null;
  /** The exception that this one prolongs. */
  readonly extends: string | null;
  /** Shared by all that were asked in one go, for many services. */
  readonly batch: string | null;
}

export interface ExceptionEnd {
  readonly at: Instant;
  /** Null: nobody, its time was over. */
  readonly by: Actor | null;
  readonly reason: string;
}

/** What is asked for; the rest of an exception follows. */
export interface ExceptionRequest
  extends Pick<
    Exception,
    | 'id'
    | 'serviceKey'
    | 'rules'
    | 'kind'
    | 'requester'
    | 'requestedAt'
    | 'reason'
    | 'risk'
    | 'followUp'
    | 'askedUntil'
    | 'tier'
    | 'approvalsRequired'
    | 'extends'
    | 'batch'
  > {
  /** Default: nobody yet. */
  readonly asked?: Asking;
}

const NOBODY: Asking = { people: [], channel: null, fallback: false, admins: false };

/** A request as it is first kept. */
export function newException(request: ExceptionRequest): Exception {
  return {
    ...request,
    asked: request.asked ?? NOBODY,
    askedAt: request.requestedAt,
    talk: [],
    approvals: [],
    state: 'pending',
    from: null,
    until: request.askedUntil,
    revision: 1,
    version: 1,
    end: null,
  };
}

/** Whether it excuses its rules now: the one comparison of time, `from <= now < until`, used everywhere. */
export function isInForce({ state, from, until }: Exception, now: Instant): boolean {
  return state === 'approved' && from !== null && from <= now && now < until;
}

/** Whether it can still be decided or ended. */
export function isOpen({ state }: Pick<Exception, 'state'>): boolean {
  return state === 'pending' || state === 'approved';
}

/** How much of a whole rule an approval is bound to: another text of any of it is another rule. */
export interface Meaning {
  readonly expression: string | null;
  readonly appliesTo: string;
  readonly onMissing: string;
  readonly maxAge?: Duration;
}

/** Equal for rules that ask for the same. Title, fix, level and weight are no part of it. */
export function meaningOf({ expression, appliesTo, onMissing, maxAge }: Meaning): string {
  const words = (text: string) => text.trim().replaceAll(/\s+/g, ' ');
  return JSON.stringify([
    expression === null ? null : words(expression),
    words(appliesTo),
    onMissing,
    maxAge ?? null,
  ]);
}
