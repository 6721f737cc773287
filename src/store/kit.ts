/**
 * One vocabulary of columns for two databases. The Postgres half is the canonical one for types; the
 * SQLite half is cast to it in one place, at the end, because both hand out and take the same values.
 * To add a kind of column, add it to both halves; name every column explicitly.
 */
import { drizzleModule } from './drizzle-module.ts';

const pg = drizzleModule('drizzle-orm/pg-core');
const lite = drizzleModule('drizzle-orm/sqlite-core');

/**
 * Text as both databases can hold it. Postgres refuses NUL, and neither keeps half of a surrogate pair:
 * both become U+FFFD, so that no name out of a vendor's system can make a write fail.
 */
export function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

/** As much of a name as is needed to tell it from others and as an index of Postgres can hold. */
const WORD_LENGTH = 120;
const ADDRESS_LENGTH = 500;

function clipped(length: number): (text: string) => string {
  return (text) => storable(text.length > length ? text.slice(0, length) : text);
}

/** Byte order whatever the server's locale, so that both databases sort and page alike. */
const pgText = pg.customType<{ data: string; driverData: string }>({
  dataType: () => 'text collate "C"',
  toDriver: storable,
});

const pgCode = pg.customType<{ data: string; driverData: string }>({ dataType: () => 'text collate "C"' });

const liteText = lite.customType<{ data: string; driverData: string }>({
  dataType: () => 'text',
  toDriver: storable,
});

const pgClipped = (length: number) =>
  pg.customType<{ data: string; driverData: string }>({
    dataType: () => 'text collate "C"',
    toDriver: clipped(length),
  });

const liteClipped = (length: number) =>
  lite.customType<{ data: string; driverData: string }>({
    dataType: () => 'text',
    toDriver: clipped(length),
  });

// `json`, not `jsonb`: what was written comes back letter by letter, NUL and the order of keys included.
const pgDocument = pg.customType<{ data: unknown; driverData: string }>({
  dataType: () => 'json',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (text) => JSON.parse(text),
});

const liteDocument = lite.customType<{ data: unknown; driverData: string }>({
  dataType: () => 'text',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (text) => JSON.parse(text),
});

export const postgresKit = {
  table: pg.pgTable,
  primaryKey: pg.primaryKey,
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  text: <N extends string>(name: N) => pgText(name),
  /** What the store itself makes up, letters and digits: nothing in it needs to be mended. */
  code: <N extends string>(name: N) => pgCode(name),
  /** An identifier or another short name: what may stand in an index. */
  word: <N extends string>(name: N) => pgClipped(WORD_LENGTH)(name),
  /** A link, a repository: longer, and still fit for an index. */
  address: <N extends string>(name: N) => pgClipped(ADDRESS_LENGTH)(name),
  integer: <N extends string>(name: N) => pg.integer(name),
  /** UTC milliseconds. `integer` has 32 bits in Postgres. */
  instant: <N extends string>(name: N) => pg.bigint(name, { mode: 'number' }),
  /** A JSON document, kept as it was written. */
  document: <T>(name: string) => pgDocument(name).$type<T>(),
};

export type Kit = typeof postgresKit;

const sqliteColumns = {
  table: lite.sqliteTable,
  primaryKey: lite.primaryKey,
  index: lite.index,
  uniqueIndex: lite.uniqueIndex,
  text: (name: string) => liteText(name),
  code: (name: string) => lite.text(name),
  word: (name: string) => liteClipped(WORD_LENGTH)(name),
  address: (name: string) => liteClipped(ADDRESS_LENGTH)(name),
  integer: (name: string) => lite.integer(name),
  instant: (name: string) => lite.integer(name),
  document: (name: string) => liteDocument(name),
} satisfies Record<keyof Kit, unknown>;

// The one cast of the two dialects: builders of the same names that take and give the same values.
export const sqliteKit = sqliteColumns as unknown as Kit;
