import { setImmediate as breathe } from 'node:timers/promises';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { drizzleModule } from './drizzle-module.ts';
import { type Bulk, columnsOf, type Run } from './session.ts';

const { getTableName } = drizzleModule('drizzle-orm');

/** Milliseconds of writing after which others get the event loop. */
const BREATH_AFTER = 8;
/** Rows in one statement of Postgres. */
const CHUNK = 500;

/**
 * SQLite: one prepared statement, run for each row. No round trip is saved by larger ones, and taking rows out
 * of one JSON parameter (`json_each`) is three times slower for rows that carry documents.
 */
export async function writeEach<T extends PgTable>(run: Run, bulk: Bulk<T>): Promise<void> {
  const columns = columnsOf(bulk.table);
  const values = columns.map(() => '?').join(', ');
  const statement = `${insertInto(bulk)} values (${values}) ${onConflict(bulk)}`;
  let resumed = performance.now();
  for (const row of bulk.rows) {
    await run(statement, driverValues(columns, row));
    if (performance.now() - resumed < BREATH_AFTER) continue;
    await breathe();
    resumed = performance.now();
  }
}

/** Postgres: one array parameter for each column, so that neither parameters nor parsing grow with the rows. */
export async function writeArrays<T extends PgTable>(run: Run, bulk: Bulk<T>): Promise<void> {
  const columns = columnsOf(bulk.table);
  const arrays = columns.map(([, column], index) => `$${index + 1}::${arrayType(column)}`).join(', ');
  const statement = `${insertInto(bulk)} select * from unnest(${arrays}) ${onConflict(bulk)}`;
  for (const rows of chunks(lastOfEachKey(bulk, columns), CHUNK)) {
    await run(
      statement,
      columns.map((_, index) => rows.map((row) => row[index])),
    );
    await breathe();
  }
}

function insertInto({ table }: { readonly table: PgTable }): string {
  const names = columnsOf(table).map(([, column]) => quoted(column.name));
  return `insert into ${quoted(getTableName(table))} (${names.join(', ')})`;
}

function onConflict<T extends PgTable>({ table, key }: Bulk<T>): string {
  if (key === undefined) return '';
  const keyNames = key.map((column) => column.name);
  const rest = columnsOf(table)
    .map(([, column]) => column.name)
    .filter((name) => !keyNames.includes(name))
    .map((name) => `${quoted(name)} = excluded.${quoted(name)}`);
  return `on conflict (${keyNames.map(quoted).join(', ')}) do update set ${rest.join(', ')}`;
}

function driverValues(
  columns: readonly (readonly [string, PgColumn])[],
  row: Readonly<Record<string, unknown>>,
): unknown[] {
  return columns.map(([name, column]) => {
    const value = row[name];
    return value === null || value === undefined ? null : column.mapToDriverValue(value);
  });
}

/**
 * Postgres refuses one statement that meets a row twice; SQLite, row by row, keeps the last.
 * Sorted, so that two replicas that write the same rows wait for each other instead of deadlocking.
 */
function lastOfEachKey<T extends PgTable>(
  bulk: Bulk<T>,
  columns: readonly (readonly [string, PgColumn])[],
): readonly unknown[][] {
  const rows = Array.from(bulk.rows, (row) => driverValues(columns, row));
  const { key } = bulk;
  if (key === undefined) return rows;
  const places = columns.flatMap(([, column], index) => (key.includes(column) ? [index] : []));
  const byKey = new Map(rows.map((row) => [JSON.stringify(places.map((place) => row[place])), row]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function arrayType(column: PgColumn): string {
  return `${column.getSQLType().replace(/ collate .*/, '')}[]`;
}

function* chunks<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

function quoted(name: string): string {
  return `"${name}"`;
}
