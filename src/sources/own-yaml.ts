import type { CatalogReading } from '../domain/catalog.ts';
import { readOwnDocument } from './own-yaml/read-own-document.ts';
import type { CatalogSource } from './source.ts';

/** Our own format: `teams`, `systems` and `services` as lists, strictly checked. Takes what no other source knows. */
export const ownYaml: CatalogSource = {
  name: 'own-yaml',
  summary: 'Our own catalog files: teams, systems and services as lists.',
  recognises: () => true,
  reader: () => {
    const read: ReturnType<typeof readOwnDocument>[] = [];
    return {
      take: (document) => void read.push(readOwnDocument(document, 'own-yaml')),
      finish: (): CatalogReading => ({
        services: read.flatMap(({ services }) => services),
        teams: read.flatMap(({ teams }) => teams),
        systems: read.flatMap(({ systems }) => systems),
        people: [],
        rejections: read.flatMap(({ rejections }) => rejections),
        skipped: [],
      }),
    };
  },
};
