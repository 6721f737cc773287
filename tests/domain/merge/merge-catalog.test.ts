import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CatalogReading, Service } from '../../../src/domain/catalog.ts';
import { describeProblem } from '../../../src/domain/errors.ts';
import type { KeptCatalog } from '../../../src/domain/merge/entries.ts';
import { mergeCatalog } from '../../../src/domain/merge/merge-catalog.ts';
import { declared, NO_READING, POLICY, reading, team } from './readings.ts';

function merge(...readings: readonly CatalogReading[]) {
  return mergeCatalog(readings, POLICY);
}

function serviceOf(id: string, ...readings: readonly CatalogReading[]) {
  return merge(...readings).services.find(({ entry }) => entry.id === id)?.entry;
}

function flagsOf(id: string, ...readings: readonly CatalogReading[]) {
  return merge(...readings)
    .flagged.filter((flag) => flag.id === id)
    .map(({ kind, message }) => [kind, message]);
}

describe('one id declared twice', () => {
  test('in a file, over files, by case or by slug: all are rejected by path and line, and the rest loads', () => {
    const one = reading({
      services: [declared('c', { name: 'C' }), declared('c', { name: 'C++' }), declared('shop')],
    });
    const other = reading({ services: [declared('c', { name: 'c' }), declared('cart')] }, 'b.yml');
    const { services, rejections } = merge(one, other);
    expect(services.map(({ entry }) => entry.id)).toEqual(['cart', 'shop']);
    expect(rejections.flatMap(({ problems }) => problems.map(describeProblem))).toEqual([
      'a.yml:1: the service "c" is declared more than once: also at a.yml:2 ("C++"), b.yml:1 ("c"). Give each its own id; case and punctuation make no difference.',
      'a.yml:2: the service "c" is declared more than once: also at a.yml:1 ("C"), b.yml:1 ("c"). Give each its own id; case and punctuation make no difference.',
      'b.yml:1: the service "c" is declared more than once: also at a.yml:1 ("C"), a.yml:2 ("C++"). Give each its own id; case and punctuation make no difference.',
    ]);
  });

  test('rejects teams and systems too, each kind among its own', () => {
    const { services, teams, systems, rejections } = merge(
      reading({
        services: [declared('x')],
        teams: [team('x'), team('y'), team('y')],
        systems: [{ id: 'x', name: 'x' }],
      }),
    );
    expect([services.length, teams.length, systems.length]).toEqual([1, 1, 1]);
    expect(rejections.map(({ kind, id }) => [kind, id])).toEqual([
      ['team', 'y'],
      ['team', 'y'],
    ]);
  });

  test('rejects the sound one too when the other is wrong otherwise', () => {
    const wrong = reading(
      {
        rejections: [{ kind: 'service', id: 'pay', origin: { source: 'own-yaml', file: 'b.yml', line: 9 } }],
      },
      'b.yml',
    );
    const { services, rejections } = merge(reading({ services: [declared('pay')] }), wrong);
    expect(services).toEqual([]);
    expect(rejections[0]?.problems[0]?.message).toContain('b.yml:9 (rejected as well)');
  });
});

describe('an owner', () => {
  const teams = [team('payments', { name: 'Payments & Co' }), team('risk')];

  test('is found by the id of its team, or its name', () => {
    const services = [declared('a', { owner: 'payments' }), declared('b', { owner: 'payments-co' })];
    expect(merge(reading({ teams, services })).services.map(({ entry }) => entry.owner)).toEqual([
      'payments',
      'payments',
    ]);
  });

  test.each([
    [undefined, 'no owner is declared'],
    ['paymnts', 'no owner: there is no team "paymnts" (did you mean "payments"?)'],
    ['team-TEAM-NAME', 'no owner: "team-TEAM-NAME" is a template that was left unfilled'],
    [
      '$'.concat('{{ values.owner }}'),
      'no owner: "$'.concat('{{ values.owner }}" is a template that was left unfilled'),
    ],
    ['<owner>', 'no owner: "<owner>" is a template that was left unfilled'],
    ['changeme', 'no owner: "changeme" is a template that was left unfilled'],
  ])('that is %j leaves the service kept, without owner and flagged', (written, message) => {
    const service = declared(
      'a',
      written === undefined ? {} : { owner: 'nobody-at-all', ownerDeclared: written },
    );
    const kept = serviceOf('a', reading({ teams, services: [service] }));
    expect(kept).toMatchObject({ id: 'a' });
    expect(kept).not.toHaveProperty('owner');
    expect(kept?.ownerDeclared).toBe(written);
    expect(flagsOf('a', reading({ teams, services: [service] }))).toEqual([['no-owner', message]]);
  });

  test('of whom nobody is unfilled because their name is in capitals', () => {
    expect(
      flagsOf('a', reading({ services: [declared('a', { owner: 'ghost', ownerDeclared: 'SRE-TEAM' })] })),
    ).toEqual([['no-owner', 'no owner: there is no team "SRE-TEAM"']]);
  });
});

describe('references', () => {
  const owner = { owner: 'web' };
  const web = team('web');

  test('to a tier go by id or name; an unknown one counts as the default, with a flag', () => {
    const services = [
      declared('a', { ...owner, tier: 'Customers stop' }),
      declared('b', { ...owner, tier: 'TIER-1' }),
      declared('c', { ...owner, tier: 'teir-1' }),
      declared('d', owner),
    ];
    const { services: merged, flagged } = merge(reading({ teams: [web], services }));
    expect(merged.map(({ entry }) => entry.tier)).toEqual(['tier-1', 'tier-1', 'tier-2', 'tier-2']);
    expect(flagged.map(({ id, kind, message }) => [id, kind, message])).toEqual([
      ['c', 'unknown-tier', 'there is no tier "teir-1" (did you mean "tier-1"?); it counts as tier-2'],
    ]);
  });

  test('to a service that is not there stay, with a flag; a former id leads to the one of today', () => {
    const services = [
      declared('a', { ...owner, dependsOn: ['old-ledger', 'ledgr', 'ledger'] }),
      declared('ledger', { ...owner, formerly: ['old-ledger'], dependsOn: [] }),
    ];
    const read = reading({ teams: [web], services });
    expect(serviceOf('a', read)?.dependsOn).toEqual(['ledger', 'ledgr']);
    expect(serviceOf('ledger', read)?.dependsOn).toEqual([]);
    expect(flagsOf('a', read)).toEqual([
      ['dangling-dependency', 'depends on "ledgr", which is not in the catalog (did you mean "ledger"?)'],
    ]);
  });

  test('in a circle are told once', () => {
    const services = [
      declared('c', { ...owner, dependsOn: ['a'] }),
      declared('b', { ...owner, dependsOn: ['c'] }),
      declared('a', { ...owner, dependsOn: ['b'] }),
    ];
    const { flagged } = merge(reading({ teams: [web], services }));
    expect(flagged.map(({ id, kind, message }) => [id, kind, message])).toEqual([
      ['a', 'dependency-cycle', 'depends on itself in a circle: a → b → c → a'],
    ]);
  });

  test('to a system make it one, flagged only where systems are declared', () => {
    const services = [declared('a', { ...owner, system: 'chekout' })];
    expect(merge(reading({ teams: [web], services }))).toMatchObject({
      systems: [{ id: 'chekout', name: 'chekout' }],
      flagged: [],
    });
    const systems = [{ id: 'checkout', name: 'Checkout', parent: 'commerce' }];
    const merged = merge(reading({ teams: [web], services, systems }));
    expect(merged.systems.map(({ id }) => id)).toEqual(['checkout', 'chekout', 'commerce']);
    expect(merged.flagged.map(({ subject, id, message }) => [subject, id, message])).toEqual([
      ['service', 'a', 'there is no system "chekout" (did you mean "checkout"?)'],
      ['system', 'checkout', 'there is no system "commerce"'],
    ]);
  });

  test('to teams that are not there are left out, with a flag', () => {
    const services = [declared('a', { ...owner, also: ['web', 'ghosts'] })];
    const merged = merge(
      reading({
        teams: [team('web', { parent: 'nobody' })],
        services,
        systems: [{ id: 's', name: 's', owner: 'webb' }],
      }),
    );
    expect(merged.services[0]?.entry.also).toEqual(['web']);
    expect(merged.teams[0]).not.toHaveProperty('parent');
    expect(merged.flagged.map(({ subject, kind, message }) => [subject, kind, message])).toEqual([
      ['service', 'unknown-team', 'there is no team "ghosts"'],
      ['team', 'unknown-team', 'there is no team "nobody"'],
      ['system', 'unknown-team', 'there is no team "webb" (did you mean "web"?)'],
    ]);
  });
});

describe('a former id', () => {
  const owner = { owner: 'web' };
  const teams = [team('web')];

  test('that a living service has stays with that one', () => {
    const services = [declared('a', { ...owner, formerly: ['b', 'a', 'old'] }), declared('b', owner)];
    expect(serviceOf('a', reading({ teams, services }))?.formerly).toEqual(['old']);
    expect(flagsOf('a', reading({ teams, services }))).toEqual([
      ['former-id-taken', '"b" is a service of its own, so it cannot be a former id'],
    ]);
  });

  test('that two services claim is nobody’s', () => {
    const services = [
      declared('a', { ...owner, formerly: ['old'] }),
      declared('b', { ...owner, formerly: ['old'] }),
    ];
    expect(serviceOf('a', reading({ teams, services }))?.formerly).toEqual([]);
    expect(flagsOf('b', reading({ teams, services }))).toEqual([
      ['former-id-taken', 'the former id "old" is also claimed by "a"'],
    ]);
  });
});

describe('people', () => {
  test('are one by e-mail: what ready.yml says first, then what sources say, then bare e-mails', () => {
    const read: CatalogReading = {
      ...NO_READING,
      people: [
        {
          entry: { email: 'ana@acme.test', name: 'Ana B', github: 'ana' },
          origin: { source: 'backstage', file: 'b', line: 2 },
        },
        {
          entry: { email: 'eve@acme.test', github: 'ANA', slack: 'U9' },
          origin: { source: 'backstage', file: 'b', line: 9 },
        },
      ],
    };
    const { people } = mergeCatalog(
      [
        read,
        reading({
          teams: [team('web', { members: ['bo@acme.test', 'U0123456'], stewards: ['ana@acme.test'] })],
        }),
      ],
      { ...POLICY, people: [{ email: 'Ana@acme.test', name: 'Ana', slack: 'U1' }] },
    );
    expect(people).toEqual([
      { email: 'ana@acme.test', name: 'Ana', slack: 'U1', github: 'ana' },
      { email: 'bo@acme.test' },
      { email: 'eve@acme.test', slack: 'U9' },
    ]);
  });
});

describe('a rejected entry is not a removed one', () => {
  const origin = (file: string, line = 1) => ({ source: 'own-yaml', file, line });
  const service = (id: string, fields: Partial<Service> = {}): Service => ({
    ...declared(id),
    tier: 'tier-1',
    ...fields,
  });
  const kept: KeptCatalog = {
    services: [
      { entry: service('a', { formerly: ['oldest'] }), origin: origin('a.yml') },
      { entry: service('b'), origin: origin('a.yml', 2) },
      { entry: service('c'), origin: origin('catalog/c.yml') },
      { entry: service('d'), origin: { source: 'slack' } },
    ],
    teams: [team('web')],
    systems: [{ id: 'shop', name: 'Shop' }],
    sources: ['own-yaml', 'backstage'],
  };
  const staying = (...rejections: Parameters<typeof reading>[0]['rejections'] & object) =>
    mergeCatalog([reading({ rejections })], POLICY, kept).staying;

  test('the service that it is about stays', () => {
    expect(staying({ kind: 'service', id: 'a', origin: origin('elsewhere.yml') })).toEqual(['a', 'd']);
  });

  test('all services of its file stay when it does not say whom it is about, or names a new one', () => {
    expect(staying({ kind: 'service', origin: origin('a.yml') })).toEqual(['a', 'b', 'd']);
    expect(staying({ kind: 'service', id: 'renamed', origin: origin('a.yml') })).toEqual(['a', 'b', 'd']);
    expect(staying({ origin: origin('a.yml') })).toEqual(['a', 'b', 'd']);
    expect(staying({ origin: { source: 'files', file: 'catalog' } })).toEqual(['c', 'd']);
  });

  test('a team that it is about does not take away services', () => {
    expect(staying({ kind: 'team', id: 'web', origin: origin('a.yml') })).toEqual(['d']);
  });

  test('nothing stays without a rejection, but what this import does not speak for', () => {
    expect(staying()).toEqual(['d']);
  });

  test('two entries of one id leave the last good service', () => {
    expect(
      mergeCatalog([reading({ services: [declared('a'), declared('a')] })], POLICY, kept).staying,
    ).toEqual(['a', 'd']);
  });

  test('what stays is still referred to', () => {
    const read = reading({
      services: [declared('x', { owner: 'web', dependsOn: ['a', 'oldest', 'd'], system: 'shop' })],
      rejections: [
        { kind: 'service', id: 'a', origin: origin('a.yml') },
        { kind: 'team', id: 'web', origin: origin('a.yml') },
        { kind: 'system', id: 'shop', origin: origin('a.yml') },
      ],
    });
    const merged = mergeCatalog([read], POLICY, kept);
    expect(merged.flagged).toEqual([]);
    expect(merged.services[0]?.entry).toMatchObject({ owner: 'web', dependsOn: ['a', 'd'] });
    expect(merged.teams).toEqual(kept.teams);
    expect(merged.systems).toEqual(kept.systems);
  });
});

test('the order of readings and entries makes no difference', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const service = fc.record({
    id,
    owner: fc.option(id, { nil: undefined }),
    dependsOn: fc.option(fc.array(id, { maxLength: 3 }), { nil: undefined }),
    formerly: fc.array(id, { maxLength: 2 }),
    also: fc.array(id, { maxLength: 2 }),
    system: fc.option(id, { nil: undefined }),
    tier: fc.constantFrom('tier-1', 'x', undefined),
  });
  const file = fc.record({
    services: fc.array(
      service.map((fields) => declared(fields.id, fields)),
      { maxLength: 4 },
    ),
    teams: fc.array(
      id.map((name) => team(name, { members: [`${name}@acme.test`] })),
      { maxLength: 3 },
    ),
    systems: fc.array(
      id.map((name) => ({ id: name, name })),
      { maxLength: 2 },
    ),
  });
  fc.assert(
    fc.property(fc.array(file, { maxLength: 4 }), fc.infiniteStream(fc.nat()), (files, order) => {
      const shuffled = <T>(list: readonly T[]) =>
        list
          .map((item) => [order.next().value, item] as const)
          .toSorted(([a], [b]) => a - b)
          .map(([, item]) => item);
      const readings = files.map((content, index) => reading(content, `${index}.yml`));
      const others = shuffled(readings).map((one) => ({
        ...one,
        services: shuffled(one.services),
        teams: shuffled(one.teams),
        systems: shuffled(one.systems),
      }));
      expect(mergeCatalog(others, POLICY)).toEqual(mergeCatalog(readings, POLICY));
    }),
  );
});

test('ten thousand services that all lack their team and depend on ghosts are merged within seconds', () => {
  const services = Array.from({ length: 10_000 }, (_, index) =>
    declared(`service-${index}`, { owner: `team-${index}`, dependsOn: [`ghost-${index}`] }),
  );
  const teams = Array.from({ length: 500 }, (_, index) => team(`squad-${index}`));
  const before = process.cpuUsage();
  const { flagged } = merge(reading({ services, teams }));
  expect(flagged).toHaveLength(20_000);
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(6_000);
});
