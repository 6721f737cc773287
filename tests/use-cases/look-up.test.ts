import { describe, expect, test } from 'vitest';
import { plainWords } from '../../src/use-cases/look-up.ts';
import { openSmallHome, somebody, viewerOf } from '../support/small-home.ts';

describe('plainWords', () => {
  test.each([
    ['  payments-api ', 'payments-api'],
    ['`payments-api`', 'payments-api'],
    ['<#C012AB|payments>', '#payments'],
    ['<!subteam^S012|@payments>', '@payments'],
    ['<https://github.com/acme/payments|github.com/acme/payments>', 'https://github.com/acme/payments'],
    ['<https://wiki.acme.test/p>', 'https://wiki.acme.test/p'],
  ])('reads %s as typed', (written, plain) => {
    expect(plainWords(written)).toBe(plain);
  });
});

describe('lookUp', () => {
  const meaning = async (words: string) => {
    const { app } = await openSmallHome();
    const answer = await app.verbs.lookUp(somebody, words);
    if (answer.kind === 'card') return `card ${answer.card.service.id}`;
    if (answer.kind === 'group') return `${answer.group.kind} ${answer.group.id}`;
    if (answer.kind === 'several') return `several ${answer.lines.map(({ id }) => id).toSorted()}`;
    return `nearest ${answer.nearest.map(({ kind, id }) => `${kind} ${id}`)}`;
  };

  test.each([
    ['payments-api', 'card payments-api'],
    ['PAYMENTS-API', 'card payments-api'],
    ['payment-gateway', 'card payments-api'],
    ['Payments API', 'card payments-api'],
    ['@payments', 'team payments'],
    ['payments', 'team payments'],
    ['Search', 'team search'],
    ['checkout', 'system checkout'],
    ['#payments', 'card payments-api'],
    ['https://github.com/acme/payments/pull/7', 'several ledger,payments-api'],
    ['github.com/acme/payments', 'several ledger,payments-api'],
    ['https://wiki.acme.test/p', 'card payments-api'],
    ['fnder', 'nearest service finder'],
    ['paymnts', 'nearest team payments'],
    ['xyzzyxyzzy', 'nearest '],
  ])('%s means %s', async (words, expected) => {
    expect(await meaning(words)).toBe(expected);
  });

  test('a word that names a team and a system is asked back', async () => {
    const { app } = await openSmallHome({
      'catalog/more.yml': 'systems:\n  - {id: search, name: Search engine}\n',
    });
    expect(await app.verbs.lookUp(somebody, 'search')).toMatchObject({
      kind: 'nearest',
      nearest: [
        { kind: 'team', id: 'search' },
        { kind: 'system', id: 'search' },
      ],
    });
    expect(await app.verbs.lookUp(somebody, '@search')).toMatchObject({
      kind: 'group',
      group: { kind: 'team' },
    });
  });

  test('a guest learns no name of others, neither exactly nor by misspelling it', async () => {
    const { app } = await openSmallHome();
    const guest = await viewerOf(app, 'cy@acme.test', { guest: true });
    for (const words of [
      'ledger',
      'ledgr',
      'payments-api',
      'github.com/acme/payments',
      '#payments',
      '@payments',
      'checkout',
    ]) {
      expect(await app.verbs.lookUp(guest, words)).toMatchObject({ kind: 'nearest', nearest: [] });
    }
    expect(await app.verbs.lookUp(guest, 'fnder')).toMatchObject({ nearest: [{ id: 'finder' }] });
    expect(await app.verbs.suggest(guest, 'led', 10)).toEqual([]);
  });
});
