import type { SQL } from 'drizzle-orm';
import type { PgColumn, PgDatabase, PgQueryResultHKT, PgTable } from 'drizzle-orm/pg-core';
import type { TransactionOptions } from '../use-cases/ports.ts';
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
  /**
   * The same for a prepared query, whose values come when it is executed: `execute(given(values))`. A second list in
   * one query needs a name of its own.
   */
  readonly amongGiven: (column: PgColumn, name?: string) => SQL;
  readonly given: (values: readonly string[], name?: string) => Record<string, unknown>;
  /** Builds the query once and keeps it under its name. drizzle takes longer to put one together than SQLite to answer it. */
  readonly prepared: <T>(name: string, build: () => T) => T;
  /** Writes any number of rows, letting others have the event loop in between. Of rows with one key the last counts. */
  readonly write: <T extends PgTable>(bulk: Bulk<T>) => Promise<void>;
}

/** Keeps what was built under a name, for one lane of statements. */
export function createPrepared(): Session['prepared'] {
  const kept = new Map<string, unknown>();
  return <T>(name: string, build: () => T): T => {
    const known = kept.get(name);
    // What is kept under a name was built by the one caller that uses this name.
    if (known !== undefined) return known as T;
    const built = build();
    kept.set(name, built);
    return built;
  };
}

/** A database, opened. */
export interface Backend {
  /** Sees what is committed. Refuses to write. */
  readonly reads: Session;
  /** All or nothing, and one at a time, on Postgres among all replicas: the next waits. */
  readonly transaction: <T>(
    work: (session: Session) => Promise<T>,
    options?: TransactionOptions,
  ) => Promise<T>;
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
