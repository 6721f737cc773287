/** What can be done about exceptions of one batch that end together. */
import { UserError } from '../domain/errors.ts';
import type { Exception } from '../domain/exceptions/exception.ts';
import type { Viewer } from '../domain/rights.ts';
import type { BatchEnd, CheckedBatch } from './batch-views.ts';
import { collectTogether } from './collect-together.ts';
import type { Context } from './context.ts';
import type { ExceptionLine } from './exception-views.ts';
import { endingMembers } from './exceptions/ending-members.ts';
import { exceptionLines } from './exceptions/exception-lines.ts';
import { rulesInForce } from './exceptions/rules-in-force.ts';
import type { StoredEvaluation } from './ports.ts';
import { refuseStrangers } from './reachable-service.ts';

const AT_ONCE = 50;

/** Those that this viewer may prolong. Throws a `UserError` where there are none. */
export async function endingTogether(
  context: Context,
  viewer: Viewer,
  end: BatchEnd,
): Promise<readonly ExceptionLine[]> {
  refuseStrangers(viewer);
  const members = await endingMembers(context, viewer, end, 'request-exception');
  if (members.length === 0) throw new UserError(NOTHING);
  return linesOf(
    context,
    members.map(({ exception }) => exception),
  );
}

const NOTHING = 'Nothing of this is left to do for you. `/ready exceptions expiring` lists what ends.';

/**
 * Asks all collectors about their services, and tells which pass by now. A vendor's trouble is told, not thrown. Throws
 * a `UserError` where none of them is the viewer's to check.
 */
export async function checkEnding(context: Context, viewer: Viewer, end: BatchEnd): Promise<CheckedBatch> {
  refuseStrangers(viewer);
  const members = await endingMembers(context, viewer, end, 'check-again');
  if (members.length === 0) throw new UserError(NOTHING);
  const trouble = new Map<string, CheckedBatch['trouble'][number]>();
  for (let start = 0; start < members.length; start += AT_ONCE) {
    const some = members.slice(start, start + AT_ONCE).map(({ record }) => record);
    const told = await collectTogether(context, some, viewer.timezone);
    for (const one of [...told.values()].flat()) trouble.set(`${one.collector} ${one.reason}`, one);
  }
  const evaluations = await context.store.evaluations.of(members.map(({ record }) => record.key));
  const lines = await linesOf(
    context,
    members.map(({ exception }) => exception),
  );
  const isFixed = ({ exception }: ExceptionLine) =>
    passes(exception, evaluations.get(exception.serviceKey) ?? []);
  return {
    fixed: lines.filter(isFixed),
    open: lines.filter((line) => !isFixed(line)),
    trouble: [...trouble.values()],
  };
}

/** Whether all that it excuses passes without it: what passes is never excused. */
function passes({ rules }: Exception, evaluations: readonly StoredEvaluation[]): boolean {
  const passing = new Set(
    evaluations.flatMap(({ scorecard, checks }) =>
      checks.flatMap(({ rule, outcome }) => (outcome === 'pass' ? [`${scorecard}/${rule}`] : [])),
    ),
  );
  return rules.every(({ rule }) => passing.has(rule));
}

async function linesOf(
  { store, scorecards }: Context,
  exceptions: readonly Exception[],
): Promise<readonly ExceptionLine[]> {
  return exceptionLines(store.catalog, rulesInForce(await scorecards()), exceptions);
}
