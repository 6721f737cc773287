/**
 * The four kinds of error, told apart by whom they concern.
 * - {@link ConfigError}: what an operator wrote is wrong; the start is refused.
 * - {@link UserError}: the person asking can mend it; said verbatim, privately.
 * - {@link ExternalServiceError}: a vendor did not answer; becomes *unknown*, never a value.
 * - anything else is our bug: a short reference for the user, the cause in the log.
 */

import type { Instant } from './instant.ts';

/** One mistake in something a user wrote, with its place where it is known (line and column from 1). */
export interface Problem {
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** What to do about it, when the message alone does not say so. */
  readonly remedy?: string;
}

/** `catalog/shop.yml:12:5: unknown key "ower" (did you mean "owner"?)` */
export function describeProblem(problem: Problem): string {
  const place = [problem.file, problem.line, problem.line === undefined ? undefined : problem.column]
    .filter((part) => part !== undefined)
    .join(':');
  const remedy = problem.remedy === undefined ? '' : ` ${problem.remedy}`;
  return `${place === '' ? '' : `${place}: `}${problem.message}${remedy}`;
}

/** Environment or files are wrong. Holds every problem at once, since mending one by one wastes a morning. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[], options?: ErrorOptions) {
    super(problems.map(describeProblem).join('\n'), options);
    this.problems = problems;
  }
}

/** The person can fix it; `message` is shown to them as it stands and says what to do. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** A vendor failed, or answered what its contract does not allow. */
export class ExternalServiceError extends Error {
  override readonly name = 'ExternalServiceError';
  /** The vendor's name as users know it: `GitHub`. */
  readonly service: string;
  /** Present = it asks us to wait: no question is to be sent before. */
  readonly notBefore?: Instant;
  /** What whoever runs the bot can do about it: "it needs a read-only key". Owners are not told. */
  readonly remedy?: string;
  constructor(
    service: string,
    message: string,
    options?: ErrorOptions & { readonly notBefore?: Instant; readonly remedy?: string },
  ) {
    super(message, options);
    this.service = service;
    if (options?.notBefore !== undefined) this.notBefore = options.notBefore;
    if (options?.remedy !== undefined) this.remedy = options.remedy;
  }
}
