import { entitiesReader } from './backstage/read-entities.ts';
import { translate } from './backstage/translate.ts';
import type { CatalogSource } from './source.ts';

/** Backstage's entities, told by their `apiVersion` and `kind`; see https://backstage.io/docs/features/software-catalog/descriptor-format */
export const backstage: CatalogSource = {
  name: 'backstage',
  summary:
    'Backstage entities (catalog-info.yaml): components, APIs, resources, groups, users, systems, domains.',
  recognises: (value) =>
    typeof value === 'object' && value !== null && ('apiVersion' in value || 'kind' in value),
  reader: () => {
    const { take, finish } = entitiesReader('backstage');
    return { take, finish: () => translate(finish()) };
  },
};
