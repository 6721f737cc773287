import { slug } from '../../domain/slug.ts';
import type { Entity, Kind, Named } from './entity.ts';

/** `component:default/payments`, in lower case as Backstage compares them; what is left out is unknown. */
export interface Reference {
  readonly kind?: string;
  readonly namespace: string;
  readonly name: string;
}

/** Our ids of Backstage's entities. */
export interface Names {
  readonly idOf: (named: Named) => string;
  /** The id that a reference leads to, whether or not there is such an entity. */
  readonly idAt: (reference: Reference, kinds: readonly Kind[]) => string;
  readonly at: (reference: Reference, kind: Kind) => Entity | undefined;
}

/** Kinds that share one space of ids with us, the one that keeps the plain name first. */
const SPACES: readonly (readonly Kind[])[] = [
  ['component', 'api', 'resource'],
  ['system', 'domain'],
  ['group'],
  ['user'],
];

/**
 * Reads `[kind:][namespace/]name`; what is left out is that of the entity in which it stands.
 * Undefined for what is no reference, such as a template left unfilled.
 */
export function parseReference(written: string, namespace: string): Reference | undefined {
  const parts = /^(?:([^:/\s]+):)?(?:([^:/\s]+)\/)?([^:/\s]+)$/.exec(written.trim().toLowerCase());
  if (parts === null) return undefined;
  const [, kind, space = namespace, name = ''] = parts;
  return { kind, namespace: space, name };
}

/**
 * Gives every entity its id. Entities of the default namespace have their name, those of others have the
 * namespace before it (`billing.ledger`). A component and an API may have one name in Backstage; the API is then
 * `api.payments`. The names of `wrong` entities count too, though nothing else is known of them.
 */
export function namesOf(entities: readonly Entity[], wrong: readonly Named[]): Names {
  const everybody: readonly Named[] = [...entities, ...wrong];
  const byReference = new Map(entities.map((entity) => [keyOf(entity.kind, entity), entity]));
  const known = new Map(everybody.map((named) => [keyOf(named.kind, named), named]));
  const prefixed = new Set(SPACES.flatMap((kinds) => clashes(everybody, kinds)));
  const idOf = (named: Named) =>
    prefixed.has(keyOf(named.kind, named)) ? `${named.kind}.${plainId(named)}` : plainId(named);
  return {
    idOf,
    at: (reference, kind) => byReference.get(keyOf(kind, reference)),
    idAt: (reference, kinds) => {
      const wanted = kinds.filter((kind) => reference.kind === undefined || reference.kind === kind);
      const found = wanted
        .map((kind) => known.get(keyOf(kind, reference)))
        .find((named) => named !== undefined);
      return found === undefined ? plainId(reference) : idOf(found);
    },
  };
}

/** Those whose plain id an entity of an earlier kind has. */
function clashes(everybody: readonly Named[], kinds: readonly Kind[]): string[] {
  const taken = new Set<string>();
  const found: string[] = [];
  for (const kind of kinds) {
    const ofKind = everybody.filter((named) => named.kind === kind);
    found.push(...ofKind.filter((named) => taken.has(plainId(named))).map((named) => keyOf(kind, named)));
    for (const named of ofKind) taken.add(plainId(named));
  }
  return found;
}

function plainId({ namespace, name }: Reference): string {
  return namespace.toLowerCase() === 'default' ? slug(name) : `${slug(namespace)}.${slug(name)}`;
}

function keyOf(kind: string, { namespace, name }: Reference): string {
  return `${kind}:${namespace}/${name}`.toLowerCase();
}
