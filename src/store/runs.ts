import type { RunsPort } from '../use-cases/message-ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, asc, desc, eq, isNull, lt } = drizzleModule('drizzle-orm');

export function runReads({ db, tables: { runs } }: Session): Omit<RunsPort, 'write'> {
  return {
    async read(id) {
      const [row] = await db.select().from(runs).where(eq(runs.id, id));
      return row;
    },

    abandoned: (since) =>
      db
        .select()
        .from(runs)
        .where(and(isNull(runs.endedAt), lt(runs.updatedAt, since)))
        .orderBy(asc(runs.startedAt), asc(runs.id)),

    recent: (kind, limit) =>
      db
        .select()
        .from(runs)
        .where(eq(runs.kind, kind))
        .orderBy(desc(runs.startedAt), desc(runs.id))
        .limit(limit),
  };
}

export function runWrites({ db, tables: { runs } }: Session): Pick<RunsPort, 'write'> {
  return {
    async write(run) {
      await db.insert(runs).values(run).onConflictDoUpdate({ target: runs.id, set: run });
    },
  };
}
