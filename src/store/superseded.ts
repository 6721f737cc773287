import { v7 as uuidv7 } from 'uuid';
import type { EvaluationsPort, EvaluationWrite } from '../use-cases/evaluation-ports.ts';
import { packChecks, unpackChecks } from './check-codec.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, asc, eq, gt, inArray, lt } = drizzleModule('drizzle-orm');

/** What proved outcomes that stayed the same. */
export function supersededReads({
  db,
  tables: { superseded },
}: Session): Pick<EvaluationsPort, 'supersededAfter'> {
  const { serviceKey, scorecard, at, packed, id } = superseded;
  return {
    async supersededAfter(key, after) {
      const rows = await db
        .select({ at, scorecard, packed })
        .from(superseded)
        .where(and(eq(serviceKey, key), gt(at, after)))
        .orderBy(asc(at), asc(id));
      return rows.map((row) => ({ at: row.at, scorecard: row.scorecard, checks: unpackChecks(row.packed) }));
    },
  };
}

export function supersededWrites({
  db,
  tables: { superseded },
}: Session): Pick<EvaluationsPort, 'thinSuperseded'> {
  const { id, at, overWeek } = superseded;
  return {
    async thinSuperseded(before, limit) {
      const some = db
        .select({ id })
        .from(superseded)
        .where(and(eq(overWeek, 0), lt(at, before)))
        .limit(limit);
      const gone = await db.delete(superseded).where(inArray(id, some)).returning({ id });
      return gone.length;
    },
  };
}

/** Nothing is asked of the database where nothing was superseded. */
export async function writeSuperseded(session: Session, writes: readonly EvaluationWrite[]): Promise<void> {
  const rows = writes.flatMap(({ key, scorecard, evaluation, superseded }) => {
    if (superseded === undefined || evaluation === null) return [];
    const { checks, overWeek } = superseded;
    return [
      {
        ...{ id: uuidv7(), serviceKey: key, scorecard, at: evaluation.evaluatedAt },
        ...{ overWeek: overWeek ? 1 : 0, packed: packChecks(checks) },
      },
    ];
  });
  if (rows.length > 0) await session.write({ table: session.tables.superseded, rows });
}
