import type { DigestsPort } from '../use-cases/digest-ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, asc, desc, eq, gte, lt, lte, max, sql } = drizzleModule('drizzle-orm');

type Writes = 'add' | 'set' | 'compact';

export function digestReads({ db, tables, among }: Session): Omit<DigestsPort, Writes> {
  const { digests, digestSettings, snapshots } = tables;
  const row = {
    serviceKey: snapshots.serviceKey,
    scorecard: snapshots.scorecard,
    day: snapshots.day,
    scorecardVersion: snapshots.scorecardVersion,
    bar: snapshots.bar,
    earned: snapshots.earned,
    held: snapshots.held,
    score: snapshots.score,
  };
  return {
    async byId(id) {
      const [found] = await db.select().from(digests).where(eq(digests.id, id));
      return found;
    },

    async latest(channels) {
      const rows = await db
        .select()
        .from(digests)
        .where(among(digests.channel, channels))
        .orderBy(desc(digests.week));
      return new Map(rows.toReversed().map((digest) => [digest.channel, digest]));
    },

    async settings(channels) {
      const rows = await db.select().from(digestSettings).where(among(digestSettings.channel, channels));
      return new Map(rows.map(({ channel, document }) => [channel, document]));
    },

    async snapshotsAt(keys, day, oldest) {
      const last = db
        .select({
          key: snapshots.serviceKey,
          card: sql<string>`${snapshots.scorecard}`.as('last_scorecard'),
          day: max(snapshots.day).as('last_day'),
        })
        .from(snapshots)
        .where(and(among(snapshots.serviceKey, keys), lte(snapshots.day, day), gte(snapshots.day, oldest)))
        .groupBy(snapshots.serviceKey, snapshots.scorecard)
        .as('last');
      return db
        .select(row)
        .from(snapshots)
        .innerJoin(
          last,
          and(
            eq(snapshots.serviceKey, last.key),
            eq(snapshots.scorecard, last.card),
            eq(snapshots.day, last.day),
          ),
        );
    },

    snapshotsFrom: (keys, scorecard, day) =>
      db
        .select(row)
        .from(snapshots)
        .where(
          and(among(snapshots.serviceKey, keys), eq(snapshots.scorecard, scorecard), gte(snapshots.day, day)),
        )
        .orderBy(asc(snapshots.day), asc(snapshots.serviceKey)),
  };
}

export function digestWrites({ db, tables }: Session): Pick<DigestsPort, Writes> {
  const { digests, digestSettings, snapshots } = tables;
  return {
    async add(digest) {
      const written = await db
        .insert(digests)
        .values(digest)
        .onConflictDoNothing({ target: [digests.channel, digests.week] })
        .returning({ id: digests.id });
      return written.length > 0;
    },

    async set(document) {
      await db
        .insert(digestSettings)
        .values({ channel: document.channel, document })
        .onConflictDoUpdate({ target: digestSettings.channel, set: { document } });
    },

    async compact(before) {
      const days = await db
        .selectDistinct({ day: snapshots.day })
        .from(snapshots)
        .where(lt(snapshots.day, before))
        .orderBy(asc(snapshots.day));
      const going = days.map(({ day }) => day).filter((day) => !isSunday(day));
      for (const day of going) await db.delete(snapshots).where(eq(snapshots.day, day));
      return going.length;
    },
  };
}

/** What the week ended with stands for it. */
function isSunday(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).getUTCDay() === 0;
}
