import { UserError } from '../domain/errors.ts';
import { may, type Viewer } from '../domain/rights.ts';
import type { Context } from './context.ts';
import type { ExceptionLine, ExceptionView } from './exception-views.ts';
import { effectsOf } from './exceptions/effects.ts';
import { exceptionLines, withFollowUp } from './exceptions/exception-lines.ts';
import { headingOf, serviceChecks } from './exceptions/service-checks.ts';
import { exceptionSubject, type Standing, standingToShow } from './exceptions/standing.ts';
import { refuseStrangers } from './reachable-service.ts';

const MOST_EARLIER = 10;

/** One exception, for everyone who may see its service. Throws a `UserError` where it is not there for this viewer. */
export async function showException(context: Context, viewer: Viewer, id: string): Promise<ExceptionView> {
  refuseStrangers(viewer);
  const standing = await standingToShow(context, id);
  const sees =
    standing !== undefined && may(viewer, 'see-exceptions', exceptionSubject(viewer, standing, context));
  if (!sees) throw new UserError('There is no such exception. `/ready exceptions` lists them.');
  return exceptionView(context, viewer, standing);
}

/** The view of one already found and permitted. */
export async function exceptionView(
  context: Context,
  viewer: Viewer,
  standing: Standing,
): Promise<ExceptionView> {
  const { exception, record, rules } = standing;
  const { catalog } = context.store;
  const subject = exceptionSubject(viewer, standing, context);
  const keys = exception.rules.map(({ rule }) => rule);
  const [lines, heading, checks, effect, earlier, extended] = await Promise.all([
    exceptionLines(catalog, rules, [exception]),
    headingOf(context, record),
    serviceChecks(context, viewer, record.key, subject),
    effectsOf(context, record.key, { id: exception.id, rules: keys, until: exception.until }),
    earlierOnes(context, standing),
    extendedOne(context, standing),
  ]);
  const [line] = lines;
  if (line === undefined) throw new Error(`exception ${exception.id} has no line`);
  return {
    ...(await withFollowUp(context, line)),
    heading,
    checks: keys.map((key) => checks.get(key)).filter((check) => check !== undefined),
    effect,
    earlier,
    extended,
    talk: exception.talk,
    may: mayNow(viewer, standing, context),
  };
}

function mayNow(viewer: Viewer, standing: Standing, context: Context): ExceptionView['may'] {
  const { exception, record } = standing;
  const subject = exceptionSubject(viewer, standing, context);
  const isPending = exception.state === 'pending';
  const isMine = subject.requester === true;
  const agreed = exception.approvals.some(({ by }) => by.id === viewer.id);
  const canExtend = ['approved', 'expired'].includes(exception.state) && record.archivedAt === null;
  return {
    decide: isPending && !isMine && !agreed && may(viewer, 'decide-exception', subject),
    withdraw: isPending && may(viewer, 'withdraw-exception', subject),
    edit: isPending && may(viewer, 'edit-exception', subject),
    revoke: exception.state === 'approved' && may(viewer, 'revoke-exception', subject),
    extend: canExtend && may(viewer, 'request-exception', subject),
  };
}

/** Those that were once in force here for one of its rules: the third in a row is no exception any more. */
async function earlierOnes(
  { store }: Context,
  { exception, rules }: Standing,
): Promise<readonly ExceptionLine[]> {
  const page = { offset: 0, limit: MOST_EARLIER };
  const found = await Promise.all(
    exception.rules.map(({ rule }) =>
      store.exceptions.list(
        { serviceKeys: [exception.serviceKey], rule, states: ['approved', 'expired', 'revoked'] },
        page,
      ),
    ),
  );
  const earlier = new Map(found.flatMap(({ items }) => items).map((one) => [one.id, one]));
  const before = [...earlier.values()].filter((one) => one.requestedAt < exception.requestedAt);
  const newestFirst = before.toSorted((a, b) => b.requestedAt - a.requestedAt).slice(0, MOST_EARLIER);
  return exceptionLines(store.catalog, rules, newestFirst);
}

async function extendedOne(
  { store }: Context,
  { exception, rules }: Standing,
): Promise<ExceptionLine | null> {
  const extended = exception.extends === null ? undefined : await store.exceptions.byId(exception.extends);
  if (extended === undefined) return null;
  const [line] = await exceptionLines(store.catalog, rules, [extended]);
  return line ?? null;
}
