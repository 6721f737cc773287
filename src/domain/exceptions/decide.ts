/**
 * What may become of an exception: one pure function, so that whoever clicks, and however often, one act has one
 * effect. Rights are given by the caller, who reads them in the transaction that keeps the result.
 */
import type { Instant } from '../instant.ts';
import {
  type Actor,
  type Approval,
  type Asking,
  type ExceptedRule,
  type Exception,
  type ExceptionState,
  isOpen,
} from './exception.ts';
import { questionsOf } from './talk.ts';

export type Act =
  /** `until` earlier than asked for = Shorten. `seen`: the revision that the approver had before their eyes. */
  | { readonly kind: 'approve'; readonly by: Actor; readonly seen: number; readonly until?: Instant }
  | { readonly kind: 'deny'; readonly by: Actor; readonly seen: number; readonly reason: string }
  | { readonly kind: 'withdraw'; readonly by: Actor }
  | { readonly kind: 'revoke'; readonly by: Actor; readonly reason: string }
  | { readonly kind: 'edit'; readonly by: Actor; readonly asked: Asked }
  /** A question of who decides, or the requester's answer. */
  | {
      readonly kind: 'say';
      readonly by: Actor;
      readonly text: string;
      readonly answers?: number;
      readonly together?: string;
    }
  /** More people were asked: nobody answered, or other rules want others. */
  | { readonly kind: 'ask'; readonly asked: Asking }
  /** The world changed under it: what was agreed to is no longer what it would excuse. */
  | { readonly kind: 'void'; readonly reason: string; readonly now: Partial<Terms> }
  | { readonly kind: 'cancel'; readonly reason: string }
  | { readonly kind: 'expire' };

/** What the requester may change while nobody has decided, and how many must agree to it then. */
export type Asked = Pick<
  Exception,
  'rules' | 'reason' | 'risk' | 'followUp' | 'kind' | 'askedUntil' | 'approvalsRequired'
>;

/** What the catalog and the scorecards decide about it. */
export interface Terms {
  readonly tier: string;
  readonly approvalsRequired: number;
  readonly rules: readonly ExceptedRule[];
  /** A more critical tier may allow less. */
  readonly askedUntil: Instant;
}

/** What the actor may, as read now, in the same transaction. */
export interface Rights {
  /** Among those who decide about this request: the tier's approvers, or the fallback ones once they are asked. */
  readonly approver: boolean;
  readonly admin: boolean;
}

export type Decision =
  | { readonly kind: 'changed'; readonly exception: Exception; readonly became: Became }
  /** Nothing changed; told to the actor alone. */
  | { readonly kind: 'refused'; readonly why: Refusal };

/** What the act led to: what is told, and written to the log. */
export type Became = ExceptionState | 'agreed' | 'edited' | 'voided' | 'said' | 'asked';

export type Refusal =
  /** By whom and when is in the exception. */
  | 'already-decided'
  | 'already-agreed'
  | 'not-an-approver'
  | 'own-request'
  | 'not-the-requester'
  /** It was changed after the actor saw it. */
  | 'seen-another'
  | 'no-reason'
  /** An end that has passed, or lies later than asked for. */
  | 'no-such-end'
  | 'not-over-yet';

export function decide(exception: Exception, act: Act, rights: Rights, now: Instant): Decision {
  switch (act.kind) {
    case 'approve':
      return refusedToDecide(exception, act, rights) ?? approve(exception, act.by, act.until, now);
    case 'deny':
      return (
        refusedToDecide(exception, act, rights) ??
        (blank(act.reason) ? refused('no-reason') : ended(exception, 'denied', now, act.by, act.reason))
      );
    case 'withdraw':
      if (exception.requester.id !== act.by.id) return refused('not-the-requester');
      if (exception.state !== 'pending') return refused('already-decided');
      return ended(exception, 'withdrawn', now, act.by, '');
    case 'revoke':
      return revoke(exception, act.by, act.reason, rights, now);
    case 'edit':
      if (exception.requester.id !== act.by.id) return refused('not-the-requester');
      if (exception.state !== 'pending') return refused('already-decided');
      return changed(edited(exception, act.asked, now), 'edited');
    case 'say':
      return say(exception, act, rights, now);
    case 'ask':
      if (exception.state !== 'pending') return refused('already-decided');
      return changed({ ...exception, asked: act.asked }, 'asked');
    case 'void':
      if (!isOpen(exception)) return refused('already-decided');
      return changed(underOtherTerms(exception, act.now, now), 'voided');
    case 'cancel':
      if (!isOpen(exception)) return refused('already-decided');
      return ended(exception, 'cancelled', now, null, act.reason);
    case 'expire':
      return expire(exception, now);
  }
}

/** Who decides must be one of those who may, someone else than the requester, and have seen what they decide about. */
function refusedToDecide(
  exception: Exception,
  { by, seen }: { readonly by: Actor; readonly seen: number },
  { approver }: Rights,
): Decision | undefined {
  if (by.id === exception.requester.id) return refused('own-request');
  if (!approver) return refused('not-an-approver');
  if (exception.state !== 'pending') return refused('already-decided');
  return seen === exception.revision ? undefined : refused('seen-another');
}

function approve(exception: Exception, by: Actor, asked: Instant | undefined, now: Instant): Decision {
  const until = asked ?? exception.askedUntil;
  if (until <= now || until > exception.askedUntil) return refused('no-such-end');
  if (exception.approvals.some((approval) => approval.by.id === by.id)) return refused('already-agreed');
  const approvals: readonly Approval[] = [...exception.approvals, { by, at: now, until }];
  const agreed = { ...exception, approvals, until: Math.min(...approvals.map((approval) => approval.until)) };
  if (approvals.length < exception.approvalsRequired) return changed(agreed, 'agreed');
  // Somebody shortened it to a day that has passed by now: there is nothing left to be in force.
  if (agreed.until <= now) return refused('no-such-end');
  return changed({ ...agreed, state: 'approved', from: now }, 'approved');
}

function say(
  exception: Exception,
  { by, text, answers, together }: Extract<Act, { kind: 'say' }>,
  { approver }: Rights,
  now: Instant,
): Decision {
  if (!approver && exception.requester.id !== by.id) return refused('not-an-approver');
  if (exception.state !== 'pending') return refused('already-decided');
  if (blank(text)) return refused('no-reason');
  const isAnswer = by.id === exception.requester.id && questionsOf(exception).includes(answers ?? -1);
  const remark = {
    by,
    at: now,
    text: text.trim(),
    ...(isAnswer ? { answers } : {}),
    ...(together === undefined ? {} : { together }),
  };
  return changed({ ...exception, talk: [...exception.talk, remark] }, 'said');
}

function revoke(
  exception: Exception,
  by: Actor,
  reason: string,
  { approver, admin }: Rights,
  now: Instant,
): Decision {
  if (!approver && !admin) return refused('not-an-approver');
  if (exception.state !== 'approved') return refused('already-decided');
  return blank(reason) ? refused('no-reason') : ended(exception, 'revoked', now, by, reason);
}

/** An approved one at its end; a request that nobody decided until the end that was asked for leads nowhere any more. */
function expire(exception: Exception, now: Instant): Decision {
  if (!isOpen(exception)) return refused('already-decided');
  if (now < exception.until) return refused('not-over-yet');
  return exception.state === 'approved'
    ? ended(exception, 'expired', now, null, '')
    : ended(exception, 'cancelled', now, null, 'nobody decided before it would have ended');
}

/** Field by field: whatever else comes along with a request stays out of it. */
function edited(exception: Exception, given: Asked, now: Instant): Exception {
  const { rules, reason, risk, followUp, kind, askedUntil, approvalsRequired } = given;
  const asked = { rules, reason, risk, followUp, kind, askedUntil, approvalsRequired };
  // It is asked for in its own words from here on.
  return { ...askedAnew(exception, now), ...asked, until: askedUntil, batch: null };
}

function underOtherTerms(exception: Exception, terms: Partial<Terms>, now: Instant): Exception {
  const { tier, approvalsRequired, rules, askedUntil } = { ...exception, ...terms };
  const changed = { tier, approvalsRequired, rules, askedUntil };
  return { ...askedAnew(exception, now), ...changed, until: askedUntil };
}

/** Pending again, with nobody's agreement. */
function askedAnew(exception: Exception, now: Instant): Exception {
  const { revision, askedUntil } = exception;
  return {
    ...exception,
    state: 'pending',
    approvals: [],
    from: null,
    until: askedUntil,
    askedAt: now,
    revision: revision + 1,
  };
}

function ended(
  exception: Exception,
  state: ExceptionState,
  at: Instant,
  by: Actor | null,
  reason: string,
): Decision {
  return changed({ ...exception, state, end: { at, by, reason } }, state);
}

function changed(exception: Exception, became: Became): Decision {
  return { kind: 'changed', exception: { ...exception, version: exception.version + 1 }, became };
}

function refused(why: Refusal): Decision {
  return { kind: 'refused', why };
}

function blank(text: string): boolean {
  return text.trim() === '';
}
