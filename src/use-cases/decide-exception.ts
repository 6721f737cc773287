import { UserError } from '../domain/errors.ts';
import { type Act, type Decision, decide, type Refusal } from '../domain/exceptions/decide.ts';
import { endOnDate } from '../domain/exceptions/ends.ts';
import type { Exception } from '../domain/exceptions/exception.ts';
import { may, type Viewer } from '../domain/rights.ts';
import type { Context } from './context.ts';
import type { DecideOutcome, ExceptionVerbs, PersonsAct } from './exception-views.ts';
import { calendarOf } from './exceptions/calendar.ts';
import { questionKey, questionOf } from './exceptions/deciders.ts';
import { keepChange, refusedAct } from './exceptions/keep-change.ts';
import { exceptionSubject, type Standing, standingOf } from './exceptions/standing.ts';
import { termsNow } from './exceptions/terms-now.ts';
import { knownFollowUps } from './follow-up-ports.ts';
import { refuseStrangers } from './reachable-service.ts';
import { reviewException } from './review-exceptions.ts';
import { exceptionView } from './show-exception.ts';

/** The world may change between asking Slack who is who and deciding; hardly ever more than once. */
const MOST_TRIES = 5;

/**
 * What somebody's click does to an exception: changed once, whoever clicks and however often; everybody else hears
 * why not and how it stands. Who decides is asked of Slack now; the rest is read in the transaction that keeps it.
 * Throws a `UserError` to who may not even see it, an `ExternalServiceError` when Slack does not answer.
 */
export async function actOnException(
  context: Context,
  viewer: Viewer,
  id: string,
  act: PersonsAct,
): Promise<DecideOutcome> {
  return outcomeFor(context, viewer, await changeException(context, viewer, id, { act, keeps: true }));
}

/**
 * Whether somebody could do what they begin to: `done` with the exception as it stands, or refused and logged like the
 * act itself. Nothing changes: whatever word or day is still to be chosen is taken for a good one. Throws as the act.
 */
export async function beginAct(
  context: Context,
  viewer: Viewer,
  id: string,
  { kind, seen }: Parameters<ExceptionVerbs['begin']>[2],
): Promise<DecideOutcome> {
  const words = '…';
  const acts: Readonly<Record<typeof kind, PersonsAct>> = {
    approve: { kind: 'approve', seen },
    deny: { kind: 'deny', seen, reason: words },
    revoke: { kind: 'revoke', reason: words },
    say: { kind: 'say', text: words },
  };
  const step = { act: acts[kind], keeps: false };
  return outcomeFor(context, viewer, await changeException(context, viewer, id, step));
}

async function outcomeFor(context: Context, viewer: Viewer, done: Done | 'gone'): Promise<DecideOutcome> {
  if (done === 'gone') return { kind: 'refused', why: 'gone', view: null };
  // Slack waits for the answer.
  const around = { ...context, followUps: knownFollowUps(context.followUps) };
  const view = await exceptionView(around, viewer, done.standing);
  return done.why === null ? { kind: 'done', view } : { kind: 'refused', why: done.why, view };
}

interface Step {
  readonly act: PersonsAct;
  /** False: it is only asked whether it could be done. */
  readonly keeps: boolean;
}

interface Done {
  readonly standing: Standing;
  /** Null: it was done. */
  readonly why: Refusal | null;
}

/** One act upon one exception: done, refused, or there is no such exception. Throws as {@link actOnException}. */
export async function changeException(
  context: Context,
  viewer: Viewer,
  id: string,
  step: Step,
): Promise<Done | 'gone'> {
  const { act } = step;
  await permit(context, viewer, id, act.kind);
  for (let tried = 0; tried < MOST_TRIES; tried += 1) {
    const standing = await standingOf(context, id);
    if (standing === undefined) {
      await audit(context, viewer, id, act.kind, 'gone');
      return 'gone';
    }
    context.reached('decide.resolved');
    const why = await tryOnce(context, viewer, standing, step);
    if (why === 'outdated') await reviewException(context, id);
    else return { standing: await refreshed(context, standing), why };
  }
  throw new Error(`exception ${id} changed whenever it was looked at`);
}

/** Refuses, and logs, whoever may not see the exception: strangers, and guests of other teams. */
async function permit(context: Context, viewer: Viewer, id: string, tried: string): Promise<void> {
  const exception = viewer.stranger || viewer.guest ? await context.store.exceptions.byId(id) : undefined;
  if (viewer.stranger) {
    await audit(context, viewer, id, tried, 'stranger', exception);
    refuseStrangers(viewer);
  }
  if (!viewer.guest || exception === undefined) return;
  const record = (await context.store.catalog.byKeys([exception.serviceKey])).get(exception.serviceKey);
  const nobody = { people: [], fallback: false, admins: false };
  const sees =
    record !== undefined &&
    may(viewer, 'see-exceptions', exceptionSubject(viewer, { exception, record, deciders: nobody }, context));
  if (sees) return;
  await audit(context, viewer, id, tried, 'guest', exception);
  throw new UserError('As a guest you see exceptions of your own team only.');
}

async function audit(
  { store, clock }: Context,
  viewer: Viewer,
  id: string,
  tried: string,
  why: string,
  exception?: Exception,
): Promise<void> {
  const about = exception === undefined ? { id } : { id, exception };
  await store.transaction((ports) =>
    ports.audit.append([refusedAct(viewer, tried, why, about, clock.now())]),
  );
}

/** Null: it was done. `outdated`: what Slack was asked about is not what stands now, or its terms have changed. */
async function tryOnce(
  context: Context,
  viewer: Viewer,
  standing: Standing,
  { act, keeps }: Step,
): Promise<Refusal | 'outdated' | null> {
  const { policy, clock, store, reached } = context;
  const { inForce, rules, deciders } = standing;
  const known = { rules, policy };
  const result = await store.transaction(async (ports) => {
    const [exception, records] = await Promise.all([
      ports.exceptions.byId(standing.exception.id),
      ports.catalog.byKeys([standing.record.key]),
    ]);
    const record = records.get(standing.record.key);
    if (exception === undefined || record === undefined) return 'outdated';
    if (questionKey(questionOf(exception, record, known)) !== standing.questionKey) return 'outdated';
    const isOpen = exception.state === 'pending' || exception.state === 'approved';
    if (isOpen && termsNow(exception, record, known, clock.now()).kind !== 'same') return 'outdated';
    const subject = exceptionSubject(viewer, { exception, record, deciders }, context);
    const decision = decideAs(viewer, exception, act, subject, context);
    if (decision.kind === 'refused') {
      const about = { id: exception.id, exception };
      await ports.audit.append([refusedAct(viewer, act.kind, decision.why, about, clock.now())]);
      return decision.why;
    }
    if (!keeps) return null;
    const change = {
      before: exception,
      after: decision.exception,
      became: decision.became,
      by: { id: viewer.id, name: viewer.name },
    };
    const isKept = await keepChange({ context, ports, inForce, record }, change);
    if (!isKept) throw new Error(`exception ${exception.id} was changed beside its transaction`);
    reached('decide.written');
    return null;
  });
  if (result === null && keeps) reached('decide.committed');
  return result;
}

function decideAs(
  viewer: Viewer,
  exception: Exception,
  act: PersonsAct,
  subject: Parameters<typeof may>[2],
  { policy, clock }: Context,
): Decision {
  const by = { id: viewer.id, name: viewer.name };
  const rights = {
    approver: may(viewer, 'decide-exception', subject),
    admin: may(viewer, 'revoke-exception', subject),
  };
  if (act.kind === 'withdraw' && !may(viewer, 'withdraw-exception', subject))
    return { kind: 'refused', why: 'not-the-requester' };
  if (act.kind === 'say' && !may(viewer, 'discuss-exception', subject))
    return { kind: 'refused', why: 'not-an-approver' };
  if (act.kind !== 'approve') return decide(exception, { ...act, by }, rights, clock.now());
  const { date, ...approval } = act;
  const end = date === undefined ? undefined : endOnDate(date, calendarOf(policy));
  if (date !== undefined && end === undefined) return { kind: 'refused', why: 'no-such-end' };
  const shortened: Act = { ...approval, by, ...(end === undefined ? {} : { until: end }) };
  return decide(exception, shortened, rights, clock.now());
}

/** How it stands after the act, or after whoever was first. The people are those of the act. */
async function refreshed({ store }: Context, standing: Standing): Promise<Standing> {
  const exception = (await store.exceptions.byId(standing.exception.id)) ?? standing.exception;
  return { ...standing, exception };
}
