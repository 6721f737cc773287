import type { FactCatalogue, FactDocument, FactField, FactType } from '../domain/fact.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import type { Context } from './context.ts';
import type { FactsView } from './show-details.ts';

type Leaf = FactsView['values'][number];

/**
 * A fact document as it is shown, in the order of its schema.
 * `isWithheld` says of a whole path (`vcs.alerts`) whether this viewer may not see it.
 */
export function factsView(
  document: FactDocument,
  context: Pick<Context, 'catalogue' | 'sources' | 'clock'>,
  isWithheld: (path: string) => boolean,
): FactsView {
  const namespace = context.catalogue.get(document.namespace);
  const source = context.sources.find((one) => one.collector === document.collector);
  const age = document.collectedAt === null ? 0 : context.clock.now() - document.collectedAt;
  const open = ({ path }: { readonly path: string }) => !isWithheld(`${document.namespace}.${path}`);
  return {
    namespace: document.namespace,
    words: namespace?.words ?? document.namespace,
    collector: document.collector,
    collectedAt: document.collectedAt,
    stale: source !== undefined && age >= source.maxAge,
    error: document.error,
    failedAt: document.failedAt,
    values: leaves(document.value ?? {}, typeOf(context.catalogue, document.namespace), '').filter(open),
    notes: [...document.absent, ...document.unreadable].filter(open),
  };
}

function typeOf(catalogue: FactCatalogue, namespace: string): FactType {
  return catalogue.get(namespace)?.type ?? { kind: 'any' };
}

function leaves(value: JsonObject, type: FactType, prefix: string): readonly Leaf[] {
  const fields = type.kind === 'object' ? type.fields : Object.keys(value).map(undescribed);
  return fields.flatMap((field) => {
    const inner = value[field.name];
    if (inner === undefined) return [];
    const path = `${prefix}${field.name}`;
    if (isObject(inner) && field.type.kind === 'object') return leaves(inner, field.type, `${path}.`);
    return [{ path, words: field.words ?? field.name.replaceAll('_', ' '), value: inner }];
  });
}

function undescribed(name: string): FactField {
  return { name, description: '', type: { kind: 'any' } };
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
