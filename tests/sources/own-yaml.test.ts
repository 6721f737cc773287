import { describe, expect, test } from 'vitest';
import { describeProblem } from '../../src/domain/errors.ts';
import { readTexts } from './reading.ts';

function told(text: string): string[] {
  return readTexts({ 'a.yml': text }).rejections.flatMap(({ problems }) => problems.map(describeProblem));
}

function service(...lines: string[]): string {
  return ['services:', '  - id: shop', ...lines.map((line) => `    ${line}`)].join('\n');
}

const WHOLE = `
teams:
  - {id: payments, name: Payments, channel: "#team-payments", members: [Ana@acme.test, U01234567], stewards: [ana@acme.test], nudges: channel, slack_usergroup: "@pay", parent: "@money"}
systems:
  - {id: checkout, name: Checkout, description: People pay, parent: shop, owner: payments}
services:
  - id: payments-api
    name: Payments API
    description: Takes card payments
    type: Service
    lifecycle: production
    tier: tier-1
    system: checkout
    owner: payments
    repo: https://github.com/Acme/payments-api.git
    repos: [{url: github.com/acme/mono, paths: [services/payments/**]}]
    formerly: [Payment Gateway]
    also: ["@risk"]
    channel: payments-api
    links:
      - {type: Runbook, url: "https://wiki.acme.test/payments-runbook"}
    tags: [money]
    depends_on: [ledger]
    annotations: {pagerduty.com/service-id: PABC123}
    custom: {incident-process-documented: true, load: {p95: 1.5}}
    path: ../payments-api
`;

describe('our own format', () => {
  test('is read whole, as FORMATS shows it', () => {
    const { services, teams, systems, rejections } = readTexts({ 'a.yml': WHOLE });
    expect(rejections).toEqual([]);
    expect(teams).toEqual([
      {
        entry: {
          id: 'payments',
          name: 'Payments',
          channel: '#team-payments',
          members: ['ana@acme.test', 'U01234567'],
          stewards: ['ana@acme.test'],
          nudges: 'channel',
          slackUsergroup: '@pay',
          parent: 'money',
        },
        origin: { source: 'own-yaml', file: 'a.yml', line: 3 },
      },
    ]);
    expect(systems.map(({ entry }) => entry)).toEqual([
      { id: 'checkout', name: 'Checkout', description: 'People pay', parent: 'shop', owner: 'payments' },
    ]);
    expect(services).toEqual([
      {
        entry: {
          id: 'payments-api',
          name: 'Payments API',
          description: 'Takes card payments',
          type: 'service',
          lifecycle: 'production',
          tier: 'tier-1',
          system: 'checkout',
          owner: 'payments',
          ownerDeclared: 'payments',
          also: ['risk'],
          repos: [
            { url: 'github.com/acme/payments-api', paths: [] },
            { url: 'github.com/acme/mono', paths: ['services/payments/**'] },
          ],
          channel: '#payments-api',
          links: [{ type: 'runbook', title: 'runbook', url: 'https://wiki.acme.test/payments-runbook' }],
          tags: ['money'],
          dependsOn: ['ledger'],
          annotations: { 'pagerduty.com/service-id': 'PABC123' },
          custom: { 'incident-process-documented': true, load: { p95: 1.5 } },
          formerly: ['payment-gateway'],
          path: '/home/acme/payments-api',
        },
        origin: { source: 'own-yaml', file: 'a.yml', line: 7 },
      },
    ]);
  });

  test('needs nothing of a service but its id', () => {
    const { services } = readTexts({ 'a.yml': 'services: [{id: C++}]' });
    expect(services[0]?.entry).toMatchObject({
      id: 'c',
      name: 'C++',
      type: 'service',
      lifecycle: 'production',
    });
    expect(services[0]?.entry).not.toHaveProperty('dependsOn');
    expect(services[0]?.entry.tier).toBeUndefined();
  });

  test('tells no dependencies, said out loud, from nothing said', () => {
    expect(readTexts({ 'a.yml': service('depends_on: none') }).services[0]?.entry.dependsOn).toEqual([]);
    expect(readTexts({ 'a.yml': service('tier: a') }).services[0]?.entry.dependsOn).toBeUndefined();
  });

  test.each(['', '# later\n', 'services:\nteams:\n', 'services: []'])('is nothing in the file %j', (text) => {
    expect(readTexts({ 'a.yml': text })).toMatchObject({ services: [], teams: [], rejections: [] });
  });

  const mistakes: [what: string, text: string, wanted: string][] = [
    ['a misspelt key', service('ower: payments'), 'a.yml:3:5: unknown key "ower" (did you mean "owner"?)'],
    [
      'a misspelt word',
      service('lifecycle: prodution'),
      'a.yml:3:5: "lifecycle" cannot be the text "prodution" (did you mean "production"?). It is one of: experimental, production, deprecated.',
    ],
    [
      'a comment',
      service('channel: #payments'),
      'a.yml:3:5: "#payments" is read as a comment. Write it in quotes: "#payments".',
    ],
    [
      'no repository',
      service('repo: shop'),
      'a.yml:3:5: "repo": the text "shop" is no repository. Write host, owner and name: github.com/acme/shop.',
    ],
    [
      'a link that runs code',
      service('links: [{type: docs, url: "javascript:alert(1)"}]'),
      'a.yml:3:26: "url": the text "javascript:alert(1)" is no web address. It begins with https://.',
    ],
    [
      'dependencies that are no list',
      service('depends_on: ledger'),
      'a.yml:3:5: "depends_on" cannot be the text "ledger"',
    ],
    ['no id', 'services:\n  - name: x', 'a.yml:2:5: "id" is missing'],
    [
      'an id without letters',
      'services:\n  - id: "+++"',
      'a.yml:2:5: "id": the text "+++" has neither a letter nor a digit to make an id of',
    ],
    [
      'an id that is a number',
      'services:\n  - id: 007',
      'a.yml:2:9: 007 is read as the number 7. Write it in quotes if it is a text: "007".',
    ],
    ['a list that is none', 'services: {shop: {}}', 'a.yml:1:1: "services" must be a list, not a mapping'],
    ['a misspelt list', 'sevices:\n  - id: x', 'a.yml:1:1: unknown key "sevices" (did you mean "services"?)'],
    ['no mapping at all', '- id: x', 'a.yml:1:1: the document must be a mapping with keys, not a list'],
    [
      'a deep tag',
      service('custom: {a: [1, !x y]}'),
      'a.yml:3:21: "!x" is read as a YAML tag. Write the value in quotes: "!x y]}".',
    ],
  ];
  test.each(mistakes)('%s is refused with its place', (_what, text, wanted) => {
    expect(told(text)).toEqual([wanted]);
  });
});

describe('a rejected entry', () => {
  test('leaves the others, and says whom it is about', () => {
    const { services, rejections } = readTexts({
      'a.yml': 'services:\n  - {id: a}\n  - {id: B b, ower: x}\n  - {id: c}\n',
    });
    expect(services.map(({ entry }) => entry.id)).toEqual(['a', 'c']);
    expect(rejections).toMatchObject([{ kind: 'service', id: 'b-b', origin: { file: 'a.yml', line: 3 } }]);
  });

  test('with a mistake of YAML is its own, not the file’s', () => {
    const { rejections } = readTexts({ 'a.yml': 'services:\n  - {id: a, name: !x}\n  - {id: c}\n' });
    expect(rejections).toMatchObject([{ kind: 'service', id: 'a' }]);
  });

  test('after which nothing can be trusted makes the whole file unknown', () => {
    const { rejections } = readTexts({
      'a.yml': 'services:\n  - {id: a}\n  - id: b\n   name: x\n  - {id: c}\n',
    });
    expect(rejections[0]).toMatchObject({ origin: { file: 'a.yml' } });
    expect(rejections[0]).not.toHaveProperty('kind');
  });

  test('of a refused file makes the whole file unknown', () => {
    const { rejections } = readTexts({ 'a.yml': '['.repeat(500) });
    expect(rejections).toMatchObject([{ origin: { file: 'a.yml' }, problems: [{ line: 1 }] }]);
    expect(rejections[0]).not.toHaveProperty('kind');
  });
});
