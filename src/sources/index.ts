import type { CatalogReading, Origin } from '../domain/catalog.ts';
import type { Organisation } from '../domain/organisation.ts';
import { backstage } from './backstage.ts';
import { githubOrganisation } from './github-organisation.ts';
import { ownYaml } from './own-yaml.ts';
import { catalogFiles } from './reading/load-catalog-files.ts';
import { catalogReader } from './reading/read-documents.ts';
import { slack } from './slack.ts';
import { SLACK_GROUPS, slackGroups } from './slack-groups.ts';
import type { AskedSource, Asking, CatalogSource, Discovered, KeptSource } from './source.ts';

/** Those of files in the order in which they are asked whether a document is theirs; our own takes what nobody else knows. */
export const sources: readonly (CatalogSource | AskedSource<never> | KeptSource)[] = [
  backstage,
  ownYaml,
  slack,
  githubOrganisation,
  slackGroups,
];

/** Reads all files that the patterns lead to (relative to `home`), each by its source. */
export async function readCatalog(
  patterns: readonly string[],
  home: string,
): Promise<readonly CatalogReading[]> {
  const reader = catalogReader(sources.filter((source) => 'reader' in source));
  for await (const file of catalogFiles(patterns, home)) reader.take(file);
  return reader.finish();
}

/** Asks where else services and teams are found, one after the other. Of a team that several have the first counts. */
export async function discoverCatalog(
  discovery: Organisation['discovery'],
  asking: Asking,
): Promise<readonly Discovered[]> {
  const found: Discovered[] = [];
  for (const one of discovery) {
    if ('organisation' in one) found.push(await githubOrganisation.discover(one, asking));
    else found.push(withoutTeamsOf(found, await slackGroups.discover(one, asking)));
  }
  return found;
}

function withoutTeamsOf(before: readonly Discovered[], { reading, ...rest }: Discovered): Discovered {
  const taken = new Set(before.flatMap((one) => one.reading.teams.map(({ entry }) => entry.id)));
  return {
    ...rest,
    reading: { ...reading, teams: reading.teams.filter(({ entry }) => !taken.has(entry.id)) },
  };
}

/** A reading that leaves all that was discovered there as it is. */
export function withoutDiscovery(discovery: Organisation['discovery']): CatalogReading {
  const unread = discovery.map(
    (one): Origin =>
      'organisation' in one
        ? { source: githubOrganisation.name, file: `github.com/${one.organisation}` }
        : { source: slackGroups.name, file: SLACK_GROUPS },
  );
  return { services: [], teams: [], systems: [], people: [], rejections: [], skipped: [], unread };
}
