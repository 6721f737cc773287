import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { eq, sql } = drizzleModule('drizzle-orm');

/** What is read so often, and altered so seldom, that it is remembered until its revision rises. */
export type Subject = 'catalog' | 'scorecards';

/** How often the subject was altered; 0 = never. */
export async function revisionOf(session: Session, subject: Subject): Promise<number> {
  const { revisions } = session.tables;
  const query = session.prepared('revision', () =>
    session.db
      .select({ revision: revisions.revision })
      .from(revisions)
      .where(eq(revisions.subject, sql.placeholder('subject')))
      .prepare('revision'),
  );
  const [row] = await query.execute({ subject });
  return row?.revision ?? 0;
}

/** To be called first in a transaction: its row is what changes from several replicas wait at. */
export async function raiseRevision({ db, tables: { revisions } }: Session, subject: Subject): Promise<void> {
  await db
    .insert(revisions)
    .values({ subject, revision: 1 })
    .onConflictDoUpdate({ target: revisions.subject, set: { revision: sql`${revisions.revision} + 1` } });
}
