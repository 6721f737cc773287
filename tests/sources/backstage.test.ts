import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeProblem } from '../../src/domain/errors.ts';
import { readTexts } from './reading.ts';

interface Entity {
  readonly kind: string;
  readonly name: string;
  readonly metadata?: object;
  readonly spec?: object;
}

/** JSON is YAML. */
function entities(...list: readonly Entity[]): string {
  return list
    .map(({ kind, name, metadata = {}, spec = {} }) =>
      JSON.stringify({ apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name, ...metadata }, spec }),
    )
    .join('\n---\n');
}

function read(...list: readonly Entity[]) {
  return readTexts({ 'catalog-info.yaml': entities(...list) });
}

function service(metadata: object, spec: object = {}) {
  return read({ kind: 'Component', name: 'x', metadata, spec }).services[0]?.entry;
}

describe('an entity', () => {
  test('of each kind of ours is said in our words', () => {
    const reading = read(
      {
        kind: 'Component',
        name: 'shop',
        metadata: { title: 'The shop' },
        spec: {
          type: 'Website',
          lifecycle: 'Experimental',
          owner: 'group:default/web',
          system: 'store',
          dependsOn: ['resource:db', 'component:default/ledger'],
          consumesApis: ['orders'],
        },
      },
      { kind: 'API', name: 'orders', spec: { type: 'openapi', lifecycle: 'production', owner: 'web' } },
      { kind: 'Resource', name: 'db', spec: { type: 'database', owner: 'web' } },
      { kind: 'System', name: 'store', spec: { owner: 'web', domain: 'commerce' } },
      { kind: 'Domain', name: 'commerce', spec: { owner: 'web' } },
      {
        kind: 'Group',
        name: 'web',
        metadata: { annotations: { 'slack.com/channel': '#web' } },
        spec: {
          type: 'team',
          profile: { displayName: 'Web' },
          parent: 'all',
          children: [],
          members: ['ana'],
        },
      },
      {
        kind: 'User',
        name: 'ana',
        spec: { profile: { displayName: 'Ana', email: 'Ana@acme.test' }, memberOf: [] },
      },
      { kind: 'User', name: 'bo', spec: { profile: { email: 'bo@acme.test' }, memberOf: ['web'] } },
      { kind: 'User', name: 'mute', spec: { memberOf: ['web'] } },
    );
    expect(reading.rejections).toEqual([]);
    expect(reading.services.map(({ entry }) => [entry.id, entry.name, entry.type, entry.lifecycle])).toEqual([
      ['shop', 'The shop', 'website', 'experimental'],
      ['orders', 'orders', 'api', 'production'],
      ['db', 'db', 'resource', 'production'],
    ]);
    expect(reading.services[0]?.entry).toMatchObject({
      owner: 'web',
      ownerDeclared: 'group:default/web',
      system: 'store',
      dependsOn: ['db', 'ledger', 'orders'],
    });
    expect(reading.systems.map(({ entry }) => [entry.id, entry.parent, entry.owner])).toEqual([
      ['store', 'commerce', 'web'],
      ['commerce', undefined, 'web'],
    ]);
    expect(reading.teams.map(({ entry }) => entry)).toMatchObject([
      { id: 'web', name: 'Web', channel: '#web', members: ['ana@acme.test', 'bo@acme.test'], parent: 'all' },
    ]);
    expect(reading.people.map(({ entry }) => [entry.email, entry.name])).toEqual([
      ['ana@acme.test', 'Ana'],
      ['bo@acme.test', 'bo'],
    ]);
    expect(reading.skipped).toEqual([{ what: 'User without an e-mail address', count: 1 }]);
  });

  test('of another kind, or of another system, is skipped and counted', () => {
    const kubernetes = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\n';
    const templates = entities(
      { kind: 'Template', name: 'a' },
      { kind: 'Template', name: 'b' },
      { kind: 'Location', name: 'c', spec: { target: 'https://x.test/a.yaml' } },
      { kind: 'Location', name: 'd', spec: { target: './a.yaml' } },
    );
    expect(readTexts({ 'a.yaml': templates, 'b.yaml': kubernetes })).toMatchObject({
      services: [],
      rejections: [],
      skipped: [
        { what: 'Template', count: 2 },
        { what: 'Location that leads to a URL', count: 1 },
        { what: 'Deployment', count: 1 },
      ],
    });
  });

  test.each([
    [{ labels: { tier: '1' } }, 'tier-1'],
    [{ labels: { 'acme.com/tier': 2 } }, 'tier-2'],
    [{ labels: { tier: 'Gold' } }, 'gold'],
    [{ tags: ['java', 'tier-3'] }, 'tier-3'],
    [{ tags: ['tier:1'] }, 'tier-1'],
    [{ tags: ['tiered'] }, undefined],
    [{}, undefined],
  ])('has the tier of its label or tag: %j', (metadata, tier) => {
    expect(service(metadata)?.tier).toBe(tier);
  });

  test.each([
    [{ 'github.com/project-slug': 'Acme/shop' }, [{ url: 'github.com/acme/shop', paths: [] }]],
    [
      {
        'github.com/project-slug': 'acme/mono',
        'backstage.io/source-location': 'url:https://github.com/acme/mono/tree/main/services/shop/',
      },
      [{ url: 'github.com/acme/mono', paths: ['services/shop/**'] }],
    ],
    [{ 'gitlab.com/project-slug': 'a/b/c' }, [{ url: 'gitlab.com/a/b/c', paths: [] }]],
    [{ 'backstage.io/source-location': 'dir:.' }, []],
  ])('has the repositories of its annotations: %j', (annotations, repos) => {
    expect(service({ annotations })?.repos).toEqual(repos);
  });

  test('has links of the kinds that rules ask for, by their titles; those that no browser opens are left out', () => {
    const links = [
      { url: 'https://x.test/1', title: 'Run book' },
      { url: 'https://x.test/2', title: 'Kibana logs' },
      { url: 'https://x.test/3', icon: 'dashboard' },
      { url: 'https://x.test/4', title: 'Home', type: 'Website' },
      { url: 'https://x.test/5' },
      { url: 'javascript:alert(1)', title: 'Docs' },
      { url: '/relative' },
    ];
    expect(service({ links })?.links.map(({ type, title }) => [type, title])).toEqual([
      ['runbook', 'Run book'],
      ['logs', 'Kibana logs'],
      ['dashboard', 'https://x.test/3'],
      ['website', 'Home'],
      ['link', 'https://x.test/5'],
    ]);
  });

  test('without dependencies says nothing about them; with an empty list it does', () => {
    expect(service({}, {})?.dependsOn).toBeUndefined();
    expect(service({}, { dependsOn: [] })?.dependsOn).toEqual([]);
  });

  test('may have empty keys and numbers where texts are meant', () => {
    expect(service({ description: null, tags: null, annotations: { port: 80 } })).toMatchObject({
      tags: [],
      annotations: { port: '80' },
    });
  });

  test('that is wrong is rejected with its place and name, and the others load', () => {
    const text = `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a, tags: x}\n---\n${entities({ kind: 'Component', name: 'b' })}`;
    const { services, rejections } = readTexts({ 'c.yaml': text });
    expect(services.map(({ entry }) => entry.id)).toEqual(['b']);
    expect(rejections).toMatchObject([{ kind: 'service', id: 'a', origin: { file: 'c.yaml', line: 1 } }]);
    expect(rejections[0]?.problems.map(describeProblem)).toEqual([
      'c.yaml:3:21: "tags" must be a list, not the text "x"',
    ]);
  });

  test.each([
    'kind: Component\nmetadata: {name: x}',
    'apiVersion: backstage.io/v1alpha1\nmetadata: {name: x}',
    'apiVersion: backstage.io/v1alpha1\nkind: Component',
  ])('that lacks half of itself is rejected: %j', (text) => {
    const { services, rejections } = readTexts({ 'c.yaml': text });
    expect(services).toEqual([]);
    expect(rejections[0]?.problems[0]?.message).toMatch(/is missing/);
  });
});

describe('ids', () => {
  test('outside the default namespace have it before them, also in references from there', () => {
    const { services } = read(
      {
        kind: 'Component',
        name: 'ledger',
        metadata: { namespace: 'billing' },
        spec: { owner: 'books', dependsOn: ['component:store'] },
      },
      {
        kind: 'Component',
        name: 'store',
        metadata: { namespace: 'billing' },
        spec: { owner: 'default/books' },
      },
      { kind: 'Component', name: 'ledger', spec: {} },
    );
    expect(services.map(({ entry }) => [entry.id, entry.owner, entry.dependsOn])).toEqual([
      ['billing.ledger', 'billing.books', ['billing.store']],
      ['billing.store', 'books', undefined],
      ['ledger', undefined, undefined],
    ]);
  });

  test('of an API with the name of a component have its kind before them, in references too', () => {
    const { services } = read(
      { kind: 'API', name: 'pay', spec: {} },
      { kind: 'Component', name: 'pay', spec: {} },
      {
        kind: 'Component',
        name: 'shop',
        spec: { consumesApis: ['pay'], dependsOn: ['component:pay', 'api:default/pay'] },
      },
    );
    expect(services.map(({ entry }) => entry.id).sort()).toEqual(['api.pay', 'pay', 'shop']);
    expect(services.find(({ entry }) => entry.id === 'shop')?.entry.dependsOn).toEqual(['pay', 'api.pay']);
  });

  test('stay the same while the other of the two is rejected', () => {
    const { services, rejections } = read(
      { kind: 'API', name: 'pay', spec: {} },
      { kind: 'Component', name: 'pay', metadata: { tags: 'x' } },
    );
    expect(services.map(({ entry }) => entry.id)).toEqual(['api.pay']);
    expect(rejections).toMatchObject([{ kind: 'service', id: 'pay' }]);
  });
});

describe('a person who owns something', () => {
  test('is a team of one', () => {
    const { services, teams } = read(
      { kind: 'Component', name: 'x', spec: { owner: 'user:default/ana' } },
      { kind: 'User', name: 'ana', spec: { profile: { email: 'ana@acme.test', displayName: 'Ana' } } },
    );
    expect(services[0]?.entry.owner).toBe('user.ana');
    expect(teams.map(({ entry }) => entry)).toMatchObject([
      { id: 'user.ana', name: 'Ana', members: ['ana@acme.test'] },
    ]);
  });

  test('whom nobody knows is no team', () => {
    const { services, teams } = read({ kind: 'Component', name: 'x', spec: { owner: 'user:guest' } });
    expect(services[0]?.entry).toMatchObject({ owner: 'user.guest', ownerDeclared: 'user:guest' });
    expect(teams).toEqual([]);
  });
});

describe('both formats in one file', () => {
  test('are told apart by content', () => {
    const text = `teams: [{id: web}]\n---\n${entities({ kind: 'Component', name: 'x', spec: { owner: 'web' } })}`;
    const { services, teams, rejections } = readTexts({ 'a.yml': text });
    expect(rejections).toEqual([]);
    expect([services[0]?.origin.source, teams[0]?.origin.source]).toEqual(['backstage', 'own-yaml']);
  });
});

const DATA = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'backstage');

describe.skipIf(!existsSync(DATA))('real files of public repositories', () => {
  test('are read without a rejection; kinds that we have no word for are counted', () => {
    const paths = readdirSync(DATA, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.yaml'),
    );
    const reading = readTexts(
      Object.fromEntries(paths.map((path) => [path, readFileSync(join(DATA, path), 'utf8')])),
    );
    expect(reading.rejections).toEqual([]);
    expect(reading.services.map(({ entry }) => entry.id).sort()).toEqual([
      'alternative.different-namespace',
      'backstage-demo',
      'demo-graphql',
      'invalid-component',
      'openedx-events',
    ]);
    expect(reading.skipped).toEqual([{ what: 'AiResource', count: 6 }]);
  });
});
