import type { PathNote } from '../../domain/fact.ts';
import type { Answer, Facts } from '../collector.ts';

/** Some facts of a namespace, and what is to be said of those that are not among them. */
export interface Told {
  readonly value: Facts;
  readonly unreadable?: readonly PathNote[];
  readonly absent?: readonly PathNote[];
}

/** All that was told, as one. */
export function together(told: readonly Told[]): Answer {
  return {
    value: Object.assign({}, ...told.map(({ value }) => value)),
    unreadable: told.flatMap(({ unreadable = [] }) => unreadable),
    absent: told.flatMap(({ absent = [] }) => absent),
  };
}

/** What is known beside what has no value, for want of the same thing. */
export function notes(paths: readonly string[], reason: string): readonly PathNote[] {
  return paths.map((path) => ({ path, reason }));
}

/** What a token or an App lacks, in the words of GitHub's settings. */
export function forbidden(permission: string): string {
  return `GitHub does not show it: give the token or App the permission "${permission}" to read`;
}
