import type { SQL } from 'drizzle-orm';
import { combineBars } from '../domain/combine-bars.ts';
import type { EvaluationWrite } from '../use-cases/evaluation-ports.ts';
import { letterOf, NO_CHECK } from './check-codec.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, eq, sql } = drizzleModule('drizzle-orm');

/** An evaluation none of whose rules is about the service consists of these letters alone. */
const NOTHING = letterOf('not_applicable') + NO_CHECK;

/** Whether a scorecard has anything to say of the service: one of its rules applies. */
export function saysSomething({ tables: { evaluations } }: Session): SQL {
  return sql`ltrim(${evaluations.outcomes}, ${NOTHING}) <> ''`;
}

/** Joins a service with how it stands on this scorecard and on all together. No scorecard = no standing. */
export function standingOn({ tables }: Session, scorecard: string | null): SQL | undefined {
  const { services, standings } = tables;
  return and(eq(standings.serviceKey, services.key), eq(standings.scorecard, scorecard ?? ''));
}

/** Brings the standings of the services written up to date. After their evaluations: it rests on what is stored. */
export async function writeStandings(session: Session, writes: readonly EvaluationWrite[]): Promise<void> {
  const { standings } = session.tables;
  const keys = [...new Set(writes.map(({ key }) => key))];
  const byService = Map.groupBy(await judgements(session, keys), ({ serviceKey }) => serviceKey);
  const rows = new Map(keys.map((key) => [key, standingRows(byService.get(key) ?? [])]));
  await deleteStandings(session, outlived(writes, rows));
  const key = [standings.serviceKey, standings.scorecard];
  await session.write({ table: standings, rows: [...rows.values()].flat(), key });
}

type Judgement = Awaited<ReturnType<typeof judgements>>[number];
type Row = ReturnType<typeof standingRows>[number];

async function judgements(session: Session, keys: readonly string[]) {
  const { db, tables, amongGiven, given, prepared } = session;
  const { serviceKey, scorecard, bar, held, score, outcomes, verdict } = tables.evaluations;
  const query = prepared('judgements', () =>
    db
      .select({ serviceKey, scorecard, bar, held, score, outcomes, verdict })
      .from(tables.evaluations)
      .where(amongGiven(serviceKey))
      .prepare('judgements'),
  );
  return query.execute(given(keys));
}

/** One for each scorecard of a service, as soon as one of them applies to it. */
function standingRows(judged: readonly Judgement[]) {
  const applying = judged.filter(applies);
  if (applying.length === 0) return [];
  const bar = combineBars(applying.map((one) => one.bar));
  const failing = applying.reduce((sum, { verdict }) => sum + verdict.counts.fail, 0);
  const unknown = applying.reduce((sum, { verdict }) => sum + verdict.counts.unknown, 0);
  return judged.map((one) => {
    const { serviceKey, scorecard, held, score } = one;
    return {
      serviceKey,
      scorecard,
      bar,
      failing,
      unknown,
      ownBar: applies(one) ? one.bar : null,
      held,
      score,
    };
  });
}

/** The same as {@link saysSomething}. */
function applies({ outcomes }: Judgement): boolean {
  return [...outcomes].some((letter) => !NOTHING.includes(letter));
}

/** Services with a scorecard that is gone, or to which none applies any more. */
function outlived(
  writes: readonly EvaluationWrite[],
  rows: ReadonlyMap<string, readonly Row[]>,
): readonly string[] {
  const gone = new Set(writes.filter(({ evaluation }) => evaluation === null).map(({ key }) => key));
  return [...rows].filter(([key, ofService]) => gone.has(key) || ofService.length === 0).map(([key]) => key);
}

async function deleteStandings(
  { db, tables: { standings }, among }: Session,
  keys: readonly string[],
): Promise<void> {
  if (keys.length > 0) await db.delete(standings).where(among(standings.serviceKey, keys));
}
