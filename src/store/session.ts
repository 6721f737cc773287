import type { SQL } from 'drizzle-orm';
import type { PgColumn, PgDatabase, PgQueryResultHKT, PgTable } from 'drizzle-orm/pg-core';
import { drizzleModule } from './drizzle-module.ts';
import type { Tables } from './schema/schema.ts';

const { getTableColumns } = drizzleModule('drizzle-orm');

/** What a statement without RETURNING answers differs between the drivers; nobody reads it. */
interface Unread extends PgQueryResultHKT {
  readonly type: unknown;
}

/**
 * The part of drizzle that both databases understand. Not among it, though it compiles: `.for('update')`,
 * `ilike`, `now()`, `distinct on`. Every query's test runs on both.
 */
export type Queries = Pick<PgDatabase<Unread>, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'>;

/** Runs one statement; each row is an array of the driver's values. */
export type Run = (text: string, params: readonly unknown[]) => Promise<unknown[][]>;

/** How rows whose key is already there are met: replaced, or (without a key) refused. */
export interface Bulk<T extends PgTable> {
  readonly table: T;
  readonly rows: Iterable<Required<T['$inferInsert']>>;
  /** The primary key's columns. Absent: rows that are already there are an error. */
  readonly key?: readonly PgColumn[];
}

/** One lane of statements: a transaction, or the reads outside of any. */
export interface Session {
  readonly db: Queries;
  readonly tables: Tables;
  /** Whether the column is one of these values, however many, by a single parameter. */
  readonly among: (column: PgColumn, values: readonly string[]) => SQL;
  /** Writes any number of rows, letting others have the event loop in between. Of rows with one key the last counts. */
  readonly write: <T extends PgTable>(bulk: Bulk<T>) => Promise<void>;
}

/** A database, opened. */
export interface Backend {
  /** Sees what is committed. Refuses to write. */
  readonly reads: Session;
  /** All or nothing. SQLite runs one at a time; the next waits. */
  readonly transaction: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
  /** Many reads that see the database as of one moment. */
  readonly snapshot: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
  /** Resolves if the database answers now. */
  readonly ping: () => Promise<void>;
  /** Waits for what is under way. */
  readonly close: () => Promise<void>;
}

/** A table's columns by the names that the code gives them. */
export function columnsOf(table: PgTable): readonly (readonly [string, PgColumn])[] {
  // The type of a table in general says nothing of its columns; each of ours is a column of this kind.
  return Object.entries(getTableColumns(table) as Record<string, PgColumn>);
}
