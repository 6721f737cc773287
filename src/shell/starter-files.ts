import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

const PACKAGE = join(import.meta.dirname, '..', '..');

/** What `ready init` writes: the template of a home, and the starter scorecards as they stand in this package. */
export async function starterFiles(): Promise<readonly { readonly from: string; readonly to: string }[]> {
  const [template, scorecards] = await Promise.all([
    filesBelow(join(PACKAGE, 'templates', 'home'), ''),
    filesBelow(join(PACKAGE, 'scorecards'), 'scorecards'),
  ]);
  return [...template, ...scorecards];
}

async function filesBelow(folder: string, under: string) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((from) => ({ from, to: join(under, relative(folder, from)) }));
}
