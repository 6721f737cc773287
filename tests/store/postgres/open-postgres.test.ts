import { once } from 'node:events';
import { createServer } from 'node:net';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../../src/domain/errors.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { postgres, postgresUrls } from '../../support/databases.ts';
import { changeOf, recordOf } from '../../support/store-records.ts';

/** The bot's connections to this database alone: other tests use the same server at the same time. */
const OURS = "from pg_stat_activity where application_name = 'readybot' and datname = current_database()";

const SHOP = recordOf({ id: 'shop' });

/** What is said to an operator. The password must be in none of it. */
async function refusal(url: string): Promise<string> {
  const error = await openStore(url).then(
    (store) => store.close(),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ConfigError);
  return String(error);
}

test('refuses a server that cannot be reached', async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  const port = typeof address === 'object' ? address?.port : undefined;
  expect(await refusal(`postgres://ana:hush@127.0.0.1:${port}/ready`)).toBe(
    `ConfigError: postgres://ana@127.0.0.1:${port}/ready: the Postgres server cannot be reached. ` +
      'Check that it runs and that host and port of DATABASE_URL are right.',
  );
});

test('refuses a host that does not exist', async () => {
  const said = await refusal('postgresql://ana:hush@no-such-host.invalid/ready');
  expect(said).toContain('cannot be reached');
  expect(said).not.toContain('hush');
});

test('refuses what is no address, without repeating it', async () => {
  const said = await refusal('postgres://ana:hu@sh@[/ready');
  expect(said).toContain('DATABASE_URL is not an address. It is written `postgres://USER:PASSWORD@HOST');
  expect(said).not.toContain('hu@sh');
});

describe.skipIf('lacks' in postgres)('a Postgres database', () => {
  const newUrl = postgresUrls();

  function altered(url: string, alter: (url: URL) => void): string {
    const copy = new URL(url);
    alter(copy);
    return copy.href;
  }

  async function asAdmin(url: string, ...statements: string[]): Promise<void> {
    const client = new pg.Client(url);
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  }

  test('that does not exist is refused', async () => {
    const url = altered(await newUrl(), (address) => {
      address.pathname = '/nowhere';
    });
    expect(await refusal(url)).toMatch(/\/nowhere: there is no such database on that server\. Create it/);
  });

  test('is refused with a wrong password, which is not repeated', async () => {
    const url = altered(await newUrl(), (address) => {
      address.password = 'hush%40hush';
    });
    const said = await refusal(url);
    expect(said).toContain(
      'Postgres refuses this user or password. Check user and password in DATABASE_URL.',
    );
    expect(said).not.toContain('hush');
  });

  test('in which the user may create nothing is refused', async () => {
    const url = await newUrl();
    const user = `u${Date.now()}`;
    await asAdmin(url, `create user ${user} password 'p'`);
    const asUser = altered(url, (address) => {
      address.username = user;
      address.password = 'p';
    });
    expect(await refusal(asUser)).toContain(
      'this user may not create or change tables in the database. Grant it',
    );
  });

  test('with tables of another program under our names is refused', async () => {
    const url = await newUrl();
    await asAdmin(url, 'create table services (id int)');
    expect(await refusal(url)).toContain('tables of another program under our names. Give Ready a database');
  });

  test('is migrated once by many that start at the same time', async () => {
    const url = await newUrl();
    const stores = await Promise.all(Array.from({ length: 5 }, () => openStore(url)));
    await stores[0]?.catalog.apply(changeOf({ services: [SHOP] }));
    const found = await Promise.all(stores.map(({ catalog }) => catalog.find('shop')));
    expect(found.map((record) => record?.key)).toEqual(Array(5).fill(SHOP.key));
    await Promise.all(stores.map((store) => store.close()));
  });

  test('that loses its connections serves again', async () => {
    const url = await newUrl();
    const store = await openStore(url);
    await store.catalog.apply(changeOf({ services: [SHOP] }));
    await asAdmin(url, `select pg_terminate_backend(pid) ${OURS}`);
    const found = await store.catalog.find('shop').catch(() => store.catalog.find('shop'));
    expect(found?.key).toBe(SHOP.key);
    await store.close();
  });

  test('a connection that breaks in a transaction fails it, and the next one is whole', async () => {
    const url = await newUrl();
    const store = await openStore(url);
    const work = store.transaction(async ({ catalog }) => {
      await catalog.apply(changeOf({ services: [SHOP] }));
      await asAdmin(url, `select pg_terminate_backend(pid) ${OURS} and xact_start is not null`);
      await catalog.apply(changeOf());
    });
    await expect(work).rejects.toThrow();
    await store.catalog.apply(changeOf({ services: [recordOf({ id: 'next' })] }));
    expect((await store.catalog.names()).map(({ id }) => id)).toEqual(['next']);
    await store.close();
  });

  test('opened for reading can write nothing', async () => {
    const url = await newUrl();
    const writer = await openStore(url);
    await writer.catalog.apply(changeOf({ services: [SHOP] }));
    const reader = await openStore(url, { access: 'read' });
    expect((await reader.catalog.state()).services).toEqual([SHOP]);
    await expect(reader.catalog.apply(changeOf())).rejects.toThrow(/read-only/);
    await reader.close();
    await writer.close();
  });
});
