import type { YamlFile } from '../../documents/yaml-document.ts';
import type { CatalogReading, Rejection } from '../../domain/catalog.ts';
import type { CatalogSource } from '../source.ts';

/** A catalog file as it was found. */
export interface CatalogFile {
  readonly yaml: YamlFile;
  readonly folder: string;
  readonly checkout: boolean;
}

/**
 * Gives every document of each file to the source that recognises it, also where one file holds several formats,
 * and returns what each source read. What could not be read at all is the last reading's rejections.
 */
export function catalogReader(sources: readonly CatalogSource[]) {
  const readers = sources.map(({ recognises, reader }) => ({ recognises, ...reader() }));
  const rejections: Rejection[] = [];
  return {
    take(file: CatalogFile | Rejection): void {
      if ('problems' in file) return void rejections.push(file);
      const { yaml, folder, checkout } = file;
      if (yaml.refused)
        rejections.push({ origin: { source: 'files', file: yaml.file }, problems: yaml.problems });
      for (const document of yaml.documents) {
        const reader = readers.find(({ recognises }) => recognises(document.value));
        reader?.take({ yaml: document, folder, checkout });
      }
    },
    finish: (): readonly CatalogReading[] => [
      ...readers.map(({ finish }) => finish()),
      { ...NOTHING, rejections },
    ],
  };
}

const NOTHING: CatalogReading = {
  services: [],
  teams: [],
  systems: [],
  people: [],
  rejections: [],
  skipped: [],
};
