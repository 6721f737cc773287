import { expect, test } from 'vitest';
import { repositoryAddress } from '../../src/domain/repository-address.ts';

test.each([
  ['github.com/acme/shop', 'github.com/acme/shop', []],
  ['https://github.com/Acme/Shop.git', 'github.com/acme/shop', []],
  ['git@github.com:acme/shop.git', 'github.com/acme/shop', []],
  ['ssh://git@github.com/acme/shop', 'github.com/acme/shop', []],
  ['https://user:secret@github.com/acme/shop', 'github.com/acme/shop', []],
  ['url:https://github.com/acme/mono/tree/main/services/shop/', 'github.com/acme/mono', ['services/shop/**']],
  ['https://github.com/acme/mono/blob/main/shop/index.ts', 'github.com/acme/mono', ['shop/index.ts']],
  ['https://github.com/acme/shop/pull/7', 'github.com/acme/shop', []],
  ['https://github.com/acme/shop?tab=readme#top', 'github.com/acme/shop', []],
  ['https://gitlab.com/a/b/c/-/tree/main/x', 'gitlab.com/a/b/c', ['x/**']],
  ['git.acme.test:8443/team/shop', 'git.acme.test:8443/team/shop', []],
])('%s', (written, url, paths) => {
  expect(repositoryAddress(written)).toEqual({ url, paths });
});

test.each([
  'shop',
  'acme/shop',
  'github.com/acme',
  'https://github.com/',
  'github.com//shop',
  'dir:.',
  '',
  'github.com/acme/my shop',
])('%j is none', (written) => {
  expect(repositoryAddress(written)).toBeUndefined();
});
