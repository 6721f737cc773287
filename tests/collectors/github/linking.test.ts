import { expect, test } from 'vitest';
import { folderOf, hostOf, linkOf } from '../../../src/collectors/github/linking.ts';
import { service } from '../../support/collecting.ts';

test.each([
  ['https://api.github.com', 'github.com'],
  ['https://github.acme.test/api/v3', 'github.acme.test'],
  ['https://api.acme.ghe.com', 'acme.ghe.com'],
  ['http://127.0.0.1:4000', 'github.com'],
])('the repositories behind %s are those of %s', (url, host) => {
  expect(hostOf(url)).toBe(host);
});

const REACH = { host: 'github.com', organisations: undefined };
const repos = (...urls: string[]) => service({ repos: urls.map((url) => ({ url, paths: [] })) });

test('a service’s repository is the first that lies here', () => {
  const repository = { owner: 'acme', name: 'shop' };
  expect(linkOf(repos('gitlab.com/acme/shop', 'github.com/acme/shop'), REACH)).toEqual({
    repository,
    paths: [],
  });
});

test('one on another host, or of an owner that is not read, is elsewhere', () => {
  expect(linkOf(repos('gitlab.com/acme/shop'), REACH)).toBe('elsewhere');
  expect(linkOf(repos('github.com/acme'), REACH)).toBe('elsewhere');
  expect(linkOf(repos('github.com/acme/shop'), { ...REACH, organisations: ['other'] })).toBe('elsewhere');
  expect(linkOf(repos(), REACH)).toBe('none');
});

test.each([
  ['services/pay/**', 'services/pay'],
  ['services/pay/', 'services/pay'],
  ['services/pay', 'services/pay'],
  ['services/pay/*', 'services/pay'],
  ['services/pay/Dockerfile', 'services/pay/Dockerfile'],
  ['services/*/pay', undefined],
  ['**', undefined],
])('the folder of %s is %s', (path, folder) => {
  expect(folderOf(path)).toBe(folder);
});
