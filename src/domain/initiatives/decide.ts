/** What can be done to an initiative in which state, and what it is afterwards. */
import type { Initiative } from '../initiative.ts';
import type { Instant } from '../instant.ts';

type Remark = NonNullable<Initiative['remark']>;

export type InitiativeAct =
  | { readonly kind: 'start' }
  | { readonly kind: 'extend'; readonly deadline: Instant; readonly remark: Remark }
  | { readonly kind: 'cancel'; readonly remark: Remark }
  /** It is over and looked at: no more lists of what is left. */
  | { readonly kind: 'close' }
  /** As time or progress has it. */
  | { readonly kind: 'met' | 'ended' };

export type InitiativeRefusal = 'not-in-this-state' | 'deadline-over' | 'not-later';

export type InitiativeDecision =
  | { readonly kind: 'done'; readonly initiative: Initiative }
  | { readonly kind: 'refused'; readonly why: InitiativeRefusal };

/** The initiative after the act, its version counted up; whether the actor may is asked elsewhere. */
export function decideInitiative(before: Initiative, act: InitiativeAct, now: Instant): InitiativeDecision {
  const { state, closedAt } = before;
  switch (act.kind) {
    case 'start':
      if (state !== 'draft') return refused('not-in-this-state');
      if (before.deadline <= now) return refused('deadline-over');
      return done(before, { state: 'active', startedAt: now });
    case 'extend':
      if (state !== 'active' && (state !== 'ended' || closedAt !== undefined))
        return refused('not-in-this-state');
      if (act.deadline <= before.deadline || act.deadline <= now) return refused('not-later');
      return done(before, { state: 'active', deadline: act.deadline, endedAt: null, remark: act.remark });
    case 'cancel':
      if (state !== 'draft' && state !== 'active') return refused('not-in-this-state');
      return done(before, { state: 'cancelled', endedAt: now, remark: act.remark });
    case 'close':
      if (state !== 'ended' || closedAt !== undefined) return refused('not-in-this-state');
      return done(before, { closedAt: now });
    case 'met':
    case 'ended':
      if (state !== 'active') return refused('not-in-this-state');
      return done(before, { state: act.kind, endedAt: now });
  }
}

function refused(why: InitiativeRefusal): InitiativeDecision {
  return { kind: 'refused', why };
}

function done(before: Initiative, change: Partial<Initiative>): InitiativeDecision {
  return { kind: 'done', initiative: { ...before, ...change, version: before.version + 1 } };
}
