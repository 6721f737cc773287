import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  generateDrizzleJson,
  generateMigration,
  generateSQLiteDrizzleJson,
  generateSQLiteMigration,
} from 'drizzle-kit/api';
import { afterEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/domain/outcome.ts';
import { createStore } from '../../src/store/create-store.ts';
import { openPostgres } from '../../src/store/postgres/open-postgres.ts';
import * as postgresTables from '../../src/store/schema/postgres-tables.ts';
import * as sqliteTables from '../../src/store/schema/sqlite-tables.ts';
import { MIGRATIONS } from '../../src/store/schema-version.ts';
import { openSqlite } from '../../src/store/sqlite/open-sqlite.ts';
import { type DatabaseKind, onBothDatabases, sqliteUrls } from '../support/databases.ts';
import { changeOf, checkOf, documentOf, evaluationOf, recordOf, writeOf } from '../support/store-records.ts';

interface Journal {
  readonly entries: readonly { readonly idx: number; readonly when: number; readonly tag: string }[];
}

function journal(kind: DatabaseKind, folder = MIGRATIONS): Journal {
  return JSON.parse(readFileSync(join(folder, kind, 'meta', '_journal.json'), 'utf8'));
}

/** What drizzle-kit remembers of the schema as the last migration leaves it. */
function lastSnapshot(kind: DatabaseKind) {
  const number = String(journal(kind).entries.length - 1).padStart(4, '0');
  return JSON.parse(readFileSync(join(MIGRATIONS, kind, 'meta', `${number}_snapshot.json`), 'utf8'));
}

const REMEDY = 'run `npm run migration -- NAME`';

describe('the committed migrations', () => {
  test('lead to the schema of SQLite', async () => {
    const now = await generateSQLiteDrizzleJson({ ...sqliteTables });
    expect(await generateSQLiteMigration(lastSnapshot('sqlite'), now), REMEDY).toEqual([]);
  });

  test('lead to the schema of Postgres', async () => {
    const now = generateDrizzleJson({ ...postgresTables });
    expect(await generateMigration(lastSnapshot('postgres'), now), REMEDY).toEqual([]);
  });

  test('have the same names for both databases', () => {
    const tags = (kind: DatabaseKind) => journal(kind).entries.map(({ tag }) => tag);
    expect(tags('sqlite')).toEqual(tags('postgres'));
    expect(tags('sqlite').length).toBeGreaterThan(0);
  });
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Our migrations with one more after them, as a later version would have. */
function withLaterMigration(kind: DatabaseKind, statements: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'ready-migrations-'));
  folders.push(folder);
  cpSync(MIGRATIONS, folder, { recursive: true });
  const { entries, ...rest } = journal(kind);
  const last = entries.at(-1);
  if (last === undefined) throw new Error('no migrations');
  const next = { ...last, idx: last.idx + 1, when: last.when + 1_000, tag: 'later' };
  writeFileSync(join(folder, kind, 'later.sql'), statements);
  const text = JSON.stringify({ ...rest, entries: [...entries, next] });
  writeFileSync(join(folder, kind, 'meta', '_journal.json'), text);
  return folder;
}

async function open(url: string, migrations?: string, access: 'write' | 'read' = 'write') {
  const path = /^sqlite:(.*)/.exec(url)?.[1];
  const backend =
    path === undefined ? await openPostgres(url, access, migrations) : openSqlite(path, access, migrations);
  return createStore(backend);
}

const ADD_COLUMN = 'alter table workspace add column plan text';

onBothDatabases('migrating', (database) => {
  test('leaves a database of today as it is', async () => {
    const url = await database.url();
    await (await open(url)).close();
    await (await open(url)).close();
    await (await open(url, undefined, 'read')).close();
  });

  test('refuses a database that a newer version has written', async () => {
    const url = await database.url();
    const later = withLaterMigration(database.kind, ADD_COLUMN);
    await (await open(url, later)).close();
    const sentence =
      'the database was written by a newer version of Ready than this one. Update Ready, or restore';
    await expect(open(url)).rejects.toThrow(sentence);
    await expect(open(url, undefined, 'read')).rejects.toThrow(sentence);
    await (await open(url, later)).close();
  });

  test('reads nothing from a database of an older version', async () => {
    const url = await database.url();
    await (await open(url)).close();
    const later = withLaterMigration(database.kind, ADD_COLUMN);
    await expect(open(url, later, 'read')).rejects.toThrow(
      'the database is of an older version of Ready than this one. Start the bot',
    );
  });

  test('services judged by an older version stand in lists as all of their scorecards say', async () => {
    const url = await database.url();
    const before = await open(url);
    await before.catalog.apply(
      changeOf({ services: ['a', 'b', 'c'].map((id) => recordOf({ id }, { key: id })) }),
    );
    const of = (outcome: Outcome) => [checkOf('x', outcome)];
    await before.evaluations.write([
      writeOf('a', evaluationOf(of('pass'), { bar: 'met' }, { scorecard: 'first' })),
      writeOf('a', evaluationOf(of('fail'), { bar: 'not_met' }, { scorecard: 'second' })),
      writeOf('b', evaluationOf(of('pass'), { bar: 'met' }, { scorecard: 'first' })),
      writeOf('c', evaluationOf(of('not_applicable'), { bar: 'none' }, { scorecard: 'first' })),
    ]);
    const judged = await before.catalog.list({}, { offset: 0, limit: 9 }, 'first');
    await before.close();
    const created = readFileSync(join(MIGRATIONS, database.kind, '0002_standings.sql'), 'utf8');
    const again = `drop table standings;--> statement-breakpoint\n${created}`;
    const after = await open(url, withLaterMigration(database.kind, again));
    expect(await after.catalog.list({}, { offset: 0, limit: 9 }, 'first')).toEqual(judged);
    expect(judged.items.map(({ id, standing }) => [id, standing])).toEqual([
      ['a', { bar: 'not_met', failing: 1, unknown: 0 }],
      ['b', { bar: 'met', failing: 0, unknown: 0 }],
      ['c', null],
    ]);
    await after.close();
  });

  test('says until when an older version judged without keeping values, and nothing of a new database', async () => {
    const url = await database.url();
    const before = await open(url);
    expect(await before.marks.read('values kept since')).toBeUndefined();
    await before.catalog.apply(changeOf({ services: [recordOf({ id: 'a' }, { key: 'a' })] }));
    await before.evaluations.write(
      [7, 5].map((evaluatedAt) =>
        writeOf('a', evaluationOf([], {}, { evaluatedAt, scorecard: `${evaluatedAt}` })),
      ),
    );
    await before.close();
    const created = readFileSync(join(MIGRATIONS, database.kind, '0007_superseded.sql'), 'utf8');
    const again = `drop table superseded;--> statement-breakpoint\n${created}`;
    const after = await open(url, withLaterMigration(database.kind, again));
    expect(await after.marks.read('values kept since')).toBe('7');
    await after.close();
  });

  test('a migration that fails leaves nothing of itself behind', async () => {
    const url = await database.url();
    await (await open(url)).close();
    const half = `${ADD_COLUMN};--> statement-breakpoint\nalter table no_such add column x text`;
    await expect(open(url, withLaterMigration(database.kind, half))).rejects.toThrow();
    await (await open(url, withLaterMigration(database.kind, ADD_COLUMN))).close();
  });
});

describe('migrating a SQLite file', () => {
  const newUrl = sqliteUrls();
  const shop = recordOf({ id: 'shop' });

  async function usedUrl(): Promise<string> {
    const url = await newUrl();
    const store = await open(url);
    await store.catalog.apply(changeOf({ services: [shop] }));
    await store.facts.save([{ key: shop.key, document: documentOf() }]);
    await store.close();
    return url;
  }

  test('a table that is rebuilt keeps what refers to it', async () => {
    const store = await open(await usedUrl(), withLaterMigration('sqlite', REBUILD));
    expect((await store.facts.of([shop.key])).size).toBe(1);
    await expect(store.facts.save([{ key: 'nobody', document: documentOf() }])).rejects.toThrow(
      /foreign key/i,
    );
    await store.close();
  });

  test('a migration after which rows refer to nothing is refused', async () => {
    const deleting = withLaterMigration('sqlite', 'delete from services');
    await expect(open(await usedUrl(), deleting)).rejects.toThrow('refer to nothing');
  });
});

/** What drizzle-kit writes for SQLite when a column of a table changes. */
const REBUILD = [
  'create table __new_services (key text primary key not null, id text not null, name text not null, type text not null, lifecycle text not null, tier text not null, owner text, system text, archived_at integer, record text not null)',
  'insert into __new_services select key, id, name, type, lifecycle, tier, owner, system, archived_at, record from services',
  'drop table services',
  'alter table __new_services rename to services',
].join(';--> statement-breakpoint\n');
