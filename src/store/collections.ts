import type { SQL } from 'drizzle-orm';
import { DAY, type Instant } from '../domain/instant.ts';
import type { Collection, CollectionsPort, CollectorState } from '../use-cases/collection-ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, asc, count, eq, gt, inArray, isNotNull, isNull, lt, lte, max, notInArray, sql } =
  drizzleModule('drizzle-orm');

type Reads = Pick<CollectionsPort, 'due' | 'of' | 'unasked' | 'states' | 'silence' | 'tally' | 'remembered'>;

export function collectionReads({ db, tables, among, amongGiven, given, prepared }: Session): Reads {
  const { collections, collectorStates, collectorMemory } = tables;
  const { serviceKey, collector, dueAt, lastGoodAt, failedSince, failures } = collections;
  const columns = { key: serviceKey, collector, dueAt, lastGoodAt, failedSince, failures };
  return {
    due: (name, now, limit) =>
      db
        .select(columns)
        .from(collections)
        .where(and(eq(collector, name), lte(dueAt, now)))
        .orderBy(asc(dueAt), asc(serviceKey))
        .limit(limit),

    of(keys, names) {
      const query = prepared('collections of', () =>
        db
          .select(columns)
          .from(collections)
          .where(and(amongGiven(collector, 'collectors'), amongGiven(serviceKey)))
          .prepare('collections of'),
      );
      return query.execute({ ...given(keys), ...given(names, 'collectors') });
    },

    async unasked(keys, now) {
      const rows = await db
        .selectDistinct({ key: serviceKey })
        .from(collections)
        .where(and(among(serviceKey, keys), lte(dueAt, now), isNull(lastGoodAt), isNull(failedSince)));
      return new Set(rows.map(({ key }) => key));
    },

    async states() {
      const query = prepared('collector states', () =>
        db.select().from(collectorStates).prepare('collector states'),
      );
      const rows = await query.execute();
      return new Map(rows.map((row) => [row.collector, row]));
    },

    async silence(name, last) {
      const isNew = sql`${failedSince} > ${last ?? Number.MIN_SAFE_INTEGER}`;
      const countOf = (condition: SQL) =>
        sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`.mapWith(Number);
      const [row] = await db
        .select({
          newlyFailing: countOf(isNew),
          failing: countOf(sql`${failedSince} is not null`),
          asked: countOf(sql`${failedSince} is not null or ${lastGoodAt} is not null`),
          since: sql<number | null>`min(case when ${isNew} then ${failedSince} end)`.mapWith(failedSince),
        })
        .from(collections)
        .where(eq(collector, name));
      return row ?? { newlyFailing: 0, failing: 0, asked: 0, since: null };
    },

    async tally(now) {
      const rows = await db
        .select({
          collector,
          services: count(),
          failing: sql<number>`sum(case when ${failedSince} is null then 0 else 1 end)`.mapWith(Number),
          due: sql<number>`sum(case when ${dueAt} <= ${now} then 1 else 0 end)`.mapWith(Number),
          lastGoodAt: max(lastGoodAt),
        })
        .from(collections)
        .groupBy(collector);
      return new Map(rows.map(({ collector: name, ...tally }) => [name, tally]));
    },

    async remembered(name, keys) {
      const rows = await db
        .select({ key: collectorMemory.key, value: collectorMemory.value })
        .from(collectorMemory)
        .where(and(eq(collectorMemory.collector, name), among(collectorMemory.key, keys)));
      return new Map(rows.map(({ key, value }) => [key, value]));
    },
  };
}

/** Vendors send a delivery again within days; GitHub's own list of them goes back three. */
const DELIVERIES_KEPT = 7 * DAY;

export function collectionWrites(session: Session): Omit<CollectionsPort, keyof Reads> {
  const { db, tables, among, write } = session;
  const { collections, collectorStates, collectorMemory, deliveries, services } = tables;
  return {
    async enrol(collectors, now) {
      await db.delete(collections).where(notInArray(collections.collector, [...collectors, '']));
      await db
        .delete(collections)
        .where(
          inArray(
            collections.serviceKey,
            db.select({ key: services.key }).from(services).where(isNotNull(services.archivedAt)),
          ),
        );
      let added = 0;
      for (const collector of collectors) {
        const enrolled = db
          .select({ key: collections.serviceKey })
          .from(collections)
          .where(eq(collections.collector, collector));
        const missing = await db
          .select({ key: services.key })
          .from(services)
          .where(and(isNull(services.archivedAt), sql`${services.key} not in ${enrolled}`));
        await write({ table: collections, rows: missing.map(({ key }) => newRow(key, collector, now)) });
        added += missing.length;
      }
      return added;
    },

    record: (rows: readonly Collection[]) =>
      write({
        table: collections,
        rows: rows.map(({ key, ...row }) => ({ serviceKey: key, ...row, claimedUntil: null })),
        key: [collections.collector, collections.serviceKey],
      }),

    async retryFailing(collector, at) {
      const isLater = gt(collections.dueAt, at);
      await db
        .update(collections)
        .set({ dueAt: at })
        .where(and(eq(collections.collector, collector), isNotNull(collections.failedSince), isLater));
    },

    async noLaterThan(collector, latest) {
      await db
        .update(collections)
        .set({ dueAt: latest })
        .where(and(eq(collections.collector, collector), gt(collections.dueAt, latest)));
    },

    async hasten(keys, at, collectors) {
      const { dueAt } = collections;
      await db
        .update(collections)
        .set({ dueAt: sql`case when ${dueAt} > ${at} then ${at} else ${dueAt} - 1 end` })
        .where(
          and(
            among(collections.serviceKey, keys),
            collectors === undefined ? undefined : inArray(collections.collector, [...collectors]),
          ),
        );
    },

    setStates: (states: readonly CollectorState[]) =>
      write({ table: collectorStates, rows: states, key: [collectorStates.collector] }),

    remember: (collector, entries, now) =>
      write({
        table: collectorMemory,
        rows: Array.from(entries, ([key, value]) => ({ collector, key, value, writtenAt: now })),
        key: [collectorMemory.collector, collectorMemory.key],
      }),

    async isFirstDelivery(vendor, delivery, now) {
      await db.delete(deliveries).where(lt(deliveries.at, now - DELIVERIES_KEPT));
      const [added] = await db
        .insert(deliveries)
        .values({ vendor, delivery, at: now })
        .onConflictDoNothing()
        .returning({ at: deliveries.at });
      return added !== undefined;
    },
  };
}

function newRow(serviceKey: string, collector: string, dueAt: Instant) {
  return {
    serviceKey,
    collector,
    dueAt,
    lastGoodAt: null,
    failedSince: null,
    failures: 0,
    claimedUntil: null,
  };
}
