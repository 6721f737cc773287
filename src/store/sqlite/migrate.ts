import type Database from 'better-sqlite3';
import { ConfigError } from '../../domain/errors.ts';
import { drizzleModule } from '../drizzle-module.ts';
import { type Access, versionProblem } from '../schema-version.ts';

const { drizzle } = drizzleModule('drizzle-orm/better-sqlite3');
const { migrate } = drizzleModule('drizzle-orm/better-sqlite3/migrator');

/** Refuses what is not ours or too new, and for `write` brings the tables up to date. */
export function bringUpToDate(
  database: Database.Database,
  {
    file,
    access,
    migrationsFolder,
  }: { readonly file: string; readonly access: Access; readonly migrationsFolder: string },
): void {
  const applied = lastMigration(database);
  const problem = foreignProblem(database) ?? versionProblem(applied, migrationsFolder, access);
  if (problem !== undefined) throw new ConfigError([{ file, ...problem }]);
  if (access === 'read') return;
  // Within the migrator's transaction this pragma does nothing, and rebuilding a table would drop what refers to it.
  database.pragma('foreign_keys = off');
  migrate(drizzle(database), { migrationsFolder });
  if (lastMigration(database) !== applied) refuseDangling(database);
  database.pragma('foreign_keys = on');
}

function refuseDangling(database: Database.Database): void {
  const broken = database.pragma('foreign_key_check') as readonly unknown[];
  if (broken.length > 0) throw new Error(`the migration left ${broken.length} rows that refer to nothing`);
}

function foreignProblem(database: Database.Database) {
  const tables = database.prepare("select name from sqlite_master where type = 'table'").pluck().all();
  if (tables.length === 0 || tables.includes('__drizzle_migrations')) return undefined;
  return {
    message: 'the file is the database of another program.',
    remedy: 'Set DATABASE_URL to a path of its own.',
  };
}

function lastMigration(database: Database.Database): number | null {
  const exists = database.prepare("select 1 from sqlite_master where name = '__drizzle_migrations'").get();
  if (exists === undefined) return null;
  const last = database.prepare('select max(created_at) from __drizzle_migrations').pluck().get();
  return last === null ? null : Number(last);
}
