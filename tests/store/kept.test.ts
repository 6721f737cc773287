import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { openPostgres } from '../../src/store/postgres/open-postgres.ts';
import type { Backend } from '../../src/store/session.ts';
import { openSqlite } from '../../src/store/sqlite/open-sqlite.ts';
import type { TransactionOptions } from '../../src/use-cases/ports.ts';
import { type DatabaseKind, onBothDatabases } from '../support/databases.ts';

const opened: Backend[] = [];
afterEach(async () => {
  for (const backend of opened.splice(0)) await backend.close();
});

/** What each database says of commits, and the words for waiting until the disk has them. */
const ASKED: Record<
  DatabaseKind,
  { readonly says: ReturnType<typeof sql>; readonly waits: readonly unknown[] }
> = {
  // 2 is full, 1 normal: https://sqlite.org/pragma.html#pragma_synchronous
  sqlite: { says: sql`(select synchronous from pragma_synchronous)`, waits: [2, 1, 2] },
  postgres: { says: sql`current_setting('synchronous_commit')`, waits: ['on', 'off', 'on'] },
};

onBothDatabases('a transaction', ({ kind, url }) => {
  test('waits for the disk but where what it keeps would be found out again', async () => {
    const address = await url();
    const backend =
      kind === 'postgres'
        ? // The tests' server waits for no disk by default.
          await openPostgres(`${address}?options=-c%20synchronous_commit%3Don`, 'write')
        : openSqlite(address.replace(/^sqlite:/, ''), 'write');
    opened.push(backend);
    const { says, waits } = ASKED[kind];
    const within = (options?: TransactionOptions) =>
      backend.transaction(async ({ db, tables }) => {
        await db.delete(tables.marks);
        await db.insert(tables.marks).values({ name: 'a', value: 'b' });
        const [row] = await db.select({ says: sql`${says}` }).from(tables.marks);
        return row?.says;
      }, options);
    expect([await within(), await within({ kept: 'soon' }), await within({ kept: 'at-once' })]).toEqual(
      waits,
    );
  });
});
