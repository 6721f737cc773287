import { join } from 'node:path';
import pg from 'pg';
import { ConfigError } from '../../domain/errors.ts';
import { createGate } from '../gate.ts';
import { type Access, MIGRATIONS } from '../schema-version.ts';
import type { Backend, Run, Session } from '../session.ts';
import { runOver, sessionOver, told } from './connection.ts';
import { postgresProblem } from './faults.ts';
import { bringUpToDate } from './migrate.ts';

const CONNECTIONS = 10;
/** Milliseconds until a server that does not answer counts as unreachable. */
const CONNECT_WITHIN = 5_000;
/** Any number that nobody else uses for an advisory lock in this database. */
const WRITE_LOCK = 7_272_012;
const INT8 = 20;
const JSON_TEXT = 114;

/** Opens the database. Throws a `ConfigError` with one sentence and what to do when it cannot be used. */
export async function openPostgres(url: string, access: Access, migrations = MIGRATIONS): Promise<Backend> {
  const pool = createPool(url, access);
  try {
    await bringUpToDate(pool, { url, access, migrationsFolder: join(migrations, 'postgres') });
  } catch (error) {
    await pool.end();
    const cause = causeOf(error);
    const problem = postgresProblem(cause, url);
    throw problem === undefined ? error : new ConfigError([problem], { cause });
  }
  return backend(pool, url);
}

function createPool(url: string, access: Access): pg.Pool {
  if (!URL.canParse(url)) {
    const remedy =
      'It is written `postgres://USER:PASSWORD@HOST:PORT/DATABASE`, with %40 for an @ in the password.';
    throw new ConfigError([{ message: 'DATABASE_URL is not an address.', remedy }]);
  }
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_WITHIN,
    application_name: 'readybot',
    types: { getTypeParser: parserOf },
    ...(access === 'read' ? { options: '-c default_transaction_read_only=on' } : {}),
  });
  // A connection that loses its server, idle or in a transaction, must not end the process: its next statement
  // fails and says so.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Counts and instants as numbers (they stay below 2^53); documents as text, which the schema parses. */
const parserOf: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') => {
  if (oid === INT8) return Number;
  if (oid === JSON_TEXT) return (text: string) => text;
  return pg.types.getTypeParser(oid, format ?? 'text');
};

/** drizzle's own error carries statement and parameters in its message; the server's is the cause. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}

function backend(pool: pg.Pool, url: string): Backend {
  const within = <T>(begin: readonly string[], work: (session: Session) => Promise<T>) =>
    inTransaction(pool, url, begin, work);
  const read = runOver(pool, url);
  // Those of this process wait here, so that they take no connection from who reads.
  const gate = createGate();
  return {
    reads: sessionOver(read),
    transaction: (work, { kept = 'at-once' } = {}) =>
      gate.pass(() => within(kept === 'soon' ? [...WRITING, LATER] : WRITING, work)),
    snapshot: (work) => within(['begin isolation level repeatable read read only'], work),
    async ping() {
      await read('select 1 from workspace', []);
    },
    close: () => pool.end(),
  };
}

/**
 * One at a time, among all replicas, as SQLite has it: what a transaction reads stays true until it ends. Else two that
 * take the log's next number, keep the answer of one key or judge one service would fail, or each miss what the other
 * wrote. The lock comes before everything else, so nobody waits for it who holds something.
 */
const WRITING = ['begin', `select pg_advisory_xact_lock(${WRITE_LOCK})`];

/** The answer to the commit does not wait for the disk. */
const LATER = 'set local synchronous_commit = off';

async function inTransaction<T>(
  pool: pg.Pool,
  url: string,
  begin: readonly string[],
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const client = await connect(pool, url);
  const run = oneAtATime(runOver(client, url));
  let broken = true;
  try {
    for (const statement of begin) await run(statement, []);
    const result = await work(sessionOver(run));
    await run('commit', []);
    broken = false;
    return result;
  } catch (error) {
    broken = await run('rollback', []).then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    client.release(broken);
  }
}

async function connect(pool: pg.Pool, url: string): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw told(error, url);
  }
}

/** One connection answers one statement at a time; a transaction's work may ask for several at once. */
function oneAtATime(run: Run): Run {
  const gate = createGate();
  return (text, params) => gate.pass(() => run(text, params));
}
