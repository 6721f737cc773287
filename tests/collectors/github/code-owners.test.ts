import { expect, test } from 'vitest';
import { codeOwnersOf } from '../../../src/collectors/github/code-owners.ts';

test.each([
  ['one rule for all', '* @acme/all', [], ['@acme/all'], true],
  ['a rule for all, and one for some', '* @a\n/docs/ @b', [], ['@a', '@b'], true],
  ['some without an owner, and nobody saw one of them', '* @a\n/docs/', [], ['@a'], undefined],
  ['some without an owner, of which one is known', '* @a\n/docs/', ['docs/index.md'], ['@a'], false],
  ['nothing for all, and all known files have owners', '*.ts @a', ['index.ts'], ['@a'], undefined],
  ['nothing for all, and a known file has none', '*.ts @a', ['index.js'], ['@a'], false],
  ['a later rule for all takes over', '/docs/ @b\n* @a', [], ['@a'], true],
])('of a repository: %s', (_name, text, files, owners, coversEverything) => {
  expect(codeOwnersOf(text, [], files)).toEqual({ owners, coversEverything });
});

test.each([
  ['a rule for its folder', '/services/pay/ @pay', ['@pay'], true],
  ['a rule for the folder above', '* @all\n/services/ @services', ['@services'], true],
  ['rules for other folders are left out', '* @all\n/services/ship/ @ship\n/web/** @web', ['@all'], true],
  ['a rule for kinds of files everywhere', '/services/pay/ @pay\n*.sql @dba', ['@dba', '@pay'], true],
  ['a rule within it', '/services/pay/api/ @api', ['@api'], undefined],
  ['a rule by a wildcard', '/services/*/ @services', ['@services'], true],
  ['none', '/web/ @web', [], undefined],
])('of a part: %s', (_name, text, owners, coversEverything) => {
  expect(codeOwnersOf(text, ['services/pay'], [])).toEqual({ owners, coversEverything });
});

test('of a part in two folders, both have to be covered', () => {
  const folders = ['services/pay', 'libs/pay'];
  expect(codeOwnersOf('/services/pay/ @pay', folders, []).coversEverything).toBeUndefined();
  expect(codeOwnersOf('/services/pay/ @pay', folders, ['libs/pay/a.ts']).coversEverything).toBe(false);
  expect(codeOwnersOf('/services/pay/ @pay\n/libs/ @libs', folders, [])).toEqual({
    owners: ['@libs', '@pay'],
    coversEverything: true,
  });
});
