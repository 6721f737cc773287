import type Database from 'better-sqlite3';
import { describeProblem } from '../../domain/errors.ts';
import { writeEach } from '../bulk-write.ts';
import { drizzleModule } from '../drizzle-module.ts';
import { storable } from '../kit.ts';
import type { Tables } from '../schema/schema.ts';
import * as sqliteTables from '../schema/sqlite-tables.ts';
import { createPrepared, type Queries, type Run, type Session } from '../session.ts';
import { sqliteProblem } from './faults.ts';

const { sql } = drizzleModule('drizzle-orm');
const { drizzle } = drizzleModule('drizzle-orm/sqlite-proxy');

/** Prepared statements kept by one connection; lists of any length are one parameter, so few texts exist. */
const STATEMENTS = 300;

const TABLES: Tables = sqliteTables;

/** Statements over one connection. better-sqlite3 is synchronous; the promises are for the dialects to look alike. */
export function sessionOver(database: Database.Database): Session {
  const run = runOver(database);
  const db = drizzle(async (text, params, method) => {
    const rows = await run(text, params);
    // `get` wants the one row, and undefined (though typed otherwise) where there is none.
    return { rows: method === 'get' ? (rows[0] as unknown[]) : rows };
  });
  return {
    // Both dialects' builders have the same names and give the same rows; see `Queries` for what differs.
    db: db as unknown as Queries,
    tables: TABLES,
    among: (column, values) =>
      sql`${column} in (select value from json_each(${JSON.stringify(values.map((value) => column.mapToDriverValue(value)))}))`,
    amongGiven: (column, name = 'given') =>
      sql`${column} in (select value from json_each(${sql.placeholder(name)}))`,
    given: (values, name = 'given') => ({ [name]: JSON.stringify(values.map(storable)) }),
    prepared: createPrepared(),
    write: (bulk) => writeEach(run, bulk),
  };
}

function runOver(database: Database.Database): Run {
  const statements = new Map<string, Database.Statement>();
  return async (text, params) => {
    try {
      const statement = statements.get(text) ?? prepare(database, statements, text);
      if (statement.reader) return statement.all(...params) as unknown[][];
      statement.run(...params);
      return [];
    } catch (error) {
      throw told(error, database.name);
    }
  };
}

function prepare(
  database: Database.Database,
  statements: Map<string, Database.Statement>,
  text: string,
): Database.Statement {
  if (statements.size >= STATEMENTS) statements.clear();
  const statement = database.prepare(text);
  if (statement.reader) statement.raw();
  statements.set(text, statement);
  return statement;
}

/** A fault of the file says so in words; anything else passes as it is. */
export function told(error: unknown, file: string): unknown {
  const problem = sqliteProblem(error, file);
  return problem === undefined ? error : new Error(describeProblem(problem), { cause: error });
}
