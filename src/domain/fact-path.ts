import type { FactCatalogue, FactField, FactType } from './fact.ts';

/** A namespace and the keys below it. */
export type FactPath = readonly [string, ...string[]];

const ANY: FactType = { kind: 'any' };

/** The field that a path ends at, as far as one describes it: a map's key has its map's field. */
export interface Place {
  readonly type: FactType;
  /** The last field on the way; undefined for a namespace and below `custom`. */
  readonly field?: FactField;
  /** Keys below that field: of a map, or below a namespace where anything goes. */
  readonly keys: readonly string[];
}

/** Where a path leads; a wrong one leads to anything. */
export function placeOf([root, ...names]: FactPath, catalogue: FactCatalogue): Place {
  let type: FactType = catalogue.get(root)?.type ?? ANY;
  let field: FactField | undefined;
  let keys: string[] = [];
  for (const name of names) {
    const next: FactField | undefined =
      type.kind === 'object' ? type.fields.find((one) => one.name === name) : undefined;
    keys = next === undefined ? [...keys, name] : [];
    field = next ?? field;
    type = next?.type ?? (type.kind === 'map' ? type.of : ANY);
  }
  return { type, keys, ...(field === undefined ? {} : { field }) };
}

/** How a person calls the fact: "approvals required", "runbook link", "incident process documented". */
export function wordsOf(path: FactPath, catalogue: FactCatalogue): string {
  const { field, keys } = placeOf(path, catalogue);
  const words = field?.words ?? plain(field?.name ?? '');
  if (keys.length === 0) return words === '' ? (catalogue.get(path[0])?.words ?? path[0]) : words;
  return `${keys.map(plain).join(' ')} ${words}`.trim();
}

function plain(name: string): string {
  return /^[\w-]+$/.test(name) ? name.replaceAll(/[_-]+/g, ' ') : name;
}

/** As it is stored and shown: `vcs.default_branch.required_approvals`. */
export function textOfPath(path: FactPath): string {
  return path.join('.');
}
