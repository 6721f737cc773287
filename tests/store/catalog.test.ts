import { expect, test } from 'vitest';
import type { Team } from '../../src/domain/catalog.ts';
import { onBothDatabases } from '../support/databases.ts';
import { changeOf, recordOf } from '../support/store-records.ts';

const PAYMENTS: Team = {
  id: 'payments',
  name: 'Payments',
  members: ['ana@acme.test'],
  stewards: [],
  nudges: 'dm',
};
const RISK: Team = {
  id: 'risk',
  name: 'Risk',
  members: [],
  stewards: [],
  nudges: 'channel',
  parent: 'payments',
};

onBothDatabases('the catalog', (database) => {
  test('an empty database answers every question with nothing', async () => {
    const { catalog } = await database.open();
    expect(await catalog.revision()).toBe(0);
    expect(await catalog.state()).toEqual({ services: [], teams: [], systems: [], people: [] });
    expect(await catalog.find('shop')).toBeUndefined();
    expect(await catalog.keysAfter(null, 10)).toEqual([]);
  });

  test('gives back what was written, letter by letter', async () => {
    const { catalog } = await database.open();
    const record = recordOf(
      {
        id: 'shop',
        name: 'Shöp "x" \\ 😀 \u0000 \ud800',
        owner: 'payments',
        custom: { z: 1, a: { '': null, ['__proto__']: [1.5e300, '\u0000'] } },
        dependsOn: [],
      },
      { flags: [{ kind: 'no-owner', message: 'no "owner"' }], fieldSources: { tier: 'slack' } },
    );
    await catalog.apply(changeOf({ services: [record] }));
    expect(JSON.stringify((await catalog.find('shop'))?.service)).toBe(JSON.stringify(record.service));
    expect((await catalog.byKeys([record.key, 'nobody'])).get(record.key)).toEqual(record);
    expect((await catalog.state()).services).toEqual([record]);
  });

  test('an applied change raises the revision by one', async () => {
    const { catalog } = await database.open();
    await catalog.apply(changeOf());
    await catalog.apply(changeOf());
    expect(await catalog.revision()).toBe(2);
  });

  test('finds a service by its id and by what it was called before, whatever the letter case', async () => {
    const { catalog } = await database.open();
    await catalog.apply(
      changeOf({ services: [recordOf({ id: 'payments-api', formerly: ['Gateway', 'ÉTÉ'] })] }),
    );
    for (const name of ['payments-api', 'PAYMENTS-API', 'gateway', 'été']) {
      expect((await catalog.find(name))?.service.id, name).toBe('payments-api');
    }
    expect(await catalog.find('payments')).toBeUndefined();
  });

  test('an id outranks what another service was called before', async () => {
    const { catalog } = await database.open();
    const services = [recordOf({ id: 'a', formerly: ['shop'] }), recordOf({ id: 'shop' })];
    await catalog.apply(changeOf({ services }));
    expect((await catalog.find('shop'))?.service.id).toBe('shop');
  });

  test('a former name is forgotten when the catalog no longer says it', async () => {
    const { catalog } = await database.open();
    const record = recordOf({ id: 'shop', formerly: ['store'], channel: '#shop' });
    await catalog.apply(changeOf({ services: [record] }));
    await catalog.apply(changeOf({ services: [recordOf({ id: 'shop' }, { key: record.key })] }));
    expect(await catalog.find('store')).toBeUndefined();
    expect(await catalog.byReference('channel', '#shop')).toEqual([]);
  });

  test('an archived service is kept and found nowhere', async () => {
    const { catalog } = await database.open();
    const record = recordOf({ id: 'old', formerly: ['older'], channel: '#old' }, { archivedAt: 5 });
    await catalog.apply(changeOf({ services: [record] }));
    expect(await catalog.find('old')).toBeUndefined();
    expect(await catalog.find('older')).toBeUndefined();
    expect(await catalog.byReference('channel', '#old')).toEqual([]);
    expect(await catalog.names()).toEqual([]);
    expect(await catalog.keysAfter(null, 10)).toEqual([]);
    expect(await catalog.list({}, { offset: 0, limit: 10 }, null)).toEqual({ items: [], total: 0 });
    expect((await catalog.byKeys([record.key])).get(record.key)).toEqual(record);
    expect((await catalog.state()).services).toEqual([record]);
  });

  test('two services can swap their ids in one change', async () => {
    const { catalog } = await database.open();
    const [a, b] = [recordOf({ id: 'a' }), recordOf({ id: 'b' })];
    await catalog.apply(changeOf({ services: [a, b] }));
    await catalog.apply(
      changeOf({ services: [recordOf({ id: 'b' }, { key: a.key }), recordOf({ id: 'a' }, { key: b.key })] }),
    );
    expect((await catalog.find('a'))?.key).toBe(b.key);
    expect((await catalog.find('b'))?.key).toBe(a.key);
  });

  test('two services of one id are refused whole', async () => {
    const { catalog } = await database.open();
    await catalog.apply(changeOf({ services: [recordOf({ id: 'shop' })] }));
    const change = changeOf({ services: [recordOf({ id: 'new' }), recordOf({ id: 'shop' })], teams: [RISK] });
    await expect(catalog.apply(change)).rejects.toThrow();
    expect(await catalog.find('new')).toBeUndefined();
    expect(await catalog.teams()).toEqual([]);
    expect(await catalog.revision()).toBe(1);
  });

  test('finds who has a repository, a channel or a link', async () => {
    const { catalog } = await database.open();
    const url = 'https://wiki.acme.test/Runbook';
    const repos = [{ url: 'github.com/acme/mono', paths: ['a/**'] }];
    const links = [{ type: 'runbook', title: 'Runbook', url }];
    await catalog.apply(
      changeOf({
        services: [recordOf({ id: 'b', repos }), recordOf({ id: 'a', repos, links, channel: '#Shop' })],
      }),
    );
    const ids = async (...asked: Parameters<typeof catalog.byReference>) =>
      (await catalog.byReference(...asked)).map(({ service }) => service.id);
    expect(await ids('repo', 'GitHub.com/acme/mono')).toEqual(['a', 'b']);
    expect(await ids('channel', '#shop')).toEqual(['a']);
    expect(await ids('url', url)).toEqual(['a']);
    expect(await ids('url', '#shop')).toEqual([]);
  });

  test('lists ids, names and earlier ids', async () => {
    const { catalog } = await database.open();
    const services = [
      recordOf({ id: 'b', name: 'B!' }),
      recordOf({ id: 'a', name: 'A', formerly: ['Old', 'New'] }),
    ];
    await catalog.apply(changeOf({ services }));
    expect(await catalog.names()).toEqual([
      { id: 'a', name: 'A', formerly: ['New', 'Old'] },
      { id: 'b', name: 'B!', formerly: [] },
    ]);
  });

  test('teams, systems and people stand as the last change that names them left them, in its order', async () => {
    const { catalog } = await database.open();
    const [ana, bo] = [
      { key: 'p1', email: 'ana@acme.test', slack: 'U1', github: 'Ana' },
      { key: 'p2', email: 'bo@acme.test' },
    ];
    await catalog.apply(
      changeOf({ teams: [RISK, PAYMENTS], systems: [{ id: 'shop', name: 'Shop' }], people: [bo, ana] }),
    );
    expect(await catalog.teams()).toEqual([RISK, PAYMENTS]);
    await catalog.apply(changeOf({ teams: [PAYMENTS], people: [{ ...ana, key: 'p3' }] }));
    expect(await catalog.teams()).toEqual([PAYMENTS]);
    expect(await catalog.systems()).toEqual([{ id: 'shop', name: 'Shop' }]);
    expect(await catalog.people()).toEqual([{ ...ana, key: 'p3' }]);
  });

  test.each([
    ['e-mail', { email: 'ANA@acme.test' }],
    ['Slack id', { email: 'x@acme.test', slack: 'U1' }],
    ['GitHub login', { email: 'x@acme.test', github: 'ANA' }],
  ])('two people of one %s are refused', async (_what, other) => {
    const { catalog } = await database.open();
    const ana = { key: 'p1', email: 'ana@acme.test', slack: 'U1', github: 'ana' };
    await expect(catalog.apply(changeOf({ people: [ana, { key: 'p2', ...other }] }))).rejects.toThrow();
    expect(await catalog.people()).toEqual([]);
  });

  test('what is remembered between changes is that of the newest one', async () => {
    const { catalog } = await database.open();
    await catalog.apply(changeOf({ services: [recordOf({ id: 'a' })], teams: [RISK] }));
    await catalog.names();
    await catalog.apply(changeOf({ services: [recordOf({ id: 'b' })] }));
    expect((await catalog.names()).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('a sweep meets every living service once, sorted by bytes', async () => {
    const { catalog } = await database.open();
    const ids = ['a', 'a-b', 'a_b', 'aB', 'ab', 'b', 'ä', 'Z'];
    await catalog.apply(changeOf({ services: ids.map((id) => recordOf({ id })) }));
    const met: string[] = [];
    for (let last: string | null = null; ; ) {
      const slice: readonly { readonly id: string }[] = await catalog.keysAfter(last, 3);
      met.push(...slice.map(({ id }) => id));
      last = slice.at(-1)?.id ?? null;
      if (last === null) break;
    }
    expect(met).toEqual(ids.toSorted((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y))));
  });

  test('the whole catalog is that of one moment, though it takes long to read', async () => {
    const { catalog } = await database.open();
    const services = Array.from({ length: 1_600 }, (_, n) => recordOf({ id: `s${10_000 + n}`, name: 'old' }));
    await catalog.apply(changeOf({ services }));
    const ends = [services[0], services.at(-1)].filter((record) => record !== undefined);
    const reading = catalog.state();
    await catalog.apply(
      changeOf({ services: ends.map(({ key, service }) => recordOf({ ...service, name: 'new' }, { key })) }),
    );
    const found = (await reading).services.map(({ service }) => service.name);
    expect(new Set([found[0], found.at(-1)]).size).toBe(1);
  });

  test('names too long for an index are still written', async () => {
    const { catalog } = await database.open();
    const long = Array.from({ length: 5_000 }, (_, n) =>
      String.fromCodePoint(0x4e00 + ((n * 7919) % 20_000)),
    ).join('');
    const record = recordOf({
      id: 'shop',
      name: long,
      tier: long,
      owner: long,
      formerly: [long],
      links: [{ type: 'logs', title: 'Logs', url: `https://${long}` }],
    });
    await catalog.apply(changeOf({ services: [record] }));
    expect(await catalog.find('shop')).toEqual(record);
    expect((await catalog.find(long))?.key).toBe(record.key);
    const page = await catalog.list({ tier: long, teams: [long] }, { offset: 0, limit: 1 }, null);
    expect(page.total).toBe(1);
  });
});
