import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withTables } from '../scripts/readme-tables.ts';
import { environment } from '../src/documents/environment.ts';
import { factCatalogue } from '../src/facts/index.ts';
import { renderFactReference } from '../src/facts/reference.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string) => readFile(join(ROOT, path), 'utf8');

test("the README's tables say what the registries hold (npm run docs redraws them)", async () => {
  const page = await read('README.md');
  expect(page).toBe(withTables(page));
});

test('the reference of facts says what the schemas hold (npm run docs redraws it)', async () => {
  expect(await read('docs/facts.md')).toBe(renderFactReference(factCatalogue));
});

test('every file that the README links to is there', async () => {
  const page = await read('README.md');
  const links = [...page.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link);
  const missing = links.filter((link) => !/^https?:/.test(link) && !existsSync(join(ROOT, link)));
  expect(links.length).toBeGreaterThan(8);
  expect(missing).toEqual([]);
});

test('every npm script that the README names is there', async () => {
  const { scripts } = JSON.parse(await read('package.json'));
  const named = [...(await read('README.md')).matchAll(/npm (?:run )?(start|test|check|bench|docs)\b/g)];
  expect(named.map(([, name = '']) => name).filter((name) => !(name in scripts))).toEqual([]);
});

test('the README tells every variable that the configuration reads', async () => {
  const sources = await Promise.all(['src/config.ts', 'src/documents/slack-settings.ts'].map(read));
  const variables = sources.flatMap((source) =>
    [...source.matchAll(/\bvalue\('([A-Z_]+)'\)/g)].map(([, name]) => name),
  );
  expect([...new Set(variables)].toSorted()).toEqual(environment.map(({ name }) => name).toSorted());
});
