import type { PathNote } from '../../domain/fact.ts';
import type { ci as ciNamespace } from '../../facts/ci.ts';
import type { git as gitNamespace } from '../../facts/git.ts';
import type { FactsOf } from '../../facts/namespace.ts';
import type { Checkout } from './checkout.ts';
import type { Contents } from './contents.ts';
import type { Activity, Commit } from './history.ts';

/** Some facts of a namespace, and what is to be said of those that are not among them. */
export interface Told<Facts> {
  readonly value: Facts;
  readonly unreadable: readonly PathNote[];
  readonly absent: readonly PathNote[];
}

type GitFacts = FactsOf<typeof gitNamespace>;

const FROM_COMMIT = ['last_commit', 'last_commit_at', 'last_commit_authors'] as const;
const FROM_ACTIVITY = ['authors', 'commits_in_last_30_days'] as const;
const FROM_FILES = [
  'readme',
  'licence',
  'security_policy',
  'codeowners.path',
  'codeowners.owners',
  'codeowners.covers_everything',
  'ci_providers',
  'test_folders',
  'dockerfiles',
  'infrastructure_as_code',
  'lock_files',
  'api_descriptions',
] as const;

/** Whether it is archived, and what its host makes of CODEOWNERS, no checkout knows. */
export const GIT_FIELDS: readonly string[] = [
  'default_branch',
  'part_of_monorepo',
  ...FROM_COMMIT,
  ...FROM_ACTIVITY,
  ...FROM_FILES,
];

const SHALLOW = 'the checkout is shallow: fetch the rest with `git fetch --unshallow`';
const TOO_MANY_FILES = 'the repository has more files than we read';

/** Of a repository without commits, every field has no value; that is so, and not unknown. */
export function factsWithoutCommits({ defaultBranch }: Checkout): Told<GitFacts> {
  const fields = [...FROM_COMMIT, ...FROM_ACTIVITY, ...FROM_FILES];
  return {
    value: { default_branch: defaultBranch },
    unreadable: [],
    absent: notes(fields, 'the repository has no commits yet'),
  };
}

/** @param paths of the service's part; empty = the whole repository */
export function branchFacts({ defaultBranch }: Checkout, paths: readonly string[]): Told<GitFacts> {
  const detached = 'HEAD is detached and nothing says which branch is the default';
  return {
    value: { default_branch: defaultBranch, part_of_monorepo: paths.length > 0 },
    unreadable: defaultBranch === undefined ? notes(['default_branch'], detached) : [],
    absent: [],
  };
}

export function commitFacts(
  { shallow }: Checkout,
  commit: Commit | undefined,
  paths: readonly string[],
): Told<GitFacts> {
  if (commit === undefined) {
    return { value: {}, unreadable: [], absent: notes(FROM_COMMIT, `no commit touches ${paths.join(', ')}`) };
  }
  // Where history was cut off, the oldest commit left seems to have made all that is older.
  if (paths.length > 0 && shallow.has(commit.id)) {
    return { value: {}, unreadable: notes(FROM_COMMIT, SHALLOW), absent: [] };
  }
  const { id, at, authors } = commit;
  const value = {
    last_commit: id,
    last_commit_at: new Date(at).toISOString(),
    last_commit_authors: [...authors],
  };
  return { value, unreadable: [], absent: [] };
}

export function activityFacts({ shallow }: Checkout, activity: Activity): Told<GitFacts> {
  if (activity.ids.some((id) => shallow.has(id))) {
    return { value: {}, unreadable: notes(FROM_ACTIVITY, SHALLOW), absent: [] };
  }
  const value = { authors: [...activity.authors], commits_in_last_30_days: activity.commitsInLast30Days };
  return { value, unreadable: [], absent: [] };
}

/** @param contents undefined when there are too many files to read */
export function fileFacts(contents: Contents | undefined): Told<GitFacts> {
  if (contents === undefined) return { value: {}, unreadable: notes(FROM_FILES, TOO_MANY_FILES), absent: [] };
  const { part, whole, licence, codeowners, unreadable } = contents;
  const value = {
    readme: part.readme,
    licence,
    security_policy: whole.securityPolicy,
    codeowners,
    ci_providers: [...whole.ciProviders],
    test_folders: [...part.testFolders],
    dockerfiles: [...part.dockerfiles],
    infrastructure_as_code: [...part.infrastructure],
    lock_files: [...part.lockFiles],
    api_descriptions: [...part.apiDescriptions],
  };
  return { value, unreadable, absent: [] };
}

/** @param contents undefined when there are too many files to read */
export function pipelineFacts(contents: Contents | undefined): Told<FactsOf<typeof ciNamespace>> {
  if (contents === undefined)
    return { value: {}, unreadable: notes(['providers'], TOO_MANY_FILES), absent: [] };
  return { value: { providers: [...contents.whole.ciProviders] }, unreadable: [], absent: [] };
}

/** All that was told, as one. */
export function together(told: readonly Told<GitFacts>[]): Told<GitFacts> {
  return {
    value: Object.assign({}, ...told.map(({ value }) => value)),
    unreadable: told.flatMap(({ unreadable }) => unreadable),
    absent: told.flatMap(({ absent }) => absent),
  };
}

function notes(paths: readonly string[], reason: string): readonly PathNote[] {
  return paths.map((path) => ({ path, reason }));
}
