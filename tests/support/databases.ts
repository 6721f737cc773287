import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, inject } from 'vitest';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { type PostgresAnswer, TEMPLATE } from './postgres-server.ts';

export type DatabaseKind = 'sqlite' | 'postgres';

/** A database that nobody has used yet, and stores over it that are closed when the test ends. */
export interface TestDatabase {
  readonly kind: DatabaseKind;
  /** An address that leads to nothing or to an empty database. */
  readonly url: () => Promise<string>;
  /** Without an address: over a database of its own. */
  readonly open: (url?: string) => Promise<Store>;
}

/** Runs the same tests on both databases. Where Postgres cannot start they are skipped there, and it is said why. */
export function onBothDatabases(title: string, tests: (database: TestDatabase) => void): void {
  describe(`${title} on SQLite`, () => tests(testDatabase('sqlite', sqliteUrls(), sqliteUrls())));
  describe.skipIf('lacks' in postgres)(`${title} on Postgres`, () =>
    tests(testDatabase('postgres', postgresUrls(), postgresUrls(TEMPLATE))),
  );
}

export const postgres: PostgresAnswer = await askForPostgres();

if ('lacks' in postgres) {
  if (process.env.CI !== undefined) throw new Error(postgres.lacks);
  console.warn(`Skipped on Postgres. ${postgres.lacks}`);
}

async function askForPostgres(): Promise<PostgresAnswer> {
  return JSON.parse(await text(connect(inject('postgresDesk'), '127.0.0.1')));
}

function testDatabase(
  kind: DatabaseKind,
  url: () => Promise<string>,
  prepared: () => Promise<string>,
): TestDatabase {
  const opened: Store[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });
  return {
    kind,
    url,
    async open(at) {
      const store = await openStore(at ?? (await prepared()));
      opened.push(store);
      return store;
    },
  };
}

export function sqliteUrls(): () => Promise<string> {
  const folders: string[] = [];
  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ready-store-'));
    folders.push(folder);
    return `sqlite:${join(folder, 'ready.db')}`;
  };
}

/** New databases, empty or copies of another; they go with their server at the end of the run. */
export function postgresUrls(template = 'template1'): () => Promise<string> {
  let admin: pg.Client | undefined;
  beforeAll(async () => {
    if ('lacks' in postgres) return;
    admin = new pg.Client(postgres.url);
    await admin.connect();
  });
  afterAll(() => admin?.end());
  return async () => {
    if (admin === undefined || 'lacks' in postgres) throw new Error('there is no Postgres here');
    const name = `ready_${randomUUID().replaceAll('-', '')}`;
    await admin.query(`create database ${name} template ${template}`);
    const url = new URL(postgres.url);
    url.pathname = name;
    return url.href;
  };
}
