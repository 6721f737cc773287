import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { valueAt } from '../../documents/check-shape.ts';
import { findFiles, isInside, shownPath } from '../../documents/find-files.ts';
import { readText } from '../../documents/read-text.ts';
import { readYaml, type YamlDocument } from '../../documents/yaml-document.ts';
import type { Rejection } from '../../domain/catalog.ts';
import type { CatalogFile } from './read-documents.ts';

/**
 * Reads all files of the catalog, and those that Backstage's Location entities name beside themselves, one after
 * the other: parsed, all of them would take half a gigabyte. A file that is not there or cannot be read comes as a
 * rejection: what it held stays as it was. Paths are relative to `home`; a Location leads no further than home or
 * its own folder, as its author may be a stranger.
 */
export async function* catalogFiles(
  patterns: readonly string[],
  home: string,
): AsyncGenerator<CatalogFile | Rejection> {
  const { files: found, missing } = await findFiles(patterns, home);
  for (const path of missing) yield notThere(path);
  const waiting = [...found];
  const seen = new Set(waiting);
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const read = await loadFile(path, home);
    yield read;
    const located = 'yaml' in read ? await locatedFiles(read, home) : [];
    for (const next of located) if (!seen.has(next)) waiting.push(next);
    for (const next of located) seen.add(next);
  }
}

async function loadFile(path: string, home: string): Promise<CatalogFile | Rejection> {
  const file = shownPath(path, home);
  const read = await readText(path, file);
  if ('problem' in read) return { origin: { source: 'files', file }, problems: [read.problem] };
  const folder = dirname(path);
  return { yaml: readYaml(file, read.text), folder, checkout: await isCheckout(folder) };
}

async function locatedFiles({ yaml, folder }: CatalogFile, home: string): Promise<readonly string[]> {
  const targets = yaml.documents.flatMap(locationTargets);
  if (targets.length === 0) return [];
  const { files } = await findFiles(targets, folder);
  return files.filter((path) => isInside(path, home) || isInside(path, folder));
}

/** What a Location names, without addresses on the net. */
function locationTargets({ value }: YamlDocument): readonly string[] {
  if (valueAt(value, ['kind']) !== 'Location') return [];
  const named = [valueAt(value, ['spec', 'target']), valueAt(value, ['spec', 'targets'])].flat();
  return named
    .filter((target) => typeof target === 'string')
    .filter((target) => !/^[a-z]+:\/\//i.test(target));
}

async function isCheckout(folder: string): Promise<boolean> {
  return await stat(join(folder, '.git')).then(
    () => true,
    () => false,
  );
}

function notThere(file: string): Rejection {
  const message = 'the catalog names this file, and nothing is there.';
  return {
    origin: { source: 'files', file },
    problems: [{ file, message, remedy: 'Correct "catalog" in ready.yml.' }],
  };
}
