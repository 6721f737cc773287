import type { FactCatalogue, FactNamespace } from '../fact.ts';
import { type FactPath, textOfPath } from '../fact-path.ts';
import { valueAt } from '../fact-trace.ts';
import type { Instant } from '../instant.ts';
import type { Json, JsonObject } from '../json.ts';
import { compileExpression } from './compile-expression.ts';
import { type Language, languageOf } from './language.ts';
import { parseValue } from './parse-expression.ts';
import { type Frame, type Program, STEP_BUDGET } from './program.ts';
import { contentsOf, isStop, stop } from './stop.ts';
import { type Node, pathOf, staticType } from './syntax.ts';
import { isMap, isSpan, kindOf } from './values.ts';

/** What an expression gave: a value, or why there is none. */
export type Given =
  | { readonly value: Json }
  /** What it reads is not there. */
  | { readonly missing: string }
  /** It cannot be computed, such as a text plus a number. */
  | { readonly error: string };

/** An expression that gives any value, rather than a yes or no about facts. */
export interface CompiledValue {
  /** As the checker found it: `bool`, `list<string>`; `dyn` = it depends. */
  readonly type: string;
  /** Where it only reads one thing: `service.annotations["x"]`. */
  readonly path: readonly string[] | null;
  /** @param named what the names of the language stand for */
  readonly compute: (named: Readonly<Record<string, Json>>, now: Instant) => Given;
}

/** The language of expressions over these facts, and over further names of a plain type; beside them `now`. */
export function languageWith(
  catalogue: FactCatalogue,
  names: Readonly<Record<string, 'dyn' | 'int'>>,
): Language {
  const language = languageOf(catalogue);
  for (const [name, type] of Object.entries(names)) language.environment.registerVariable(name, type);
  const further = Object.keys(names).map((name): [string, FactNamespace] => [
    name,
    { name, words: name, summary: '', type: { kind: 'any' } },
  ]);
  return { ...language, catalogue: new Map([...catalogue, ...further]) };
}

/** Parses, checks and compiles an expression. Throws an `ExpressionError`. */
export function compileValue(source: string, language: Language): CompiledValue {
  const ast = parseValue(source, language);
  const paths: FactPath[] = [];
  const run = compileExpression(ast, {
    catalogue: language.catalogue,
    slot: (path) => paths.push(path) - 1,
    locals: new Map(),
    programs: new Map<Node, Program>(),
  });
  return {
    type: staticType(ast),
    path: pathOf(ast),
    compute: (named, now) => {
      const frame: Frame = {
        slots: paths.map((path) => readPath(path, named)),
        locals: [],
        instant: now,
        steps: STEP_BUDGET,
      };
      return givenBy(run(frame));
    },
  };
}

function readPath(path: FactPath, named: Readonly<Record<string, Json>>): unknown {
  const found = valueAt(named, path);
  return found === undefined ? stop('missing', textOfPath(path)) : found;
}

function givenBy(value: unknown): Given {
  if (isStop(value)) {
    const { kind, text } = contentsOf(value);
    return kind === 'error' ? { error: text } : { missing: text };
  }
  if (value === null) return { missing: 'null' };
  const plain = plainly(value, 0);
  return plain === undefined ? { error: `a ${kindOf(value)} cannot be kept as a fact` } : { value: plain };
}

/** Facts need no deeper ones. */
const DEEPEST = 32;

/** JSON again, moments as ISO 8601; undefined for what JSON cannot hold. */
function plainly(value: unknown, depth: number): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (value instanceof Date) return value.toISOString();
  if (isSpan(value) || depth > DEEPEST) return undefined;
  if (Array.isArray(value)) {
    const entries = value.map((entry) => plainly(entry, depth + 1));
    return entries.includes(undefined) ? undefined : (entries as readonly Json[]); // none is undefined
  }
  if (!isMap(value)) return undefined;
  const fields = Object.entries(value).map(([key, field]) => [key, plainly(field, depth + 1)] as const);
  return fields.some(([, field]) => field === undefined)
    ? undefined
    : (Object.fromEntries(fields) as JsonObject); // likewise
}
