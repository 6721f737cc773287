import type pg from 'pg';
import { describeProblem } from '../../domain/errors.ts';
import { writeArrays } from '../bulk-write.ts';
import { drizzleModule } from '../drizzle-module.ts';
import { storable } from '../kit.ts';
import * as postgresTables from '../schema/postgres-tables.ts';
import { createPrepared, type Run, type Session } from '../session.ts';
import { postgresProblem } from './faults.ts';

const { sql } = drizzleModule('drizzle-orm');
const { drizzle } = drizzleModule('drizzle-orm/pg-proxy');

/** Statements over a pool (each on any connection) or over one connection, which `run` then must queue. */
export function sessionOver(run: Run): Session {
  const db = drizzle(async (text, params) => ({ rows: await run(text, params) }));
  return {
    db,
    tables: postgresTables,
    among: (column, values) =>
      sql`${column} = any(${sql.param(values.map((value) => column.mapToDriverValue(value)))}::text[])`,
    amongGiven: (column, name = 'given') => sql`${column} = any(${sql.placeholder(name)}::text[])`,
    given: (values, name = 'given') => ({ [name]: values.map(storable) }),
    prepared: createPrepared(),
    write: (bulk) => writeArrays(run, bulk),
  };
}

export function runOver(client: Pick<pg.Pool | pg.ClientBase, 'query'>, url: string): Run {
  return async (text, params) => {
    try {
      const answer = await client.query({ text, values: [...params], rowMode: 'array' });
      return answer.rows;
    } catch (error) {
      throw told(error, url);
    }
  };
}

/** A fault of the server says so in words, and never shows the password; anything else passes as it is. */
export function told(error: unknown, url: string): unknown {
  const problem = postgresProblem(error, url);
  return problem === undefined ? error : new Error(describeProblem(problem), { cause: error });
}
