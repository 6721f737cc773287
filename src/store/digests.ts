import { WEEK } from '../domain/instant.ts';
import type { DigestsPort, ScoresRow } from '../use-cases/digest-ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, asc, count, eq, gte, lt, lte, max, sql, sum } = drizzleModule('drizzle-orm');

type Writes = 'add' | 'set' | 'compact';

export function digestReads(session: Session): Omit<DigestsPort, Writes> {
  const { db, tables, among } = session;
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
      const last = db
        .select({
          channel: sql<string>`${digests.channel}`.as('last_channel'),
          week: max(digests.week).as('last_week'),
        })
        .from(digests)
        .where(among(digests.channel, channels))
        .groupBy(digests.channel)
        .as('last');
      const { id, channel, week, team, madeAt, content } = digests;
      const rows = await db
        .select({ id, channel, week, team, madeAt, content })
        .from(digests)
        .innerJoin(last, and(eq(channel, last.channel), eq(week, last.week)));
      return new Map(rows.map((digest) => [digest.channel, digest]));
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

    scoresOn: (keys, scorecard, days) => scoresOn(session, keys, scorecard, days),

    async outcomeMoves(keys, from) {
      const { serviceKey, at, kind, scorecard, rule, before, after } = tables.transitions;
      const rows = await db
        .select({ scorecard, rule, from: before, to: after, times: count() })
        .from(tables.transitions)
        .where(and(among(serviceKey, keys), gte(at, from), eq(kind, 'outcome')))
        .groupBy(scorecard, rule, before, after);
      return rows.flatMap(({ rule: id, ...move }) => (id === null ? [] : [{ rule: id, ...move }]));
    },
  };
}

/** Every card asks it: all three columns of the primary key are given. */
async function scoresOn(
  { db, tables: { snapshots }, amongGiven, given, prepared }: Session,
  keys: readonly string[],
  scorecard: string,
  days: readonly string[],
): Promise<readonly ScoresRow[]> {
  const { serviceKey, day, scorecardVersion, score } = snapshots;
  const query = prepared('scores on', () =>
    db
      // A sum of nothing is null, and Postgres writes sums as text.
      .select({ day, scorecardVersion, scored: count(score), scores: sum(score).mapWith(Number) })
      .from(snapshots)
      .where(
        and(
          amongGiven(serviceKey),
          eq(snapshots.scorecard, sql.placeholder('scorecard')),
          amongGiven(day, 'days'),
        ),
      )
      .groupBy(day, scorecardVersion)
      .prepare('scores_on'),
  );
  const rows = await query.execute({ ...given(keys), ...given(days, 'days'), scorecard });
  return rows.map((row) => ({ ...row, scores: row.scores ?? 0 }));
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
      // Of a week whose end nobody kept, the day before it stands for it.
      const going = days.flatMap(({ day }, nth) => (weekOf(day) === weekOf(days[nth + 1]?.day) ? [day] : []));
      for (const day of going) await db.delete(snapshots).where(eq(snapshots.day, day));
      return going.length;
    },
  };
}

/** Weeks since one that began on a Monday. */
function weekOf(day: string | undefined): number {
  return Math.floor((Date.parse(`${day}T00:00:00Z`) - A_MONDAY) / WEEK);
}

const A_MONDAY = Date.UTC(1970, 0, 5);
