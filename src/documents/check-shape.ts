import { isScalar } from 'yaml';
import type { core, z } from 'zod';
import type { Problem } from '../domain/errors.ts';
import type { Json } from '../domain/json.ts';
import { offsetInSource } from './scalar-offsets.ts';
import { shapeComplaint } from './shape-complaints.ts';
import { type Found, inOrder, type Path, type Place, problemOf, type YamlDocument } from './yaml-document.ts';

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly problems: readonly Problem[];
      /** The value all the same, where only the YAML reader complained of something within it. */
      readonly spoilt?: T;
    };

/**
 * Holds what stands at a path of a document against its schema: the typed value, or every problem at once with
 * its place, those of the YAML reader within that part included. After a severe one there may be none to tell.
 */
export function checkShape<T>(document: YamlDocument, path: Path, schema: z.ZodType<T>): Checked<T> {
  const knownKeys = new Map<unknown, readonly string[]>();
  const noteKeys: core.$ZodErrorMap = (issue) => {
    if (issue.code === 'unrecognized_keys') knownKeys.set(issue.input, keysOf(issue.inst));
    return undefined;
  };
  const input = valueAt(document.value, path);
  const parsed = schema.safeParse(input, { error: noteKeys });
  // The whole document includes what stands before its first key and behind its last.
  const syntax = path.length === 0 ? document.problems : syntaxProblems(document, document.find(path));
  if (parsed.success && syntax.length === 0) return { ok: true, value: parsed.data };
  const issues = parsed.success ? [] : parsed.error.issues.flatMap(flatten);
  const problems = issues.flatMap((issue) => issueProblems(document, path, issue, knownKeys));
  const told = inOrder([...syntax, ...problems]);
  return { ok: false, problems: told, ...(parsed.success ? { spoilt: parsed.data } : {}) };
}

/** What stands at a path of a plain value. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let found: unknown = value;
  for (const segment of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, segment)) return undefined;
    found = Reflect.get(found, segment);
  }
  return found as Json | undefined; // part of a JSON value
}

/** Of a value that may have several shapes, the shape that it comes nearest to; of a key, what is wrong with it. */
function flatten(issue: core.$ZodIssue): readonly core.$ZodIssue[] {
  if (issue.code === 'invalid_key') return issue.issues.map((inner) => ({ ...inner, path: issue.path }));
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const deep = issue.errors.filter((branch) =>
    branch.every(({ path, code }) => path.length > 0 || code === 'custom'),
  );
  const [nearest] = deep.toSorted((a, b) => a.length - b.length);
  if (nearest === undefined) return [issue];
  return nearest.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }));
}

function issueProblems(
  document: YamlDocument,
  base: Path,
  issue: core.$ZodIssue,
  knownKeys: ReadonlyMap<unknown, readonly string[]>,
): readonly Problem[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys.get(valueAt(document.value, path)) ?? [];
    return issue.keys.flatMap((key) => told(document, [...path, key], { issue, known }));
  }
  return told(document, path, { issue, known: [] });
}

function told(
  document: YamlDocument,
  path: Path,
  { issue, known }: { readonly issue: core.$ZodIssue; readonly known: readonly string[] },
): readonly Problem[] {
  const found = document.find(path);
  if (isEcho(document, found)) return [];
  const complaint = shapeComplaint({
    issue,
    known,
    path,
    found,
    text: document.text,
    value: valueAt(document.value, path),
  });
  return [problemOf(placeWithin(document, path, found, issue), complaint)];
}

/** A schema that reads a language of its own within a text says by `params.offset` where in it the mistake is. */
function placeWithin(document: YamlDocument, path: Path, { node }: Found, issue: core.$ZodIssue): Place {
  const offset: unknown = issue.code === 'custom' ? issue.params?.offset : undefined;
  if (typeof offset !== 'number' || !isScalar(node)) return document.placeOf(path);
  return document.placeAt(offsetInSource(node, document.text, offset));
}

/** What the reader complained about here, or severely before, would be told a second time in other words. */
function isEcho(document: YamlDocument, found: Found): boolean {
  const offset = (found.key ?? found.node)?.range?.[0] ?? 0;
  const severe = document.complaints.some((complaint) => complaint.severe && complaint.offset <= offset);
  return severe || syntaxProblems(document, found).length > 0;
}

function syntaxProblems(
  { complaints, problems, text }: YamlDocument,
  { key, node }: Found,
): readonly Problem[] {
  const from = (key ?? node)?.range?.[0] ?? 0;
  const to = node?.range?.[2] ?? key?.range?.[2] ?? text.length;
  // The two lists run side by side.
  return problems.filter((_, index) => {
    const offset = complaints[index]?.offset ?? -1;
    return offset >= from && offset < Math.max(to, from + 1);
  });
}

function keysOf(schema: unknown): readonly string[] {
  const definition = (schema as Partial<core.$ZodObject> | undefined)?._zod?.def;
  return definition?.type === 'object' ? Object.keys(definition.shape) : [];
}
