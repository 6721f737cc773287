import type { CatalogReading } from '../domain/catalog.ts';
import { readOwnDocument } from './own-yaml/read-own-document.ts';
import type { CatalogSource } from './source.ts';

/** Our own format: `teams`, `systems` and `services` as lists, strictly checked. Takes what no other source knows. */
export const ownYaml: CatalogSource = {
  name: 'own-yaml',
  summary: 'Our own catalog files: teams, systems and services as lists.',
  recognises: () => true,
  read: (documents): CatalogReading => {
    const read = documents.map((document) => readOwnDocument(document, 'own-yaml'));
    return {
      services: read.flatMap(({ services }) => services),
      teams: read.flatMap(({ teams }) => teams),
      systems: read.flatMap(({ systems }) => systems),
      people: [],
      rejections: read.flatMap(({ rejections }) => rejections),
      skipped: [],
    };
  },
};
