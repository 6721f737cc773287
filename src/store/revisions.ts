import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { sql } = drizzleModule('drizzle-orm');

/** What is read so often, and altered so seldom, that it is remembered until its revision rises. */
export type Subject = 'catalog' | 'scorecards';

/** How often the subject was altered; 0 = never. */
export async function revisionOf(session: Session, subject: Subject): Promise<number> {
  return (await revisionsOf(session)).get(subject) ?? 0;
}

/**
 * The same for a lane that many ask at once: those who ask in one breath share one look, which begins after the last
 * of them has asked. Nobody is told what was true before their question.
 */
export function revisionsReader(session: Session): (subject: Subject) => Promise<number> {
  let coming: Promise<ReadonlyMap<string, number>> | undefined;
  return async (subject) => {
    coming ??= Promise.resolve().then(() => {
      coming = undefined;
      return revisionsOf(session);
    });
    return (await coming).get(subject) ?? 0;
  };
}

/** There is a row for each subject, so all of them cost no more than one. */
async function revisionsOf(session: Session): Promise<ReadonlyMap<string, number>> {
  const { revisions } = session.tables;
  const query = session.prepared('revisions', () =>
    session.db
      .select({ subject: revisions.subject, revision: revisions.revision })
      .from(revisions)
      .prepare('revisions'),
  );
  const rows = await query.execute();
  return new Map(rows.map(({ subject, revision }) => [subject, revision]));
}

/** To be called first in a transaction: its row is what changes from several replicas wait at. */
export async function raiseRevision({ db, tables: { revisions } }: Session, subject: Subject): Promise<void> {
  await db
    .insert(revisions)
    .values({ subject, revision: 1 })
    .onConflictDoUpdate({ target: revisions.subject, set: { revision: sql`${revisions.revision} + 1` } });
}
