import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCatalog } from '../../../src/sources/index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function read(folder: string, ...patterns: string[]) {
  const readings = await readCatalog(patterns, folder);
  return {
    services: readings
      .flatMap(({ services }) => services)
      .map(({ entry, origin }) => ({ id: entry.id, file: origin.file, path: entry.path })),
    rejections: readings.flatMap(({ rejections }) => rejections),
  };
}

function component(name: string): string {
  return `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: ${name}}\n`;
}

function location(...targets: string[]): string {
  return `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: all}\nspec: {targets: ${JSON.stringify(targets)}}\n`;
}

describe('the files of a catalog', () => {
  test('are those of the patterns, each once, named from the home folder', async () => {
    const home = temporaryFolder({
      'catalog/a.yml': 'services: [{id: a}]',
      'catalog/b.yaml': 'services: [{id: b}]',
      'catalog/notes.md': '#',
    });
    expect((await read(home, 'catalog/*.yml', 'catalog/*.{yml,yaml}')).services).toEqual([
      { id: 'a', file: 'catalog/a.yml', path: undefined },
      { id: 'b', file: 'catalog/b.yaml', path: undefined },
    ]);
  });

  test('of a folder are all its YAML files, or the one that describes a checkout', async () => {
    const home = temporaryFolder({
      'catalog/a.yml': 'services: [{id: a}]',
      'code/shop/catalog-info.yaml': component('shop'),
      'code/shop/docker-compose.yml': 'version: 3',
      'code/shop/node_modules/x/catalog-info.yaml': component('never'),
    });
    expect((await read(home, 'catalog', 'code/*')).services.map(({ id }) => id)).toEqual(['shop', 'a']);
    expect((await read(home, '**/catalog-info.yaml')).services.map(({ id }) => id)).toEqual(['shop']);
  });

  test('outside of the home folder keep their absolute path', async () => {
    const elsewhere = temporaryFolder({ 'x.yml': 'services: [{id: x}]' });
    expect((await read(temporaryFolder(), join(elsewhere, '*.yml'))).services).toMatchObject([
      { file: join(elsewhere, 'x.yml') },
    ]);
  });

  test('in a checkout lead to it', async () => {
    const home = temporaryFolder({
      'shop/catalog-info.yaml': component('shop'),
      'shop/.git/HEAD': 'ref: refs/heads/main',
    });
    expect((await read(home, 'shop')).services).toMatchObject([{ id: 'shop', path: join(home, 'shop') }]);
  });

  test('that are named and not there are told, and what they held counts as unknown', async () => {
    const { rejections } = await read(temporaryFolder(), 'catalog/a.yml', 'catalog/*.yml');
    expect(rejections).toMatchObject([
      {
        origin: { file: 'catalog/a.yml' },
        problems: [{ message: 'the catalog names this file, and nothing is there.' }],
      },
    ]);
  });

  test('that are no UTF-8 or far too large are told', async () => {
    const home = temporaryFolder({
      'a.yml': new Uint8Array([0xff, 0xfe, 0x41]),
      'b.yml': 'x'.repeat(5_000_000),
    });
    const { rejections } = await read(home, '*.yml');
    expect(rejections.map(({ problems }) => problems[0]?.message)).toEqual([
      'the file is no UTF-8 text.',
      'the file has 5 MB, and more than 1 MB is not read.',
    ]);
  });
});

describe('a Location', () => {
  test('leads to files beside itself, each read once, also in a circle', async () => {
    const home = temporaryFolder({
      'all.yaml': location('./a/catalog-info.yaml', './b/*.yaml', 'https://x.test/catalog-info.yaml'),
      'a/catalog-info.yaml': `${component('a')}---\n${location('../all.yaml')}`,
      'b/one.yaml': component('b'),
    });
    expect((await read(home, 'all.yaml')).services.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('leads no further than home', async () => {
    const outside = temporaryFolder({ 'secret.yaml': component('secret') });
    const home = temporaryFolder({
      'all.yaml': location(join(outside, 'secret.yaml'), `../${outside.split('/').at(-1)}/secret.yaml`),
    });
    expect((await read(home, 'all.yaml')).services).toEqual([]);
  });
});
