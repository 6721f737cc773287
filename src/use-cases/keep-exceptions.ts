/** What time does to exceptions: they end, are about to end, or wait for an answer. Each is computed from what is kept. */
import { type Act, decide } from '../domain/exceptions/decide.ts';
import { workingDaysLater } from '../domain/exceptions/ends.ts';
import type { Exception } from '../domain/exceptions/exception.ts';
import { DAY, type Instant } from '../domain/instant.ts';
import type { Context } from './context.ts';
import { inBatch } from './exceptions/batch-intents.ts';
import { calendarOf } from './exceptions/calendar.ts';
import { type Deciders, decidersOf, questionOf, rememberingDirectory } from './exceptions/deciders.ts';
import { endingIntents, remind, stuckIntents, TOLD_BEFORE } from './exceptions/exception-intents.ts';
import { keepChange } from './exceptions/keep-change.ts';
import { rulesInForce } from './exceptions/rules-in-force.ts';
import type { Intent } from './message-ports.ts';
import { merged, openExceptions } from './review-exceptions.ts';

const AT_ONCE = 50;
/** Working days without an answer. */
const REMIND_AFTER = 1;
const FALLBACK_AFTER = 3;

/** Ends what is over: the rules count again. Returns how many. */
export async function endExceptions(context: Context): Promise<number> {
  let ended = 0;
  for (;;) {
    const over = await context.store.exceptions.over(context.clock.now(), AT_ONCE);
    const before = ended;
    for (const { id } of over) if (await change(context, id, () => ({ kind: 'expire' }))) ended += 1;
    if (over.length < AT_ONCE || ended === before) return ended;
  }
}

/**
 * Has approvers reminded after one working day, and whoever is to decide besides them asked: the fallback approvers
 * after three, others at once where those who were asked are too few by now. Where nobody is left to ask, admins and
 * requester hear of it.
 */
export async function pursueApprovers(given: Context): Promise<void> {
  const context = { ...given, directory: rememberingDirectory(given.directory) };
  const now = context.clock.now();
  const calendar = calendarOf(context.policy);
  const pending = await openExceptions(context, ['pending']);
  const silent = (days: number) =>
    pending.filter(({ askedAt, until }) => until > now && workingDaysLater(days, askedAt, calendar) <= now);
  await queue(
    context,
    silent(REMIND_AFTER).flatMap((exception) =>
      inBatch(remind(exception, 'waiting', now), { before: null, after: exception, team: undefined }),
    ),
  );
  const late = new Set(silent(FALLBACK_AFTER).map(({ id }) => id));
  const rules = rulesInForce(await context.scorecards());
  const records = await context.store.catalog.byKeys(pending.map(({ serviceKey }) => serviceKey));
  for (const exception of pending) {
    const record = records.get(exception.serviceKey);
    if (record === undefined || exception.until <= now) continue;
    const fallback = exception.asked.fallback || late.has(exception.id);
    const about = { ...exception, asked: { ...exception.asked, fallback } };
    const question = questionOf(about, record, { rules, policy: context.policy });
    await pursueDeciders(context, exception, await decidersOf(context.directory, context.policy, question));
  }
}

/** Asks those who are to decide by now, and tells where they are too few to agree. */
async function pursueDeciders(context: Context, exception: Exception, deciders: Deciders): Promise<void> {
  const { asked, revision, approvals, approvalsRequired } = exception;
  const isMore = deciders.fallback !== asked.fallback || deciders.admins !== asked.admins;
  if (isMore || asked.unresolved === true)
    await change(context, exception.id, (one) =>
      one.revision === revision && JSON.stringify(one.asked) === JSON.stringify(asked)
        ? { kind: 'ask', asked: merged(asked, deciders) }
        : null,
    );
  const able = new Set([...approvals.map(({ by }) => by.id), ...deciders.people.map(({ id }) => id)]).size;
  if (able >= approvalsRequired) return;
  const admins = await context.directory.resolve(context.policy.admins);
  const told = [...admins.people.map(({ id }) => id), ...admins.unresolved];
  await queue(context, stuckIntents(exception, { able, admins: told }, context.clock.now()));
}

/** Tells requesters that an exception ends in seven days, and in one; owners find it in their reminder. */
export async function tellEndings(context: Context): Promise<void> {
  const { store, clock } = context;
  const now = clock.now();
  const soon = await endingBefore(context, now + Math.max(...TOLD_BEFORE) * DAY);
  const records = await store.catalog.byKeys(soon.map(({ serviceKey }) => serviceKey));
  const intents = soon.flatMap((exception) => {
    const days = daysToTell(exception, now);
    return !records.has(exception.serviceKey) || days === undefined
      ? []
      : inBatch(endingIntents(exception, days, now), { before: null, after: exception, team: undefined });
  });
  await queue(context, intents);
}

/** The nearest mark that has been passed. One that was passed when it was approved tells nobody anything. */
function daysToTell({ from, until }: Exception, now: Instant): number | undefined {
  const days = TOLD_BEFORE.findLast((one) => until - one * DAY <= now);
  return days === undefined || until <= now || (from ?? 0) > until - days * DAY ? undefined : days;
}

const PAGE = 500;

async function endingBefore({ store }: Context, until: Instant): Promise<readonly Exception[]> {
  const found: Exception[] = [];
  for (;;) {
    const page = { offset: found.length, limit: PAGE };
    const { items } = await store.exceptions.list({ states: ['approved'], until }, page);
    found.push(...items);
    if (items.length < PAGE) return found;
  }
}

/** What was queued before is not queued again. */
async function queue({ store }: Context, intents: readonly Intent[]): Promise<void> {
  if (intents.length > 0) await store.messages.add(intents);
}

/** Does to one exception what no person does. False: it was not to be done any more. */
async function change(
  context: Context,
  id: string,
  actOn: (exception: Exception) => Act | null,
): Promise<boolean> {
  const inForce = await context.scorecards();
  return context.store.transaction(async (ports) => {
    const before = await ports.exceptions.byId(id);
    const act = before === undefined ? null : actOn(before);
    if (before === undefined || act === null) return false;
    const decision = decide(before, act, { approver: false, admin: false }, context.clock.now());
    const record = (await ports.catalog.byKeys([before.serviceKey])).get(before.serviceKey);
    if (decision.kind === 'refused' || record === undefined) return false;
    const { exception: after, became } = decision;
    return keepChange({ context, ports, inForce, record }, { before, after, became, by: null });
  });
}
