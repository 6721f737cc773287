import type { CatalogReading } from '../domain/catalog.ts';
import { backstage } from './backstage.ts';
import { ownYaml } from './own-yaml.ts';
import { catalogFiles } from './reading/load-catalog-files.ts';
import { catalogReader } from './reading/read-documents.ts';
import type { CatalogSource } from './source.ts';

/** In the order in which they are asked whether a document is theirs; our own takes what nobody else knows. */
export const sources: readonly CatalogSource[] = [backstage, ownYaml];

/** Reads the whole catalog: all files that the patterns lead to (relative to `home`), each by its source. */
export async function readCatalog(
  patterns: readonly string[],
  home: string,
): Promise<readonly CatalogReading[]> {
  const reader = catalogReader(sources);
  for await (const file of catalogFiles(patterns, home)) reader.take(file);
  return reader.finish();
}
