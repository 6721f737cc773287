import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { CatalogReading, Origin } from '../../src/domain/catalog.ts';
import { UserError } from '../../src/domain/errors.ts';
import type { JsonObject } from '../../src/domain/json.ts';
import { slug } from '../../src/domain/slug.ts';
import { type Importing, type ImportRequest, importCatalog } from '../../src/use-cases/import-catalog.ts';
import type { CatalogChange, CatalogState, StorePort } from '../../src/use-cases/ports.ts';
import { declared, NO_READING, POLICY, reading, team } from '../domain/merge/readings.ts';
import { readTexts } from '../sources/reading.ts';

const NOON = Date.UTC(2026, 2, 2, 12);
const TIER = {
  jobs: [],
  approvers: [],
  approversFor: {},
  ask: 'dm',
  approvalsRequired: 1,
  fallbackApprovers: [],
  exceptionMaxDays: 30,
  followUpRequired: false,
  nudgeEveryDays: 7,
  escalateAfter: 3,
  gate: 'off',
  unknown: 'warn',
} as const;

/** A catalog that keeps what it is given, as JSON like a database, and the changes that it was asked for. */
function company() {
  let state: CatalogState = { services: [], teams: [], systems: [], people: [] };
  let keys = 0;
  const clock = { at: NOON };
  const changes: CatalogChange[] = [];
  const catalog = {
    revision: async () => changes.length,
    state: async () => state,
    apply: async (change: CatalogChange) => {
      changes.push(JSON.parse(JSON.stringify(change)));
      const { services, ...rest }: CatalogChange = JSON.parse(JSON.stringify(change));
      const written = new Map([...state.services, ...services].map((record) => [record.key, record]));
      state = { ...state, ...rest, services: [...written.values()] };
      expect(new Set(state.services.map(({ service }) => service.id)).size).toBe(state.services.length);
      const identities = state.people.flatMap(({ email, slack, github }) =>
        [email, slack, github].filter(Boolean),
      );
      expect(new Set(identities).size).toBe(identities.length);
    },
  };
  const hastened: string[] = [];
  const collections = { hasten: async (keys: readonly string[]) => void hastened.push(...keys) };
  // Nothing else is asked for anything here.
  const store = {
    catalog,
    collections,
    transaction: (work: (ports: unknown) => unknown) =>
      work({ catalog, collections, audit: { append: async () => {} }, messages: { add: async () => 0 } }),
  } as unknown as StorePort;
  const importing: Importing = {
    store,
    clock: { now: () => clock.at },
    policy: {
      organisation: 'Acme',
      timezone: 'UTC',
      workingHours: { days: [], from: '09:00', to: '17:00' },
      admins: [],
      tiers: POLICY.tiers.map((tier) => ({ ...tier, ...TIER })),
      defaultTier: 'tier-2',
      rollout: { mode: 'on', teams: [] },
    },
    newKey: () => {
      keys += 1;
      return `key-${keys}`;
    },
  };
  const take = (readings: CatalogReading | readonly CatalogReading[], options: Partial<ImportRequest> = {}) =>
    importCatalog(importing, {
      readings: [readings].flat(),
      sources: ['own-yaml', 'backstage'],
      people: [],
      by: 'test',
      confirm: false,
      ...options,
    });
  return {
    clock,
    changes,
    hastened,
    take,
    importing,
    keyOf: (id: string) => state.services.find(({ service }) => service.id === id)?.key,
    record: (id: string) => state.services.find(({ service }) => service.id === id),
    state: () => state,
  };
}

const ids = (entries: readonly { readonly id: string }[]) => entries.map(({ id }) => id);
const five = () => ['a', 'b', 'c', 'd', 'e'].map((id) => declared(id, { owner: 'web' }));
const teams = [team('web', { members: ['ana@acme.test'] })];

describe('an import', () => {
  test('has what is known of a changed service collected again: it may be linked to other things now', async () => {
    const { take, hastened, keyOf } = company();
    await take(reading({ services: five(), teams }));
    const changed = [...five().slice(0, 4), declared('e', { owner: 'web', name: 'E!' })];
    await take(reading({ services: changed, teams }));
    expect(hastened).toEqual([keyOf('e')]);
  });

  test('takes over what is new, with keys of its own, and records it', async () => {
    const { take, state, changes } = company();
    const report = await take(reading({ services: five(), teams, systems: [{ id: 's', name: 'S' }] }));
    expect(ids(report.added)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(report.teams).toEqual({ added: ['web'], changed: [], removed: [] });
    expect(report.systems.added).toEqual(['s']);
    expect(state().people).toEqual([{ key: expect.any(String), email: 'ana@acme.test' }]);
    expect(new Set(state().services.map(({ key }) => key)).size).toBe(5);
    expect(state().services[0]).toMatchObject({
      addedAt: NOON,
      changedAt: NOON,
      archivedAt: null,
      origin: { file: 'a.yml', line: 1 },
    });
    expect(changes[0]?.record).toMatchObject({
      at: NOON,
      by: 'test',
      report: { added: [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }, { id: 'e' }] },
    });
  });

  test('of the same again changes nothing and records nothing', async () => {
    const { take, changes, clock } = company();
    await take(reading({ services: five(), teams }));
    clock.at += 1_000;
    const report = await take(reading({ services: five(), teams }));
    expect(report).toMatchObject({ added: [], changed: [], archived: [], revived: [], unchanged: 5 });
    expect(changes).toHaveLength(1);
  });

  test('calls keys in another order no change, and another text in a deep place one', async () => {
    const { take, changes } = company();
    const written = (custom: JsonObject) => reading({ services: [declared('a', { custom })] });
    await take(written({ size: { seats: 4, city: 'Bonn' }, open: true }));
    await take(written({ open: true, size: { city: 'Bonn', seats: 4 } }));
    expect(changes).toHaveLength(1);
    const report = await take(written({ open: true, size: { city: 'Köln', seats: 4 } }));
    expect(report.changed).toEqual([{ id: 'a', name: 'a', fields: ['custom'] }]);
  });

  test('says which fields changed, as the files write them', async () => {
    const { take, record, clock } = company();
    await take(reading({ services: five(), teams }));
    clock.at += 1_000;
    const services = five().with(
      1,
      declared('b', {
        owner: 'ghosts',
        dependsOn: [],
        links: [{ type: 'docs', title: 'x', url: 'https://x.test' }],
      }),
    );
    const report = await take(reading({ services, teams }));
    expect(report.changed).toEqual([{ id: 'b', name: 'b', fields: ['depends_on', 'links', 'owner'] }]);
    expect(report.flagged).toMatchObject([{ id: 'b', kind: 'no-owner' }]);
    expect(record('b')).toMatchObject({
      addedAt: NOON,
      changedAt: NOON + 1_000,
      flags: [{ kind: 'no-owner' }],
    });
    expect(record('a')?.changedAt).toBe(NOON);
  });

  test('keeps up with lines that move, without calling it a change', async () => {
    const { take, record, changes } = company();
    await take(reading({ services: five(), teams }));
    const report = await take(reading({ services: five(), teams }, 'moved.yml'));
    expect(report).toMatchObject({ changed: [], unchanged: 5 });
    expect(record('a')).toMatchObject({ origin: { file: 'moved.yml' }, changedAt: NOON });
    expect(changes).toHaveLength(2);
  });

  test('archives what is gone and revives what comes back, with its key', async () => {
    const { take, record, keyOf, clock } = company();
    await take(reading({ services: five(), teams }));
    const key = keyOf('e');
    clock.at += 1_000;
    expect(ids((await take(reading({ services: five().slice(0, 4), teams }))).archived)).toEqual(['e']);
    expect(record('e')).toMatchObject({ key, archivedAt: NOON + 1_000 });
    expect((await take(reading({ services: five().slice(0, 4), teams }))).archived).toEqual([]);
    const report = await take(reading({ services: five(), teams }));
    expect(report.revived).toEqual([{ id: 'e', name: 'e', fields: [] }]);
    expect(record('e')).toMatchObject({ key, archivedAt: null });
  });

  test('says what it would do, and does nothing, when it is only asked', async () => {
    const { take, changes } = company();
    expect(ids((await take(reading({ services: five(), teams }), { dryRun: true })).added)).toHaveLength(5);
    expect(changes).toEqual([]);
  });

  test('is refused when the catalog changed meanwhile', async () => {
    const { importing, changes } = company();
    const { store } = importing;
    const late = {
      ...importing,
      store: {
        ...store,
        transaction: (work: Parameters<StorePort['transaction']>[0]) =>
          work({ ...store, catalog: { ...store.catalog, revision: async () => 99 } }),
      } as StorePort,
    };
    const request = {
      readings: [reading({ services: five() })],
      sources: [],
      people: [],
      by: 'test',
      confirm: false,
    };
    await expect(importCatalog(late, request)).rejects.toThrow(UserError);
    expect(changes).toEqual([]);
  });
});

describe('a removal', () => {
  test('of more than a fifth is refused, with numbers and what to do; a confirmation lets it pass', async () => {
    const { take, changes } = company();
    await take(reading({ services: five(), teams }));
    const shrunk = reading({ services: five().slice(0, 3), teams });
    await expect(take(shrunk)).rejects.toThrow(
      new UserError(
        'This import would remove 2 of 5 services (40 %): d, e. More than 20 % at once is usually a mistake, so nothing was changed. If it is meant, import again with --confirm.',
      ),
    );
    expect(changes).toHaveLength(1);
    expect((await take(shrunk, { dryRun: true })).refused).toMatch(/^This import would remove 2 of 5/);
    const report = await take(shrunk, { confirm: true });
    expect(ids(report.archived)).toEqual(['d', 'e']);
    expect(report.refused).toBeNull();
  });

  test('of everything, as by a wrong pattern, is refused', async () => {
    const { take } = company();
    await take(reading({ services: Array.from({ length: 40 }, (_, index) => declared(`s${index}`)) }));
    await expect(take(NO_READING)).rejects.toThrow(/remove 40 of 40 services \(100 %\): .* and 35 more/);
  });

  test('of a fifth passes; what was archived before does not count', async () => {
    const { take } = company();
    await take(reading({ services: five(), teams }));
    expect(ids((await take(reading({ services: five().slice(0, 4), teams }))).archived)).toEqual(['e']);
    await expect(take(reading({ services: five().slice(0, 3), teams }))).rejects.toThrow(
      /1 of 4 services \(25 %\)/,
    );
  });

  test('in another source is none of this import', async () => {
    const { take, record } = company();
    await take(reading({ services: five(), teams }), { sources: ['slack'] });
    await take(NO_READING, { sources: ['backstage'], confirm: true });
    expect(record('a')?.archivedAt).toBeNull();
  });
});

describe('a rename', () => {
  test('by a former id keeps the key', async () => {
    const { take, keyOf, record } = company();
    await take(reading({ services: five(), teams }));
    const key = keyOf('e');
    const services = five().with(4, declared('e-new', { owner: 'web', formerly: ['e'] }));
    const report = await take(reading({ services, teams }));
    expect(report.changed).toEqual([
      { id: 'e-new', name: 'e-new', fields: ['formerly', 'id', 'name'], formerId: 'e' },
    ]);
    expect(report.archived).toEqual([]);
    expect(keyOf('e-new')).toBe(key);
    expect(record('e')).toBeUndefined();
  });

  test('of a service that was archived brings it back', async () => {
    const { take, keyOf } = company();
    await take(reading({ services: five(), teams }));
    const key = keyOf('e');
    await take(reading({ services: five().slice(0, 4), teams }));
    const report = await take(
      reading({ services: five().with(4, declared('e2', { owner: 'web', formerly: ['e'] })), teams }),
    );
    expect(report.revived).toMatchObject([{ id: 'e2', formerId: 'e' }]);
    expect(keyOf('e2')).toBe(key);
  });

  test('onto a service that exists joins nothing: each keeps its key, and the old one is archived', async () => {
    const { take, keyOf } = company();
    await take(reading({ services: five(), teams }));
    const keys = [keyOf('d'), keyOf('e')];
    const report = await take(
      reading({ services: [...five().slice(0, 3), declared('d', { owner: 'web', formerly: ['e'] })], teams }),
    );
    expect(ids(report.archived)).toEqual(['e']);
    expect([keyOf('d'), keyOf('e')]).toEqual(keys);
  });

  test('that two services claim is a removal and two additions', async () => {
    const { take, keyOf } = company();
    await take(reading({ services: five(), teams }));
    const key = keyOf('e');
    const claim = { owner: 'web', formerly: ['e'] };
    const report = await take(
      reading({ services: [...five().slice(0, 4), declared('x', claim), declared('y', claim)], teams }),
    );
    expect([ids(report.added), ids(report.archived)]).toEqual([['x', 'y'], ['e']]);
    expect([keyOf('x'), keyOf('y')]).not.toContain(key);
  });
});

describe('what was rejected', () => {
  const rejected = (rejection: { kind?: 'service' | 'team'; id?: string; origin: Origin }) =>
    reading({
      services: five().slice(1),
      rejections: [rejection],
      ...(rejection.kind === 'team' ? {} : { teams }),
    });

  test('stays as it was: it is neither changed nor removed', async () => {
    const { take, record } = company();
    await take(reading({ services: five(), teams }));
    const before = record('a');
    const report = await take(
      rejected({ kind: 'service', id: 'a', origin: { source: 'own-yaml', file: 'a.yml', line: 1 } }),
    );
    expect(report).toMatchObject({ archived: [], staying: ['a'], rejected: [{ id: 'a' }] });
    expect(record('a')).toEqual(before);
  });

  test('of teams leaves their services their owner', async () => {
    const { take, record, state } = company();
    await take(reading({ services: five(), teams }));
    await take(rejected({ kind: 'team', id: 'web', origin: { source: 'own-yaml', file: 'a.yml', line: 1 } }));
    expect(record('b')?.service.owner).toBe('web');
    expect(ids(state().teams)).toEqual(['web']);
  });
});

describe('people', () => {
  test('stay, keep what was learned of them, and keep their key under a new e-mail', async () => {
    const { take, state } = company();
    const read = (...members: string[]) => reading({ teams: [team('web', { members })] });
    await take(read('ana@acme.test', 'bo@acme.test'), {
      people: [{ email: 'ana@acme.test', slack: 'U1', name: 'Ana' }],
    });
    const keys = state().people.map(({ key }) => key);
    await take(read('ana@new.test'), { people: [{ email: 'ana@new.test', slack: 'U1' }] });
    expect(state().people).toEqual([
      { key: keys[0], email: 'ana@new.test', slack: 'U1', name: 'Ana' },
      { key: keys[1], email: 'bo@acme.test' },
    ]);
  });
});

test('whatever was kept, importing twice changes nothing the second time', async () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  const service = fc.record({
    id,
    owner: id,
    formerly: fc.array(id, { maxLength: 2 }),
    dependsOn: fc.array(id, { maxLength: 2 }),
    system: id,
  });
  const file = fc.record({
    services: fc.array(
      service.map((fields) => declared(fields.id, fields)),
      { maxLength: 5 },
    ),
    teams: fc.array(
      id.map((name) => team(name, { members: [`${name}@acme.test`] })),
      { maxLength: 3 },
    ),
    rejections: fc.array(
      id.map((name) => ({
        kind: 'service' as const,
        id: name,
        origin: { source: 'own-yaml', file: 'a.yml', line: 1 },
      })),
      { maxLength: 1 },
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 2, maxLength: 4 }), async (files) => {
      const { take, changes, state } = company();
      for (const content of files) {
        const before = new Map(state().services.map(({ key, service }) => [service.id, key]));
        await take(reading(content), { confirm: true });
        const keys = new Set(state().services.map(({ key }) => key));
        // Nothing is ever deleted: every key that was there still is.
        for (const key of before.values()) expect(keys).toContain(key);
        const count = changes.length;
        const again = await take(reading(content), { confirm: true });
        expect(again).toMatchObject({ added: [], changed: [], archived: [], revived: [] });
        expect(changes).toHaveLength(count);
      }
    }),
    { numRuns: 200 },
  );
});

const LANDSCAPE = join(
  import.meta.dirname,
  '..',
  '..',
  '..',
  'shared',
  'data',
  'scale',
  'cncf-landscape.yml',
);

describe.skipIf(!existsSync(LANDSCAPE))('the landscape of a real foundation, written in our format', () => {
  interface Item {
    readonly name: string;
    readonly repo_url?: string;
  }
  interface Landscape {
    readonly landscape: readonly {
      readonly subcategories: readonly { readonly items: readonly (Item | null)[] }[];
    }[];
  }

  /** Some entries name an organisation where a repository is meant; we refuse that, with reason. */
  const namesOrganisation = (address: string) =>
    new URL(address).pathname.split('/').filter(Boolean).length < 2;

  test('is imported but for what shares a slug, and the second time changes nothing', async () => {
    const { landscape }: Landscape = parse(readFileSync(LANDSCAPE, 'utf8'), { maxAliasCount: -1 });
    const items = landscape
      .flatMap(({ subcategories }) => subcategories)
      .flatMap((one) => one.items)
      .filter((item) => item !== null);
    expect(items.length).toBeGreaterThan(2_000);
    const lines = items.map(
      ({ name, repo_url: repo }) =>
        `  - ${JSON.stringify({ id: name, ...(repo === undefined || namesOrganisation(repo) ? {} : { repo }) })}\n`,
    );
    const read = readTexts({
      'one.yml': `services:\n${lines.slice(0, 1_000).join('')}`,
      'two.yml': `services:\n${lines.slice(1_000).join('')}`,
    });
    const slugs = Map.groupBy(items, ({ name }) => slug(name));
    const alone = [...slugs].filter(([id, group]) => id !== '' && group.length === 1).map(([id]) => id);
    const { take } = company();
    const report = await take(read);
    expect(new Set(ids(report.added))).toEqual(new Set(alone));
    const rejected = report.rejected.flatMap(({ problems }) => problems);
    expect(rejected.length).toBe(items.length - alone.length);
    expect(
      rejected.some(({ message }) =>
        /the service "c" is declared more than once: also at \w+\.yml:\d+ \("C(\+\+)?"\)/.test(message),
      ),
    ).toBe(true);
    expect(rejected.every(({ file, line }) => file !== undefined && line !== undefined)).toBe(true);
    expect(await take(read)).toMatchObject({ added: [], changed: [], archived: [], unchanged: alone.length });
  });
});
