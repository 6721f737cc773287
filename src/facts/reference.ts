import type { FactCatalogue, FactField, FactNamespace, FactType } from '../domain/fact.ts';

/** The reference page of all facts, as Markdown: what rules may read, of which type, and what it means. */
export function renderFactReference(catalogue: FactCatalogue): string {
  return [HEAD, ...[...catalogue.values()].map(namespaceSection)].join('\n\n').concat('\n');
}

const HEAD = `# Facts

What rules can ask about. Drawn from the schemas in \`src/facts/\`; \`/ready explain facts\` shows the same.

A fact that a collector looked for and did not find is *missing*: a rule that needs it fails, and \`has(…)\` of it is false. A fact that nobody could look up is *unknown*: nobody is blamed for it. Timestamps and durations are CEL's: \`now - git.last_commit_at < duration("7d")\`.`;

function namespaceSection({ name, words, summary, type }: FactNamespace): string {
  const head = `## \`${name}\`: ${words}\n\n${summary}`;
  return type.kind === 'any' ? head : `${head}\n\n${table(rows(type.fields, name))}`;
}

type Row = readonly [path: string, type: string, description: string];

function rows(fields: readonly FactField[], prefix: string): readonly Row[] {
  return fields.flatMap((field) => {
    const path = `${prefix}.${field.name}`;
    return [[path, typeName(field.type), field.description] as const, ...rowsBelow(field.type, path)];
  });
}

/** Fields of the entries of a list or map are told below it, as `incidents.recent[].urgency`. */
function rowsBelow(type: FactType, path: string): readonly Row[] {
  if (type.kind === 'object') return rows(type.fields, path);
  if (type.kind === 'list' || type.kind === 'map') return rowsBelow(type.of, `${path}[]`);
  return [];
}

/** A fact's type in words: `int`, `list of string`, or the only words that it may have. */
export function typeName(type: FactType): string {
  switch (type.kind) {
    case 'list':
      return `list of ${typeName(type.of)}`;
    case 'map':
      return `map of ${typeName(type.of)}`;
    case 'string':
      return type.oneOf === undefined ? 'string' : type.oneOf.join(', ');
    default:
      return type.kind;
  }
}

function table(lines: readonly Row[]): string {
  const body = lines.map(([path, type, description]) => `| \`${path}\` | ${type} | ${description} |`);
  return ['| fact | type | meaning |', '|---|---|---|', ...body].join('\n');
}
