import { Environment } from '@marcbachmann/cel-js';
import type { FactCatalogue, FactField, FactType } from '../fact.ts';
import { TIMESTAMP } from './syntax.ts';

/** What expressions may say: the library's checker with our facts and types, and the facts themselves. */
export interface Language {
  readonly environment: Environment;
  readonly catalogue: FactCatalogue;
  /** The fields of each object type, by the name that the checker knows it by. */
  readonly fieldsByType: ReadonlyMap<string, readonly FactField[]>;
}

/** Far beyond any honest rule; the parser and everything after it recurse. */
const LIMITS = {
  maxAstNodes: 1_000,
  maxDepth: 64,
  maxListElements: 200,
  maxMapEntries: 200,
  maxCallArguments: 8,
};

export function languageOf(catalogue: FactCatalogue): Language {
  const environment = new Environment({ limits: LIMITS });
  const fieldsByType = new Map<string, readonly FactField[]>();
  mixNumbers(environment);
  for (const { name, type } of catalogue.values()) {
    environment.registerVariable(
      name,
      type.kind === 'any' ? 'map<string, dyn>' : register(type, name, environment, fieldsByType),
    );
  }
  environment.registerVariable('now', TIMESTAMP);
  return { environment, catalogue, fieldsByType };
}

/** Makes a type known to the checker and returns its name there; objects are named after their path. */
function register(
  type: FactType,
  path: string,
  environment: Environment,
  fieldsByType: Map<string, readonly FactField[]>,
): string {
  const below = (inner: FactType, place: string) => register(inner, place, environment, fieldsByType);
  switch (type.kind) {
    case 'any':
      return 'dyn';
    case 'timestamp':
      return TIMESTAMP;
    case 'list':
      return `list<${below(type.of, `${path}.entry`)}>`;
    case 'map':
      return `map<string, ${below(type.of, `${path}.entry`)}>`;
    case 'object': {
      const fields = type.fields.map((field) => [field.name, below(field.type, `${path}.${field.name}`)]);
      environment.registerType(path, { fields: Object.fromEntries(fields) });
      fieldsByType.set(path, type.fields);
      return path;
    }
    default:
      return type.kind;
  }
}

/**
 * JSON has one kind of number, so `coverage.percent == 85` and `percent + 1` have to be sane: CEL itself only
 * compares int with double by `<` and the like. The handlers serve the library's evaluator, our oracle in tests.
 */
function mixNumbers(environment: Environment): void {
  type Mixed = (a: number | bigint, b: number | bigint) => unknown;
  const handlers: readonly (readonly [string, Mixed])[] = [
    ['==', (a, b) => Number(a) === Number(b)],
    ['+', (a, b) => Number(a) + Number(b)],
    ['-', (a, b) => Number(a) - Number(b)],
    ['*', (a, b) => Number(a) * Number(b)],
    ['/', (a, b) => Number(a) / Number(b)],
  ];
  for (const [op, handler] of handlers) {
    // Unsaid, the result would be of the left side's type, and `int + double` whole.
    const result = op === '==' ? 'bool' : 'double';
    environment.registerOperator(`double ${op} int: ${result}`, handler);
    // CEL has this one already.
    if (op !== '==') environment.registerOperator(`int ${op} double: ${result}`, handler);
  }
  const within = (a: number | bigint, list: readonly (number | bigint)[]) =>
    list.some((b) => Number(a) === Number(b));
  environment.registerOperator('double in list<int>', within);
  environment.registerOperator('int in list<double>', within);
}
