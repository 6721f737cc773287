import type { CatalogReading, Origin } from '../domain/catalog.ts';
import type { GithubDiscovery } from '../domain/organisation.ts';
import { backstage } from './backstage.ts';
import { githubOrganisation } from './github-organisation.ts';
import { ownYaml } from './own-yaml.ts';
import { catalogFiles } from './reading/load-catalog-files.ts';
import { catalogReader } from './reading/read-documents.ts';
import type { AskedSource, Asking, CatalogSource, Discovered } from './source.ts';

/** Those of files in the order in which they are asked whether a document is theirs; our own takes what nobody else knows. */
export const sources: readonly (CatalogSource | AskedSource)[] = [backstage, ownYaml, githubOrganisation];

/** Reads all files that the patterns lead to (relative to `home`), each by its source. */
export async function readCatalog(
  patterns: readonly string[],
  home: string,
): Promise<readonly CatalogReading[]> {
  const reader = catalogReader(sources.filter((source) => 'reader' in source));
  for await (const file of catalogFiles(patterns, home)) reader.take(file);
  return reader.finish();
}

/** Asks GitHub about these organisations, one after the other. */
export async function discoverCatalog(
  discovery: readonly GithubDiscovery[],
  asking: Asking,
): Promise<readonly Discovered[]> {
  const found: Discovered[] = [];
  for (const one of discovery) found.push(await githubOrganisation.discover(one, asking));
  return found;
}

/** A reading that leaves all that was discovered there as it is. */
export function withoutDiscovery(discovery: readonly GithubDiscovery[]): CatalogReading {
  const unread = discovery.map(
    ({ organisation }): Origin => ({ source: githubOrganisation.name, file: `github.com/${organisation}` }),
  );
  return { services: [], teams: [], systems: [], people: [], rejections: [], skipped: [], unread };
}
