import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Json } from '../domain/json.ts';
import type { Complaint } from './complaint.ts';
import { quoted } from './quoted.ts';

/** Aliases may repeat what they name; a file that unfolds into more than this is a bomb. */
const MOST_NODES = 100_000;

interface Reading {
  readonly complaints: Complaint[];
  readonly anchors: Map<string, Node>;
  /** Aliases that are being unfolded, so that one within itself is noticed. */
  readonly unfolding: Set<string>;
  /** Values read so far, those of unfolded aliases included. */
  nodes: number;
}

/**
 * The plain value of a parsed document. Unlike the library's own conversion it takes linear time, notices
 * duplicate keys, and refuses what no file of ours may hold: `__proto__`, numbers that lose digits, text that
 * no database stores.
 */
export function plainValue(root: Node | null): {
  readonly value: Json;
  readonly complaints: readonly Complaint[];
} {
  const reading: Reading = { complaints: [], anchors: new Map(), unfolding: new Set(), nodes: 0 };
  return { value: jsonOf(root, reading), complaints: reading.complaints };
}

function jsonOf(node: unknown, reading: Reading): Json {
  reading.nodes += 1;
  if (reading.nodes > MOST_NODES) return tooMuch(node, reading);
  if (isAlias(node)) return aliased(node, reading);
  if (isScalar(node)) {
    remember(node, reading);
    return scalarValue(node, reading);
  }
  if (isSeq(node)) {
    remember(node, reading);
    return listValue(node, reading);
  }
  if (isMap(node)) {
    remember(node, reading);
    return mapValue(node, reading);
  }
  return null;
}

function tooMuch(node: unknown, reading: Reading): null {
  if (reading.nodes === MOST_NODES + 1) {
    const message = `its aliases unfold into more than ${MOST_NODES} values`;
    reading.complaints.push({ offset: start(node), message, severe: true });
  }
  return null;
}

function remember(node: Scalar | YAMLSeq | YAMLMap, reading: Reading): void {
  if (node.anchor !== undefined) reading.anchors.set(node.anchor, node);
}

function aliased(alias: Alias, reading: Reading): Json {
  const { source } = alias;
  const target = reading.anchors.get(source);
  if (target === undefined || reading.unfolding.has(source)) {
    const message =
      target === undefined
        ? `"*${source}" is read as an alias, and nothing above is named "&${source}"`
        : `the alias "*${source}" stands within what it names`;
    reading.complaints.push({ offset: start(alias), message, remedy: 'Write the value in quotes' });
    return null;
  }
  reading.unfolding.add(source);
  const value = jsonOf(target, reading);
  reading.unfolding.delete(source);
  return value;
}

/** Within an unfolded alias nothing is told: it was, where the alias's value stands. */
function complain(reading: Reading, complaint: Complaint): void {
  if (reading.unfolding.size === 0) reading.complaints.push(complaint);
}

function listValue(list: YAMLSeq, reading: Reading): Json[] {
  return list.items.map((item) => jsonOf(item, reading));
}

function mapValue(map: YAMLMap, reading: Reading): Json {
  const value: Record<string, Json> = {};
  for (const { key, value: node } of map.items) {
    const name = isScalar(key) ? String(key.value) : undefined;
    if (name === undefined) continue; // the library has complained that it is no string
    const wrong = keyComplaint(name, value);
    if (wrong !== undefined) complain(reading, { offset: start(key), ...wrong });
    else value[name] = jsonOf(node, reading);
  }
  return value;
}

function keyComplaint(name: string, siblings: object): Omit<Complaint, 'offset'> | undefined {
  if (name === '__proto__') return { message: 'no key may be called "__proto__"' };
  if (Object.hasOwn(siblings, name))
    return { message: `the key ${quoted(name)} is here twice`, remedy: 'Keep one of them' };
  const unkeepable = unkeepableText(name);
  return unkeepable === undefined ? undefined : { message: `a key ${unkeepable}` };
}

function scalarValue(scalar: Scalar, reading: Reading): Json {
  const { value } = scalar;
  const wrong = scalarComplaint(scalar);
  if (wrong !== undefined) complain(reading, { offset: start(scalar), ...wrong });
  if (wrong !== undefined && typeof value !== 'number') return null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function scalarComplaint({ value, source = '' }: Scalar): Omit<Complaint, 'offset'> | undefined {
  if (typeof value === 'number') return numberComplaint(value, source);
  if (typeof value !== 'string') return undefined;
  const unkeepable = unkeepableText(value);
  return unkeepable === undefined ? undefined : { message: `the text ${unkeepable}` };
}

function numberComplaint(value: number, source: string): Omit<Complaint, 'offset'> | undefined {
  const remedy = `Write it in quotes if it is a text: ${quoted(source)}`;
  if (!Number.isFinite(value)) return { message: `${source} is no number that can be kept`, remedy };
  if (/^[-+]?0\d/.test(source)) return { message: `${source} is read as the number ${value}`, remedy };
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    return { message: `${source} has too many digits for a number`, remedy };
  return undefined;
}

/** Neither database of ours stores these as they are. */
function unkeepableText(text: string): string | undefined {
  if (text.includes('\0')) return 'holds a NUL character';
  return text.isWellFormed() ? undefined : 'holds half of a character (a lone surrogate)';
}

function start(node: unknown): number {
  const range = (node as Node | null)?.range;
  return range?.[0] ?? 0;
}
