import { join } from 'node:path';
import type { Problem } from '../domain/errors.ts';
import { drizzleModule } from './drizzle-module.ts';

const { readMigrationFiles } = drizzleModule('drizzle-orm/migrator');

export type Access = 'write' | 'read';

/** Where drizzle-kit writes the migrations, a folder for each dialect. */
export const MIGRATIONS = join(import.meta.dirname, '..', '..', 'migrations');

/**
 * What stands against using a database whose last migration is of this instant (null: it has none).
 * `read` means to use it as it is; `write` may bring it up to date.
 */
export function versionProblem(
  applied: number | null,
  migrationsFolder: string,
  access: Access,
): Problem | undefined {
  const known = readMigrationFiles({ migrationsFolder });
  const newest = Math.max(...known.map((migration) => migration.folderMillis));
  if (applied !== null && applied > newest) {
    return {
      message: 'the database was written by a newer version of Ready than this one.',
      remedy: 'Update Ready, or restore the backup from before its update.',
    };
  }
  if (access === 'read' && (applied ?? 0) < newest) {
    return {
      message: 'the database is of an older version of Ready than this one.',
      remedy: 'Start the bot, or run `npx ready import`, once: that brings it up to date.',
    };
  }
  return undefined;
}
