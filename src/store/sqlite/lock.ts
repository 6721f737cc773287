import Database from 'better-sqlite3';
import { ConfigError } from '../../domain/errors.ts';

export interface Lock {
  readonly release: () => void;
}

export function lockPath(file: string): string {
  return `${file}.lock`;
}

/**
 * Keeps a second bot off the same file. The lock is SQLite's own, on an empty file beside the database, so that
 * the system gives it back when the process dies, however it dies; readers of the database never meet it.
 * Throws a `ConfigError` at once when another process has it.
 */
export function lockFile(file: string): Lock {
  let lock: Database.Database | undefined;
  try {
    lock = new Database(lockPath(file), { timeout: 0 });
    lock.exec('begin exclusive');
  } catch (error) {
    lock?.close();
    throw isBusy(error) ? new ConfigError([inUse(file)], { cause: error }) : error;
  }
  const held = lock;
  return { release: () => void held.close() };
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function inUse(file: string) {
  return {
    file,
    message: 'another Ready process is using this database.',
    remedy: 'Stop that one first, or set DATABASE_URL to another file.',
  };
}
