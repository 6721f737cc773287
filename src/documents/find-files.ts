import { glob, readdir, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';

export interface FoundFiles {
  /** Absolute paths, sorted, each once. */
  readonly files: readonly string[];
  /** Paths without a wildcard at which nothing is: most likely misspelt. */
  readonly missing: readonly string[];
}

const YAML = /\.ya?ml$/i;
/** Never what is meant by `**`, and enormous. */
const LEFT_OUT = new Set(['node_modules', '.git']);

/**
 * The files that paths and patterns lead to, relative ones from `folder`. A folder stands for its
 * `catalog-info.yaml` where it has one (a checkout has many other YAML files), else for all YAML files in it.
 */
export async function findFiles(patterns: readonly string[], folder: string): Promise<FoundFiles> {
  const files = new Set<string>();
  const missing: string[] = [];
  for (const pattern of patterns) {
    const matches = await matchesOf(pattern, folder);
    if (matches.length === 0 && !hasWildcard(pattern)) missing.push(pattern);
    for (const match of matches) for (const file of await filesAt(match)) files.add(file);
  }
  return { files: [...files].sort(), missing };
}

/** How a path is told to people and kept as an origin: from the home folder where it lies below. */
export function shownPath(path: string, home: string): string {
  const inside = relative(home, path);
  return isInside(path, home) ? inside.split(sep).join('/') : path;
}

export function isInside(path: string, folder: string): boolean {
  const inside = relative(folder, path);
  return !inside.startsWith('..') && !isAbsolute(inside);
}

async function matchesOf(pattern: string, folder: string): Promise<string[]> {
  if (!hasWildcard(pattern)) {
    const path = resolve(folder, pattern);
    return (await kindOf(path)) === undefined ? [] : [path];
  }
  const matches: string[] = [];
  const exclude = (name: string) => LEFT_OUT.has(name.split(/[\\/]/).at(-1) ?? '');
  for await (const match of glob(pattern, { cwd: folder, exclude })) matches.push(resolve(folder, match));
  return matches;
}

async function filesAt(path: string): Promise<string[]> {
  if ((await kindOf(path)) !== 'folder') return [path];
  const names = (await readdir(path)).filter((name) => YAML.test(name));
  const described = names.filter((name) => /^catalog-info\.ya?ml$/i.test(name));
  return (described.length > 0 ? described : names).map((name) => join(path, name));
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  return found.isDirectory() ? 'folder' : 'file';
}

function hasWildcard(pattern: string): boolean {
  return /[*?[\]{}]/.test(pattern);
}
