import type { Problem } from '../errors.ts';

/** A mistake in an expression, with its place as offsets in the expression's text. */
export interface ExpressionProblem extends Problem {
  readonly start: number;
  readonly end: number;
}

/** An expression that cannot be used. Caught where expressions are loaded and told as a problem. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  readonly problem: ExpressionProblem;
  constructor(problem: ExpressionProblem, options?: ErrorOptions) {
    super(problem.message, options);
    this.problem = problem;
  }
}

/** Throws an {@link ExpressionError} at this place. */
export function refuse(
  place: { readonly start: number; readonly end: number },
  message: string,
  remedy?: string,
): never {
  const { start, end } = place;
  throw new ExpressionError({ message, start, end, ...(remedy === undefined ? {} : { remedy }) });
}
