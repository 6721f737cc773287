import { describe, expect, test } from 'vitest';
import type { Ports } from '../../src/use-cases/ports.ts';
import { onBothDatabases } from '../support/databases.ts';
import { changeOf, documentOf, recordOf } from '../support/store-records.ts';

const SHOP = recordOf({ id: 'shop' });

/** A promise that the test keeps when it likes. */
function signal() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { given: promise, give: resolve };
}

/** Node prints them; the driver of Postgres warns of statements that overtake one another. */
const warnings: Error[] = [];
process.on('warning', (warning) => warnings.push(warning));

onBothDatabases('a transaction', (database) => {
  test('writes all, and sees what it has written', async () => {
    const store = await database.open();
    const seen = await store.transaction(async ({ catalog, facts }) => {
      await catalog.apply(changeOf({ services: [SHOP] }));
      await facts.save([{ key: SHOP.key, document: documentOf() }]);
      return (await catalog.find('shop'))?.key;
    });
    expect(seen).toBe(SHOP.key);
    expect((await store.facts.of([SHOP.key])).size).toBe(1);
  });

  test('writes nothing when its work fails', async () => {
    const store = await database.open();
    const work = store.transaction(async ({ catalog }) => {
      await catalog.apply(changeOf({ services: [SHOP] }));
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await store.catalog.find('shop')).toBeUndefined();
    await store.catalog.apply(changeOf({ services: [SHOP] }));
    expect(await store.catalog.revision()).toBe(1);
  });

  test('writes nothing when a call failed, though its work caught that', async () => {
    const store = await database.open();
    const work = store.transaction(async ({ catalog, facts }) => {
      await catalog.apply(changeOf({ services: [SHOP] }));
      await facts.save([{ key: 'nobody', document: documentOf() }]).catch(() => {});
    });
    await expect(work).rejects.toThrow(/foreign key/i);
    expect(await store.catalog.find('shop')).toBeUndefined();
  });

  test('is not seen by others before it ends', async () => {
    const store = await database.open();
    const [written, looked] = [signal(), signal()];
    const work = store.transaction(async ({ catalog }) => {
      await catalog.apply(changeOf({ services: [SHOP] }));
      written.give();
      await looked.given;
    });
    await written.given;
    expect(await store.catalog.find('shop')).toBeUndefined();
    expect((await store.catalog.state()).services).toEqual([]);
    looked.give();
    await work;
    expect((await store.catalog.find('shop'))?.key).toBe(SHOP.key);
  });

  test('may ask for several things at once', async () => {
    const store = await database.open();
    await store.catalog.apply(changeOf({ services: [SHOP] }));
    const found = await store.transaction(({ catalog }) =>
      Promise.all([catalog.find('shop'), catalog.revision(), catalog.names(), catalog.find('x')]),
    );
    expect(found).toMatchObject([{ key: SHOP.key }, 1, [{ id: 'shop' }], undefined]);
    expect(warnings).toEqual([]);
  });

  test('contains also the calls that its work did not wait for', async () => {
    const store = await database.open();
    await store.transaction(async ({ catalog }) => {
      void catalog.apply(changeOf({ services: [SHOP] }));
    });
    expect((await store.catalog.find('shop'))?.key).toBe(SHOP.key);
  });

  test('fails with a call that its work did not wait for', async () => {
    const store = await database.open();
    const work = store.transaction(async ({ catalog, facts }) => {
      await catalog.apply(changeOf({ services: [SHOP] }));
      facts.save([{ key: 'nobody', document: documentOf() }]).catch(() => {});
    });
    await expect(work).rejects.toThrow(/foreign key/i);
    expect(await store.catalog.find('shop')).toBeUndefined();
  });

  test('many at once are each whole', async () => {
    const store = await database.open();
    const writes = Array.from({ length: 12 }, (_, n) =>
      store.transaction(async ({ catalog }) => {
        await catalog.apply(changeOf({ services: [recordOf({ id: `s${n}` })] }));
        if (n % 3 === 0) throw new Error('no');
      }),
    );
    const ended = await Promise.allSettled(writes);
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(8);
    expect((await store.catalog.names()).map(({ id }) => id)).toEqual(
      ['s1', 's2', 's4', 's5', 's7', 's8', 's10', 's11'].toSorted(),
    );
    expect(await store.catalog.revision()).toBe(8);
  });

  describe('refuses', () => {
    test('calls that go past it, which would wait for it for ever or miss what it wrote', async () => {
      const store = await database.open();
      const past: ((ports: Ports) => Promise<unknown>)[] = [
        () => store.catalog.find('shop'),
        () => store.catalog.apply(changeOf()),
        () => store.transaction(async () => {}),
      ];
      for (const call of past) {
        await expect(store.transaction(call)).rejects.toThrow(
          'inside a transaction use the ports that it gives',
        );
      }
    });

    test('calls after its end', async () => {
      const store = await database.open();
      const kept = await store.transaction(async (ports) => ports);
      await expect(kept.catalog.apply(changeOf())).rejects.toThrow('this transaction has ended');
      expect(await store.catalog.revision()).toBe(0);
    });
  });

  test('an error of the database does not repeat what was to be written', async () => {
    const store = await database.open();
    const record = { id: 'import', at: 1, by: 'cli', report: { secret: 'hush' } };
    await store.catalog.apply(changeOf({ record }));
    const error = await store.catalog.apply(changeOf({ record })).catch((reason: Error) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).not.toContain('hush');
    expect(String(error)).not.toContain('Failed query');
  });
});

onBothDatabases('closing', (database) => {
  test('lets what is under way end, and takes nothing more', async () => {
    const store = await database.open();
    const [started, go] = [signal(), signal()];
    const work = store.transaction(async ({ catalog }) => {
      started.give();
      await go.given;
      await catalog.apply(changeOf({ services: [SHOP] }));
      return catalog.revision();
    });
    await started.given;
    const closed = store.close();
    await expect(store.catalog.find('shop')).rejects.toThrow('the store is closed');
    go.give();
    expect(await work).toBe(1);
    await closed;
    await store.close();
  });

  test('lets a question of several steps be answered', async () => {
    const store = await database.open();
    await store.catalog.apply(changeOf({ services: [SHOP] }));
    const asked = store.catalog.list({}, { offset: 0, limit: 5 }, 'readiness');
    await store.close();
    expect((await asked).items.map(({ id }) => id)).toEqual(['shop']);
  });

  test('what was written is there when it is opened again', async () => {
    const url = await database.url();
    const before = await database.open(url);
    await before.catalog.apply(changeOf({ services: [SHOP] }));
    await before.close();
    const after = await database.open(url);
    expect(await after.catalog.find('shop')).toEqual(SHOP);
    await after.ping();
  });
});
