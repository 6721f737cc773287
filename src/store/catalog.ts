import { setImmediate as breathe } from 'node:timers/promises';
import type { SQL } from 'drizzle-orm';
import type { CatalogPort, PersonRecord, ServiceRecord } from '../use-cases/ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import { revisionOf } from './revisions.ts';
import type { LookupKind } from './schema/catalog.ts';
import type { Session } from './session.ts';

const { and, asc, eq, gt, inArray, isNull, sql } = drizzleModule('drizzle-orm');

type Reads = Omit<CatalogPort, 'apply' | 'list' | 'tally'>;

/** The questions about the catalog but for lists, which `service-list.ts` answers. */
export function catalogReads(session: Session): Reads {
  return {
    revision: () => revisionOf(session, 'catalog'),
    async state() {
      return {
        services: await allServices(session),
        teams: await teams(session),
        systems: await systems(session),
        people: await people(session),
      };
    },
    find: (name) => find(session, name),
    byKeys: (keys) => byKeys(session, keys),
    async byReference(kind, value) {
      const keys = keysByLookup(session, kind, value);
      const { services } = session.tables;
      return records(session, and(living(session), inArray(services.key, keys)));
    },
    names: () => names(session),
    async tenures() {
      return (await allServices(session)).flatMap(
        ({ key, service: { owner, tier }, addedAt, ownerSince, archivedAt }) =>
          archivedAt === null
            ? [{ key, tier, owner: owner ?? null, addedAt, ownerSince: ownerSince ?? null }]
            : [],
      );
    },
    teams: () => teams(session),
    systems: () => systems(session),
    people: () => people(session),
    keysAfter: (afterId, limit) => keysAfter(session, afterId, limit),
  };
}

/** Services that have not been archived. */
export function living({ tables }: Session): SQL {
  return isNull(tables.services.archivedAt);
}

async function records({ db, tables }: Session, where: SQL | undefined): Promise<readonly ServiceRecord[]> {
  const { services } = tables;
  const rows = await db
    .select({ record: services.record })
    .from(services)
    .where(where)
    .orderBy(asc(services.id));
  return rows.map((row) => row.record);
}

/** Services read at once while the whole catalog is read: their documents take a few milliseconds to parse. */
const SLICE = 500;

async function allServices(session: Session): Promise<readonly ServiceRecord[]> {
  const { db, tables } = session;
  const { services } = tables;
  const all: ServiceRecord[] = [];
  for (let after = ''; ; ) {
    const rows = await db
      .select({ id: services.id, record: services.record })
      .from(services)
      .where(gt(services.id, after))
      .orderBy(asc(services.id))
      .limit(SLICE);
    all.push(...rows.map((row) => row.record));
    const last = rows.at(-1);
    if (last === undefined || rows.length < SLICE) return all;
    after = last.id;
    await breathe();
  }
}

/** An id outranks a former one: a new service may have taken the name that another has left. */
async function find(session: Session, name: string): Promise<ServiceRecord | undefined> {
  const query = session.prepared('find', () => selectNamed(session).prepare('find'));
  // A placeholder is handed on as it is: what the column does to its values has to be done here.
  const value = session.tables.lookups.value.mapToDriverValue(name.toLowerCase());
  const rows = await query.execute({ name: value });
  return (rows.find((row) => row.kind === 'id') ?? rows[0])?.record;
}

function selectNamed(session: Session) {
  const { db, tables } = session;
  const { services, lookups } = tables;
  return db
    .select({ kind: lookups.kind, record: services.record })
    .from(lookups)
    .innerJoin(services, eq(services.key, lookups.serviceKey))
    .where(
      and(
        inArray(lookups.kind, ['id', 'former']),
        eq(lookups.value, sql.placeholder('name')),
        living(session),
      ),
    )
    .orderBy(asc(services.id))
    .limit(10);
}

function keysByLookup({ db, tables: { lookups } }: Session, kind: LookupKind, value: string) {
  return db
    .select({ key: lookups.serviceKey })
    .from(lookups)
    .where(and(eq(lookups.kind, kind), eq(lookups.value, value.toLowerCase())));
}

async function byKeys(
  { db, tables: { services }, amongGiven, given, prepared }: Session,
  keys: readonly string[],
): Promise<ReadonlyMap<string, ServiceRecord>> {
  const query = prepared('by keys', () =>
    db
      .select({ key: services.key, record: services.record })
      .from(services)
      .where(amongGiven(services.key))
      .prepare('by keys'),
  );
  const rows = await query.execute(given(keys));
  return new Map(rows.map((row) => [row.key, row.record]));
}

async function names(session: Session): ReturnType<CatalogPort['names']> {
  const { db, tables } = session;
  const { services, lookups } = tables;
  const rows = await db
    .select({ key: services.key, id: services.id, name: services.name })
    .from(services)
    .where(living(session))
    .orderBy(asc(services.id));
  const former = await db
    .select({ key: lookups.serviceKey, written: lookups.written })
    .from(lookups)
    .where(eq(lookups.kind, 'former'))
    .orderBy(asc(lookups.value));
  const formerly = Map.groupBy(former, ({ key }) => key);
  return rows.map(({ key, id, name }) => ({
    id,
    name,
    formerly: (formerly.get(key) ?? []).map(({ written }) => written),
  }));
}

async function teams({ db, tables: { teams: table } }: Session) {
  const rows = await db.select({ document: table.document }).from(table).orderBy(asc(table.position));
  return rows.map((row) => row.document);
}

async function systems({ db, tables: { systems: table } }: Session) {
  const rows = await db.select({ document: table.document }).from(table).orderBy(asc(table.position));
  return rows.map((row) => row.document);
}

async function people({ db, tables: { people: table } }: Session): Promise<readonly PersonRecord[]> {
  const rows = await db.select({ document: table.document }).from(table).orderBy(asc(table.position));
  return rows.map((row) => row.document);
}

async function keysAfter(session: Session, afterId: string | null, limit: number) {
  const { db, tables } = session;
  const { services } = tables;
  return db
    .select({ key: services.key, id: services.id })
    .from(services)
    .where(and(living(session), afterId === null ? undefined : gt(services.id, afterId)))
    .orderBy(asc(services.id))
    .limit(limit);
}
