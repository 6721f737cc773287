import type { FactCatalogue, FactField, FactNamespace, FactType } from '../domain/fact.ts';
import { typeName } from '../facts/reference.ts';

export interface DescribedFact {
  /** The whole path: `vcs.default_branch.required_approvals`. */
  readonly path: string;
  /** As rules see it: `int`, `list of string`, `public, internal, private`. */
  readonly type: string;
  readonly description: string;
}

/** Every leaf of a namespace in schema order; a namespace that takes anything has none. */
export function describedFacts(namespace: FactNamespace): readonly DescribedFact[] {
  return namespace.type.kind === 'object' ? leaves(namespace.type.fields, namespace.name) : [];
}

function leaves(fields: readonly FactField[], prefix: string): readonly DescribedFact[] {
  return fields.flatMap((field) => {
    const path = `${prefix}.${field.name}`;
    if (field.type.kind === 'object') return leaves(field.type.fields, path);
    return [{ path, type: typeName(field.type), description: field.description }];
  });
}

/** The field at a path such as `oncall.levels`; undefined for a namespace that takes anything, or a wrong path. */
export function factAt(catalogue: FactCatalogue, path: string): FactField | undefined {
  const [root = '', ...names] = path.split('.');
  let type: FactType | undefined = catalogue.get(root)?.type;
  let field: FactField | undefined;
  for (const name of names) {
    field = type?.kind === 'object' ? type.fields.find((one) => one.name === name) : undefined;
    type = field?.type;
  }
  return field;
}
