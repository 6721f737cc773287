import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { ConfigError } from '../../domain/errors.ts';
import type { TransactionOptions } from '../../use-cases/ports.ts';
import { createGate } from '../gate.ts';
import { type Access, MIGRATIONS } from '../schema-version.ts';
import type { Backend, Session } from '../session.ts';
import { checkpointsOf } from './checkpoints.ts';
import { sessionOver, told } from './connection.ts';
import { sqliteProblem } from './faults.ts';
import { lockFile, lockPath } from './lock.ts';
import { bringUpToDate } from './migrate.ts';

/** How long, in milliseconds, a start waits for another program's lock, and a running bot. */
const PATIENCE_AT_START = 500;
const PATIENCE = 5_000;

/**
 * Opens the file for the one process that writes to it, or for reading beside that one.
 * Throws a `ConfigError` with one sentence and what to do when it cannot be used.
 */
export function openSqlite(path: string, access: Access, migrations = MIGRATIONS): Backend {
  const file = resolve(path);
  const migrationsFolder = join(migrations, 'sqlite');
  try {
    return access === 'write' ? openToWrite(file, migrationsFolder) : openToRead(file, migrationsFolder);
  } catch (error) {
    const problem = error instanceof ConfigError ? undefined : sqliteProblem(error, file);
    throw problem === undefined ? error : new ConfigError([problem], { cause: error });
  }
}

function openToWrite(file: string, migrationsFolder: string): Backend {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) throw coded('EISDIR', 'a folder');
  // It holds what is private to teams, and the hashes of tokens: nobody else on the machine has to read it.
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  refuseReadOnly(file);
  const lock = lockFile(file);
  const opened: Database.Database[] = [];
  try {
    const writer = new Database(file, { timeout: PATIENCE_AT_START });
    opened.push(writer);
    prepareFile(writer, file, migrationsFolder);
    const reader = openReader(file);
    opened.push(reader);
    return backend(file, writer, reader, lock.release);
  } catch (error) {
    for (const database of opened) database.close();
    lock.release();
    throw error;
  }
}

function openToRead(file: string, migrationsFolder: string): Backend {
  if (!existsSync(file)) {
    const remedy = 'Start the bot, or run `npx ready import`, once: that creates it.';
    throw new ConfigError([{ file, message: 'there is no database yet.', remedy }]);
  }
  const reader = openReader(file);
  try {
    bringUpToDate(reader, { file, access: 'read', migrationsFolder });
  } catch (error) {
    reader.close();
    throw error;
  }
  return backend(file, undefined, reader, () => {});
}

function prepareFile(writer: Database.Database, file: string, migrationsFolder: string): void {
  const mode = writer.pragma('journal_mode = wal', { simple: true });
  if (mode !== 'wal') throw new ConfigError([noWal(file)]);
  refuseLocked(writer);
  refuseDamaged(writer);
  bringUpToDate(writer, { file, access: 'write', migrationsFolder });
  writer.pragma(`cache_size = -${WRITER_CACHE}`);
  writer.pragma(`busy_timeout = ${PATIENCE}`);
  writer.pragma('journal_size_limit = 67108864');
}

/**
 * Kilobytes of pages kept by a connection. With better-sqlite3's 16 MB each nothing is quicker: the system keeps the
 * file's pages, too.
 */
const WRITER_CACHE = 4_000;
const READER_CACHE = 8_000;

function openReader(file: string): Database.Database {
  const reader = new Database(file, { readonly: true, fileMustExist: true, timeout: PATIENCE });
  reader.pragma(`cache_size = -${READER_CACHE}`);
  return reader;
}

/** SQLite itself would quietly open for reading what it may not write. */
function refuseReadOnly(file: string): void {
  for (const path of [dirname(file), file, lockPath(file)]) {
    if (existsSync(path)) accessSync(path, constants.W_OK);
  }
}

/** Nobody else may be writing to it, and it is ours to write to. */
function refuseLocked(database: Database.Database): void {
  database.exec('begin immediate');
  database.exec('rollback');
}

function refuseDamaged(database: Database.Database): void {
  const found = database.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw coded('SQLITE_CORRUPT', String(found));
}

/** An error that `sqliteProblem` knows by its code. */
function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

function noWal(file: string) {
  return {
    file,
    message: 'the folder of the database does not allow its write-ahead log (is it a network folder?).',
    remedy: 'Set DATABASE_URL to a path on a local disk, or to a Postgres database.',
  };
}

function backend(
  file: string,
  writer: Database.Database | undefined,
  reader: Database.Database,
  release: () => void,
): Backend {
  const gate = createGate();
  const reads = sessionOver(reader);
  const writes = writer === undefined ? undefined : sessionOver(writer);
  const checkpoints = writer === undefined ? undefined : checkpointsOf(writer);
  const keeping = writer === undefined ? undefined : keepingOf(writer);
  return {
    reads,
    transaction: (work, { kept = 'at-once' } = {}) =>
      gate.pass(async () => {
        if (writer === undefined || writes === undefined)
          throw new Error('the store was opened for reading only');
        keeping?.(kept);
        const result = await inTransaction(writer, 'begin immediate', () => work(writes));
        checkpoints?.committed();
        return result;
      }),
    snapshot: (work) => inSnapshot(file, work),
    async ping() {
      reader.prepare('select 1 from workspace').get();
    },
    async close() {
      await gate.idle();
      await checkpoints?.stop();
      reader.close();
      writer?.close();
      release();
    },
  };
}

type Kept = NonNullable<TransactionOptions['kept']>;

/** To be called between transactions: whether the next commits wait until the disk has them. */
function keepingOf(writer: Database.Database): (kept: Kept) => void {
  let now: Kept | undefined;
  return (kept) => {
    if (kept === now) return;
    // Normal: the log is written and not waited for; whoever waits for it next waits for what stands before it, too.
    writer.pragma(`synchronous = ${kept === 'soon' ? 'normal' : 'full'}`);
    now = kept;
  };
}

async function inTransaction<T>(
  database: Database.Database,
  begin: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    database.exec(begin);
    const result = await work();
    database.exec('commit');
    return result;
  } catch (error) {
    // After some faults (a full disk) SQLite has rolled back by itself.
    if (database.inTransaction) database.exec('rollback');
    throw told(error, database.name);
  }
}

/** On a connection of its own: a long look at one moment must not keep the others from seeing newer ones. */
async function inSnapshot<T>(file: string, work: (session: Session) => Promise<T>): Promise<T> {
  const database = openReader(file);
  try {
    return await inTransaction(database, 'begin', () => work(sessionOver(database)));
  } finally {
    database.close();
  }
}
