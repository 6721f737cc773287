import type pg from 'pg';
import { ConfigError } from '../../domain/errors.ts';
import { drizzleModule } from '../drizzle-module.ts';
import { type Access, versionProblem } from '../schema-version.ts';
import { withoutPassword } from './faults.ts';

const { drizzle } = drizzleModule('drizzle-orm/node-postgres');
const { migrate } = drizzleModule('drizzle-orm/node-postgres/migrator');

/** Any number that nobody else uses for an advisory lock in this database. */
const MIGRATION_LOCK = 7_272_011;

/** Refuses what is too new, and for `write` brings the tables up to date; of several replicas one does it. */
export async function bringUpToDate(
  pool: pg.Pool,
  {
    url,
    access,
    migrationsFolder,
  }: { readonly url: string; readonly access: Access; readonly migrationsFolder: string },
): Promise<void> {
  const client = await pool.connect();
  try {
    // drizzle's migrator takes no lock of its own.
    if (access === 'write') await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const problem = versionProblem(await lastMigration(client), migrationsFolder, access);
    if (problem !== undefined) throw new ConfigError([{ file: withoutPassword(url), ...problem }]);
    if (access === 'write') await migrate(drizzle(client), { migrationsFolder });
  } finally {
    // Ends the session and with it the lock, also where unlocking would fail.
    client.release(true);
  }
}

async function lastMigration(client: pg.PoolClient): Promise<number | null> {
  const exists = await client.query("select to_regclass('drizzle.__drizzle_migrations') as name");
  if (exists.rows[0].name === null) return null;
  const last = await client.query('select max(created_at) as at from drizzle.__drizzle_migrations');
  return last.rows[0].at === null ? null : Number(last.rows[0].at);
}
