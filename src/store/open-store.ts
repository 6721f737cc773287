import { ConfigError } from '../domain/errors.ts';
import type { StorePort } from '../use-cases/ports.ts';
import { createStore } from './create-store.ts';
import type { Access } from './schema-version.ts';

export interface Store extends StorePort {
  /** Resolves if the database answers now; rejects with what is wrong in words. */
  ping(): Promise<void>;
  /** Takes no more calls, lets those under way end, and gives the database back. May be called twice. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /**
   * `write` (default): for the one process that owns a SQLite file; creates and migrates what is needed.
   * `read`: beside a running bot, changes nothing and refuses to write.
   */
  readonly access?: Access;
}

/**
 * Opens `sqlite:PATH` or `postgres://…`. Throws a `ConfigError`, one sentence and what to do, when the database
 * is in use, damaged, not ours, too new, not writable, out of reach or refused to us; never with the password.
 */
export async function openStore(url: string, { access = 'write' }: OpenOptions = {}): Promise<Store> {
  // Only the dialect in use is loaded: the other's drivers would cost every start a quarter of a second.
  if (url.startsWith('sqlite:')) {
    const { openSqlite } = await import('./sqlite/open-sqlite.ts');
    return createStore(openSqlite(pathOf(url), access));
  }
  if (/^postgres(ql)?:/.test(url)) {
    const { openPostgres } = await import('./postgres/open-postgres.ts');
    return createStore(await openPostgres(url, access));
  }
  const remedy = 'Write `sqlite:PATH` or `postgres://USER:PASSWORD@HOST:PORT/DATABASE`.';
  throw new ConfigError([{ message: 'DATABASE_URL names no database that Ready knows.', remedy }]);
}

/** Of `sqlite:data/ready.db`, `sqlite:/srv/ready.db` and `sqlite:///srv/ready.db`. */
function pathOf(url: string): string {
  const path = url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
  if (path === '' || path === ':memory:') {
    throw new ConfigError([
      { message: 'DATABASE_URL names no file.', remedy: 'Write `sqlite:` and the path of a file.' },
    ]);
  }
  return path;
}
