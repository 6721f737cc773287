import type { ScorecardsPort, ScorecardVersion } from '../use-cases/scorecard-ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import { raiseRevision } from './revisions.ts';
import type { Session } from './session.ts';

const { and, asc, desc, eq, isNotNull, lte, sql } = drizzleModule('drizzle-orm');

export function scorecardReads(session: Session): Omit<ScorecardsPort, 'replace'> {
  const { db, tables } = session;
  const { scorecardVersions } = tables;
  const versions = () =>
    db
      .select({
        scorecard: scorecardVersions.document,
        version: scorecardVersions.version,
        loadedAt: scorecardVersions.loadedAt,
      })
      .from(scorecardVersions);
  return {
    current: () =>
      versions().where(isNotNull(scorecardVersions.position)).orderBy(asc(scorecardVersions.position)),
    async version(id, version) {
      const rows = await versions().where(
        and(eq(scorecardVersions.scorecard, id), eq(scorecardVersions.version, version)),
      );
      return rows[0];
    },
    async asOf(id, at) {
      const rows = await versions()
        .where(and(eq(scorecardVersions.scorecard, id), lte(scorecardVersions.loadedAt, at)))
        .orderBy(desc(scorecardVersions.loadedAt), desc(scorecardVersions.version))
        .limit(1);
      return rows[0];
    },
  };
}

export function scorecardWrites(session: Session): Pick<ScorecardsPort, 'replace'> {
  const { db, tables } = session;
  const { scorecardVersions } = tables;
  return {
    async replace(versions) {
      await raiseRevision(session, 'scorecards');
      await db.update(scorecardVersions).set({ position: null }).where(isNotNull(scorecardVersions.position));
      for (const [position, version] of versions.entries()) {
        await db
          .insert(scorecardVersions)
          .values(versionRow(version, position))
          // Loaded again, a version keeps the instant from which it was first in force.
          .onConflictDoUpdate({
            target: [scorecardVersions.scorecard, scorecardVersions.version],
            set: { position: sql`excluded.position` },
          });
      }
    },
  };
}

function versionRow({ scorecard, version, loadedAt }: ScorecardVersion, position: number) {
  return { scorecard: scorecard.id, version, position, loadedAt, document: scorecard };
}

/** The levels of the scorecard as it is now, lowest first; none for one that is not in force. */
export async function currentLevels(
  { db, tables: { scorecardVersions } }: Session,
  scorecard: string | null,
): Promise<readonly string[]> {
  if (scorecard === null) return [];
  const [row] = await db
    .select({ document: scorecardVersions.document })
    .from(scorecardVersions)
    .where(and(eq(scorecardVersions.scorecard, scorecard), isNotNull(scorecardVersions.position)))
    .orderBy(desc(scorecardVersions.loadedAt));
  return row?.document.levels ?? [];
}
