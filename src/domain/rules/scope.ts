import type { FactCatalogue } from '../fact.ts';
import type { FactPath } from '../fact-path.ts';
import type { Program } from './program.ts';
import { type Node, pathOf } from './syntax.ts';

/** Where a compilation finds its names. */
export interface Scope {
  readonly catalogue: FactCatalogue;
  /** The slot of a fact path, made on first use. */
  readonly slot: (path: FactPath) => number;
  /** Macro variables and their places in `frame.locals`. */
  readonly locals: ReadonlyMap<string, number>;
  /** Every part's own program, from which explanations are drawn. */
  readonly programs: Map<Node, Program>;
}

/** Compiles a part of an expression. Throws an {@link ExpressionError} for what we do not support. */
export type Compile = (node: Node, scope: Scope) => Program;

/** The scope of a macro's body. */
export function withVariable(variable: string, scope: Scope): Scope {
  return { ...scope, locals: new Map(scope.locals).set(variable, scope.locals.size) };
}

/** The path, when it begins with facts and not with a macro's variable or the time. */
export function factPathOf(node: Node, locals: Scope['locals']): FactPath | null {
  const path = pathOf(node);
  return path === null || path[0] === 'now' || locals.has(path[0]) ? null : path;
}
