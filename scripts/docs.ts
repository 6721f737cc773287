/** Redraws what is drawn: the README's tables and the reference of facts. `npm run docs` runs it, then the picture. */
import { readFile, writeFile } from 'node:fs/promises';
import { factCatalogue } from '../src/facts/index.ts';
import { renderFactReference } from '../src/facts/reference.ts';
import { withTables } from './readme-tables.ts';

const readme = new URL('../README.md', import.meta.url);
await writeFile(readme, withTables(await readFile(readme, 'utf8')));
await writeFile(new URL('../docs/facts.md', import.meta.url), renderFactReference(factCatalogue));
