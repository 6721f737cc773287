import { readYaml } from '../../src/documents/yaml-document.ts';
import type { CatalogReading } from '../../src/domain/catalog.ts';
import { sources } from '../../src/sources/index.ts';
import { catalogReader } from '../../src/sources/reading/read-documents.ts';

/** What the sources read of these texts, by file name, all readings in one. */
export function readTexts(files: Readonly<Record<string, string>>): CatalogReading {
  const reader = catalogReader(sources.filter((source) => 'reader' in source));
  for (const [file, text] of Object.entries(files))
    reader.take({ yaml: readYaml(file, text), folder: '/home/acme/catalog', checkout: false });
  const readings = reader.finish();
  return {
    services: readings.flatMap(({ services }) => services),
    teams: readings.flatMap(({ teams }) => teams),
    systems: readings.flatMap(({ systems }) => systems),
    people: readings.flatMap(({ people }) => people),
    rejections: readings.flatMap(({ rejections }) => rejections),
    skipped: readings.flatMap(({ skipped }) => skipped),
  };
}
