import type { YamlFile } from '../../documents/yaml-document.ts';
import type { CatalogReading, Rejection } from '../../domain/catalog.ts';
import type { CatalogDocument, CatalogSource } from '../source.ts';

/** A catalog file as it was found. */
export interface CatalogFile {
  readonly yaml: YamlFile;
  readonly folder: string;
  readonly checkout: boolean;
}

/**
 * Gives every document to the source that recognises it, also where one file holds several formats, and returns
 * what each source read. Files that could not be read at all are the rejections of the last reading.
 */
export function readDocuments(
  files: readonly CatalogFile[],
  sources: readonly CatalogSource[],
  unreadable: readonly Rejection[] = [],
): readonly CatalogReading[] {
  const documents = files.flatMap(({ yaml, folder, checkout }) =>
    yaml.documents.map((document): CatalogDocument => ({ yaml: document, folder, checkout })),
  );
  const readings = sources.map((source) =>
    source.read(
      documents.filter(({ yaml }) => sources.find(({ recognises }) => recognises(yaml.value)) === source),
    ),
  );
  const refused = files
    .filter(({ yaml }) => yaml.refused)
    .map(
      ({ yaml }): Rejection => ({ origin: { source: 'files', file: yaml.file }, problems: yaml.problems }),
    );
  return [...readings, { ...NOTHING, rejections: [...refused, ...unreadable] }];
}

const NOTHING: CatalogReading = {
  services: [],
  teams: [],
  systems: [],
  people: [],
  rejections: [],
  skipped: [],
};
