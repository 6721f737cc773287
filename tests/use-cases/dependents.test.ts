import { expect, test } from 'vitest';
import type { Service } from '../../src/domain/catalog.ts';
import { dependentsReader } from '../../src/use-cases/dependents.ts';
import type { ServiceRecord } from '../../src/use-cases/ports.ts';
import { recordOf } from '../support/store-records.ts';

/** A catalog that counts how often it is read, and breaks where it is told to. */
function catalogOf(services: readonly (Partial<Service> & { readonly id: string })[]) {
  const records = services.map((service) => recordOf(service, { key: service.id }));
  const state = { revision: 1, reads: 0, breaks: false };
  return {
    state,
    revision: async () => state.revision,
    async keysAfter(after: string | null, limit: number) {
      if (after === null) state.reads += 1;
      if (state.breaks) throw new Error('the database is gone');
      const ids = records.map(({ key }) => key).toSorted();
      return ids
        .filter((id) => after === null || id > after)
        .slice(0, limit)
        .map((id) => ({ key: id, id }));
    },
    byKeys: async (keys: readonly string[]) =>
      new Map<string, ServiceRecord>(
        records.filter(({ key }) => keys.includes(key)).map((one) => [one.key, one]),
      ),
  };
}

const MANY = Array.from({ length: 450 }, (_, nth) => ({ id: `s${nth}`, dependsOn: ['ledger'] }));

test('finds everybody who says that they depend on a service, in a catalog of any size', async () => {
  const dependentsOf = dependentsReader(catalogOf([...MANY, { id: 'ledger' }]));
  expect((await dependentsOf('ledger')).length).toBe(450);
  expect(await dependentsOf('s1')).toEqual([]);
});

test('reads the catalog once for each of its revisions', async () => {
  const catalog = catalogOf(MANY);
  const dependentsOf = dependentsReader(catalog);
  await Promise.all(['a', 'b', 'c'].map(dependentsOf));
  expect(catalog.state.reads).toBe(1);
  catalog.state.revision = 2;
  await dependentsOf('a');
  expect(catalog.state.reads).toBe(2);
});

test('a read that failed is tried again', async () => {
  const catalog = catalogOf(MANY);
  const dependentsOf = dependentsReader(catalog);
  catalog.state.breaks = true;
  await expect(dependentsOf('ledger')).rejects.toThrow('the database is gone');
  catalog.state.breaks = false;
  expect((await dependentsOf('ledger')).length).toBe(450);
});
