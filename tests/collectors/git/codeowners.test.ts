import { describe, expect, test } from 'vitest';
import { ownersOf, parseCodeowners } from '../../../src/collectors/git/codeowners.ts';

/** Who owns one file. */
async function owners(text: string, file: string): Promise<readonly string[] | undefined> {
  return (await ownersOf([file], parseCodeowners(text)))?.owners;
}

describe('a pattern', () => {
  test.each([
    ['*', 'a/b.js', true],
    ['*.js', 'a/b.js', true],
    ['*.js', 'a/b.jsx', false],
    ['/a.js', 'a.js', true],
    ['/a.js', 'b/a.js', false],
    ['docs', 'docs/a/b', true],
    ['docs', 'x/docs', true],
    ['docs/', 'x/docs/a', true],
    ['docs/', 'docs', false],
    ['/docs/', 'docs/a/b', true],
    ['/docs/', 'x/docs/a', false],
    ['docs/*', 'docs/a', true],
    ['docs/*', 'docs/a/b', false],
    ['apps/web', 'apps/web/a', true],
    ['apps/web', 'x/apps/web/a', false],
    ['**/logs', 'a/b/logs/c', true],
    ['/a/**/z.js', 'a/z.js', true],
    ['/a/**/z.js', 'a/b/c/z.js', true],
    ['/a/**/z.js', 'b/z.js', false],
    ['/apps/?pi/', 'apps/api/a', true],
    ['my\\ file', 'my file', true],
  ])('%s and %s: %s', async (pattern, file, covered) => {
    expect(await owners(`${pattern} @acme/team`, file)).toEqual(covered ? ['@acme/team'] : []);
  });

  test('that comes later wins, also when it names nobody', async () => {
    const text = '* @acme/all\n/docs/ @acme/docs\n/docs/api/\n';
    expect(await owners(text, 'docs/a')).toEqual(['@acme/docs']);
    expect(await owners(text, 'docs/api/a')).toEqual([]);
  });
});

test('comments, empty lines and words that are no owners are left out', async () => {
  const text = '# all of it\n\n*.js @ana bo@acme.test nobody # @eve\n   \r\n';
  expect(await owners(text, 'a.js')).toEqual(['@ana', 'bo@acme.test']);
});

test('GitLab’s sections lend their owners to lines without any', async () => {
  const text = '[Docs][2] @acme/docs\n/docs/\n^[Code]\n/src/ @acme/code\n/lib/\n';
  expect(await owners(text, 'docs/a')).toEqual(['@acme/docs']);
  expect(await owners(text, 'src/a')).toEqual(['@acme/code']);
  expect(await owners(text, 'lib/a')).toEqual([]);
});

test('everything is covered when every file has an owner, and nothing when there is no file', async () => {
  const rules = parseCodeowners('/a @ana\n/b @bo\n');
  expect(await ownersOf(['a', 'b'], rules)).toEqual({ owners: ['@ana', '@bo'], coversEverything: true });
  expect(await ownersOf(['a', 'b', 'c'], rules)).toMatchObject({ coversEverything: false });
  expect(await ownersOf([], rules)).toEqual({ owners: [], coversEverything: false });
});

test('too much to compare is said to be unknown', async () => {
  const files = Array.from({ length: 10_000 }, (_, index) => `f${index}`);
  const rules = Array.from({ length: 501 }, () => parseCodeowners('/x @ana')).flat();
  expect(await ownersOf(files, rules)).toBeUndefined();
});
