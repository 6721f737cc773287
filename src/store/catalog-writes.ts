import { setImmediate as breathe } from 'node:timers/promises';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Service } from '../domain/catalog.ts';
import type { ImportRecord } from '../use-cases/import-record.ts';
import type { CatalogChange, CatalogPort, PersonRecord, ServiceRecord } from '../use-cases/ports.ts';

import { drizzleModule } from './drizzle-module.ts';
import { raiseRevision } from './revisions.ts';
import type { LookupKind } from './schema/catalog.ts';
import type { Bulk, Session } from './session.ts';

const { not, sql } = drizzleModule('drizzle-orm');

/** Services of a change that are written at once, in ten milliseconds or so. */
const SLICE = 200;

export function catalogWrites(session: Session): Pick<CatalogPort, 'apply'> {
  return { apply: (change) => apply(session, change) };
}

async function apply(session: Session, change: CatalogChange): Promise<void> {
  const { teams, systems } = session.tables;
  await raiseRevision(session, 'catalog');
  await writeServices(session, change.services);
  if (change.teams !== undefined)
    await replaceAll(session, { table: teams, rows: change.teams.map(entryRow), key: [teams.id] });
  if (change.systems !== undefined)
    await replaceAll(session, { table: systems, rows: change.systems.map(entryRow), key: [systems.id] });
  if (change.people !== undefined) await replacePeople(session, change.people);
  await writeImport(session, change.record);
}

async function writeServices(session: Session, records: readonly ServiceRecord[]): Promise<void> {
  for (const slice of slices(records)) await freeIds(session, slice);
  for (const slice of slices(records)) {
    await writeSlice(session, slice);
    // The writer pauses within long writes, and each of these is a short one.
    await breathe();
  }
}

function* slices<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += SLICE) yield items.slice(start, start + SLICE);
}

async function writeSlice(session: Session, records: readonly ServiceRecord[]): Promise<void> {
  const { db, tables, among } = session;
  const { services, lookups } = tables;
  const keys = records.map(({ key }) => key);
  await session.write({ table: services, rows: records.map(serviceRow), key: [services.key] });
  await db.delete(lookups).where(among(lookups.serviceKey, keys));
  await session.write({
    table: lookups,
    rows: records.flatMap(lookupRows),
    key: [lookups.serviceKey, lookups.kind, lookups.value],
  });
}

/** Services may swap their ids in one change: each old id has to be free before the first new one is written. */
async function freeIds(session: Session, records: readonly ServiceRecord[]): Promise<void> {
  const { db, tables, among } = session;
  const { services } = tables;
  const wanted = new Map(records.map(({ key, service }) => [key, service.id]));
  const stored = await db
    .select({ key: services.key, id: services.id })
    .from(services)
    .where(among(services.key, [...wanted.keys()]));
  const renamed = stored.filter(({ key, id }) => wanted.get(key) !== id).map(({ key }) => key);
  if (renamed.length > 0)
    await db
      .update(services)
      .set({ id: sql`${services.key}` })
      .where(among(services.key, renamed));
  await breathe();
}

function serviceRow(record: ServiceRecord) {
  const { key, service, archivedAt } = record;
  const { id, name, type, lifecycle, tier, owner = null, system = null } = service;
  return { key, id, name, type, lifecycle, tier, owner, system, archivedAt, record };
}

function lookupRows({ key, service }: ServiceRecord) {
  return lookupWords(service).map(([kind, written]) => ({
    serviceKey: key,
    kind,
    value: kind === 'also' ? written : written.toLowerCase(),
    written,
  }));
}

/** Everything by which a service can be found, as it is written. */
function lookupWords(service: Service): readonly (readonly [LookupKind, string])[] {
  return [
    ['id', service.id],
    ...service.formerly.map((name) => ['former', name] as const),
    ...service.repos.map(({ url }) => ['repo', url] as const),
    ...(service.channel === undefined ? [] : [['channel', service.channel] as const]),
    ...service.links.map(({ url }) => ['url', url] as const),
    ...service.also.map((team) => ['also', team] as const),
  ];
}

/** Writes these rows and no others. */
async function replaceAll<T extends PgTable>(session: Session, bulk: Bulk<T>): Promise<void> {
  await session.db.delete(bulk.table);
  await session.write(bulk);
}

function entryRow<E extends { readonly id: string }>(document: E, position: number) {
  return { id: document.id, position, document };
}

/** People keep their rows, since their keys are referred to; those not named go. */
async function replacePeople(session: Session, records: readonly PersonRecord[]): Promise<void> {
  const { db, tables, among } = session;
  const { people, identities } = tables;
  await db.delete(identities);
  const keys = records.map(({ key }) => key);
  await db.delete(people).where(not(among(people.key, keys)));
  const rows = records.map((document, position) => ({ key: document.key, position, document }));
  await session.write({ table: people, rows, key: [people.key] });
  // Without a key: two people of one identity are refused, not merged in silence.
  await session.write({ table: identities, rows: records.flatMap(identityRows) });
}

function identityRows({ key, email, slack, github }: PersonRecord) {
  const names = { email: email.toLowerCase(), slack, github: github?.toLowerCase() };
  return Object.entries(names).flatMap(([system, externalId]) =>
    externalId === undefined ? [] : [{ system, externalId, personKey: key }],
  );
}

async function writeImport({ db, tables: { imports } }: Session, record: ImportRecord): Promise<void> {
  const { id, at, by, report } = record;
  await db.insert(imports).values({ id, at, causedBy: by, report });
}
