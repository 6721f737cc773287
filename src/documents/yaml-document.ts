import { isMap, isScalar, isSeq, type LineCounter, type Node, type Pair } from 'yaml';
import { describeProblem, type Problem } from '../domain/errors.ts';
import type { Json } from '../domain/json.ts';
import type { Complaint } from './complaint.ts';
import { plainValue } from './plain-value.ts';
import { syntaxComplaints } from './yaml-complaints.ts';
import type { YamlRead } from './yaml-limits.ts';
import { composeRepaired, type Repaired } from './yaml-repair.ts';

/** Keys of mappings and indices of lists, from the root. */
export type Path = readonly PropertyKey[];

/** A place in a file, counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What stands at a path, or the nearest thing above it that exists. */
export interface Found {
  readonly key: Node | null;
  readonly node: Node | null;
  /** False when the path leads further than the document. */
  readonly exact: boolean;
}

/** One document of a file. Its value is as good as could be read when there are problems. */
export interface YamlDocument {
  readonly file: string;
  readonly text: string;
  /** Null for an empty document. */
  readonly value: Json;
  readonly problems: readonly Problem[];
  /** The same problems with their offsets; `severe` ones spoil what follows them. */
  readonly complaints: readonly Complaint[];
  readonly find: (path: Path) => Found;
  readonly placeAt: (offset: number) => Place;
  /** The key at the path, or its value where it stands in a list. */
  readonly placeOf: (path: Path) => Place;
}

export interface YamlFile {
  readonly file: string;
  /** Without those that hold nothing but comments. */
  readonly documents: readonly YamlDocument[];
  /** All problems of all documents, or why there is none. */
  readonly problems: readonly Problem[];
  /** The whole file was refused: what it holds is unknown. */
  readonly refused: boolean;
}

/** Listing more helps nobody; the rest is counted. */
const MOST_PROBLEMS = 100;

/**
 * Reads a YAML file strictly: the library's warnings are errors, and so is what no file of ours may hold.
 * Never throws, whatever the text.
 */
export function readYaml(file: string, text: string): YamlFile {
  const { documents, lines, refusal, repairs } = composeRepaired(text);
  if (refusal !== undefined) {
    return { file, documents: [], problems: [problemAt(file, lines, refusal)], refused: true };
  }
  const read = documents.map((document) => yamlDocument(file, text, document, { lines, repairs }));
  const filled = read.filter(({ value, problems }) => value !== null || problems.length > 0);
  return {
    file,
    documents: filled,
    problems: inOrder(filled.flatMap(({ problems }) => problems)),
    refused: false,
  };
}

/** In the order of the text, each once; at most a hundred, and one that counts the others. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const once = new Map(problems.map((problem) => [describeProblem(problem), problem]));
  const last = Number.MAX_SAFE_INTEGER;
  const sorted = [...once.values()].sort(
    (a, b) => (a.line ?? last) - (b.line ?? last) || (a.column ?? 0) - (b.column ?? 0),
  );
  return clipped(sorted);
}

function clipped(problems: readonly Problem[]): readonly Problem[] {
  const more = problems.length - MOST_PROBLEMS;
  if (more <= 0) return problems;
  const { file } = problems[0] ?? {};
  return [...problems.slice(0, MOST_PROBLEMS), { file, message: `and ${more} more problems` }];
}

/** A problem whose message ends a sentence when a remedy follows it. */
export function problemOf(place: Partial<Place>, { message, remedy }: Omit<Complaint, 'offset'>): Problem {
  return remedy === undefined
    ? { ...place, message }
    : { ...place, message: `${message}.`, remedy: `${remedy}.` };
}

function yamlDocument(
  file: string,
  text: string,
  document: YamlRead,
  { lines, repairs }: Pick<Repaired, 'lines' | 'repairs'>,
): YamlDocument {
  const [from, , to] = document.range;
  const repaired = repairs.filter(({ offset }) => offset >= from && offset < to);
  const syntax = [...repaired, ...syntaxComplaints(document, text)];
  const { value, complaints } = plainValue(document.contents);
  const severeAt = syntax.find(({ severe }) => severe)?.offset ?? Number.POSITIVE_INFINITY;
  const all = [...syntax, ...complaints.filter(({ offset }) => offset <= severeAt)].sort(
    (a, b) => a.offset - b.offset,
  );
  const placeAt = (offset: number) => placeIn(file, lines, offset);
  const find = (path: Path) => findNode(document.contents, path);
  return {
    file,
    text,
    value,
    complaints: all,
    problems: all.map((complaint) => problemAt(file, lines, complaint)),
    find,
    placeAt,
    placeOf: (path) => placeAt(offsetOf(find(path)) ?? from),
  };
}

function problemAt(file: string, lines: LineCounter, complaint: Complaint): Problem {
  return problemOf(placeIn(file, lines, complaint.offset), complaint);
}

function placeIn(file: string, lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(1, line), column: Math.max(1, col) };
}

function offsetOf({ key, node }: Found): number | undefined {
  return (key ?? node)?.range?.[0];
}

function findNode(root: Node | null, path: Path): Found {
  let found: Found = { key: null, node: root, exact: true };
  for (const segment of path) {
    const next = step(found.node, segment);
    if (next === undefined) return { ...found, exact: false };
    found = next;
  }
  return found;
}

function step(node: Node | null, segment: PropertyKey): Found | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(segment)];
    return item === undefined ? undefined : { key: null, node: item as Node, exact: true };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === segment) as
    | Pair<Node, Node | null>
    | undefined;
  return pair && { key: pair.key, node: pair.value, exact: true };
}
