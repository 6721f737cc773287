import type { MovementRow } from '../use-cases/picture-ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, asc, count, eq, gte, sum } = drizzleModule('drizzle-orm');

/** How many services held which level on which day, with their scores added up. */
export function movement(
  { db, tables: { snapshots }, among }: Session,
  asked: { readonly keys: readonly string[]; readonly scorecard: string; readonly day: string },
): Promise<readonly MovementRow[]> {
  const { serviceKey, scorecard, day, scorecardVersion, held, score } = snapshots;
  return db
    .select({
      ...{ day, scorecardVersion, held },
      services: count(),
      scored: count(score),
      // A sum of nothing is null, and Postgres writes sums as text.
      scores: sum(score).mapWith(Number),
    })
    .from(snapshots)
    .where(and(among(serviceKey, asked.keys), eq(scorecard, asked.scorecard), gte(day, asked.day)))
    .groupBy(day, scorecardVersion, held)
    .orderBy(asc(day))
    .then((rows) => rows.map((row) => ({ ...row, scores: row.scores ?? 0 })));
}
