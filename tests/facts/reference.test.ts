import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { factCatalogue } from '../../src/facts/index.ts';
import { renderFactReference } from '../../src/facts/reference.ts';

const page = renderFactReference(factCatalogue);

test('the reference page is the one that docs/facts.md holds', () => {
  const written = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'facts.md'), 'utf8');
  expect(written, 'write it anew: renderFactReference(factCatalogue) into docs/facts.md').toBe(page);
});

test('every namespace has its section, also those below which anything goes', () => {
  for (const name of factCatalogue.keys()) expect(page).toContain(`\n## \`${name}\``);
});

test('fields of list entries are told below their list', () => {
  expect(page).toContain(
    '| `incidents.recent[].urgency` | high, low | Whether it called somebody at once. |',
  );
});

test('no line of a table is broken by what a field says', () => {
  for (const line of page.split('\n').filter((one) => one.startsWith('| `'))) {
    expect(line.split('|')).toHaveLength(5);
  }
});
