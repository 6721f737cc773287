import type { git } from '../../facts/git.ts';
import type { FactsOf } from '../../facts/namespace.ts';
import type { Answer } from '../collector.ts';
import { findLandmarks } from '../git/landmarks.ts';
import type { Commit, FolderAnswer } from './answers.ts';
import { codeOwnersOf } from './code-owners.ts';
import { type Contents, filesIn } from './contents.ts';
import type { RepositoryRead } from './read-repositories.ts';
import { forbidden, notes, type Told, together } from './told.ts';

type GitFacts = FactsOf<typeof git>;

const OF_COMMIT = ['last_commit', 'last_commit_at', 'last_commit_authors'];
const OF_FILES = ['readme', 'security_policy', 'ci_providers', 'codeowners'];

/** What GitHub tells of the repository's contents; what needs a list of all files is left to a checkout. */
export const GIT_FIELDS: readonly string[] = [
  'default_branch',
  'archived',
  'part_of_monorepo',
  'commits_in_last_30_days',
  'licence',
  ...OF_COMMIT,
  ...OF_FILES,
];

/** A part of a repository: its folders, as they were read. */
export interface PartRead {
  /** As the catalog has them. */
  readonly paths: readonly string[];
  readonly folders: readonly { readonly path: string; readonly answer: FolderAnswer }[];
}

export async function gitFacts(
  read: RepositoryRead,
  contents: Contents,
  part: PartRead | undefined,
): Promise<Answer> {
  const { isArchived, defaultBranchRef: branch } = read.answer;
  const value: GitFacts = {
    archived: isArchived,
    part_of_monorepo: part !== undefined,
    ...(branch ? { default_branch: branch.name } : {}),
  };
  const empty = 'the repository has no commits yet';
  return together([
    { value, absent: branch ? [] : notes(['default_branch'], empty) },
    licenceFacts(read),
    ...(branch?.target
      ? [commitFacts(read, part), await fileFacts(read, contents, part)]
      : [{ value: {}, absent: notes(['commits_in_last_30_days', ...OF_COMMIT, ...OF_FILES], empty) }]),
  ]);
}

function licenceFacts({ answer: { licenseInfo: licence }, forbidden: hidden }: RepositoryRead): Told {
  if (hidden.has('licenseInfo')) return { value: {}, unreadable: notes(['licence'], forbidden('Contents')) };
  if (!licence) return { value: {}, absent: notes(['licence'], 'the repository has no licence') };
  const { spdxId } = licence;
  return { value: { licence: !spdxId || spdxId === 'NOASSERTION' ? 'other' : spdxId } };
}

function commitFacts({ answer }: RepositoryRead, part: PartRead | undefined): Told {
  const tip = answer.defaultBranchRef?.target;
  if (part === undefined)
    return tip ? { value: { ...told(tip), ...lately(tip.lately.totalCount) } } : { value: {} };
  const histories = part.folders.flatMap(({ answer: { defaultBranchRef: branch } }) => branch?.target ?? []);
  const newest = histories
    .flatMap(({ newest: { nodes } }) => nodes)
    .toSorted((a, b) => Date.parse(b.committedDate) - Date.parse(a.committedDate))[0];
  const [only, ...others] = histories;
  const severalPaths = 'GitHub counts the commits of one path only';
  return together([
    newest === undefined
      ? { value: {}, absent: notes(OF_COMMIT, `no commit touches ${part.paths.join(', ')}`) }
      : { value: told(newest) },
    only === undefined || others.length > 0
      ? { value: {}, unreadable: notes(['commits_in_last_30_days'], severalPaths) }
      : { value: lately(only.lately.totalCount) },
  ]);
}

function told({ oid, committedDate, message, author }: Commit): GitFacts {
  const coAuthors = [...message.matchAll(/^co-authored-by:.*<([^<>\s]+)>\s*$/gim)].map(([, email]) => email);
  const emails = [author?.email, ...coAuthors].flatMap((email) =>
    email ? [email.trim().toLowerCase()] : [],
  );
  return { last_commit: oid, last_commit_at: committedDate, last_commit_authors: [...new Set(emails)] };
}

function lately(commits: number): GitFacts {
  return { commits_in_last_30_days: commits };
}

async function fileFacts(
  { answer }: RepositoryRead,
  contents: Contents,
  part: PartRead | undefined,
): Promise<Told> {
  const { landmarks } = contents;
  if (landmarks === undefined) return { value: {}, unreadable: notes(OF_FILES, forbidden('Contents')) };
  const readme = part === undefined ? landmarks.readme : await readmeOf(part);
  // One that an organisation has for all of its repositories lies elsewhere.
  const policy =
    landmarks.securityPolicy ?? (answer.isSecurityPolicyEnabled ? answer.securityPolicyUrl : undefined);
  const value: GitFacts = {
    ci_providers: [...landmarks.ciProviders],
    ...(readme === undefined ? {} : { readme }),
    ...(policy ? { security_policy: policy } : {}),
  };
  return together([{ value }, codeownersFacts(answer.codeowners?.errors.length, contents, part)]);
}

async function readmeOf({ folders }: PartRead): Promise<string | undefined> {
  const files = folders.flatMap(({ answer: { folder } }) => filesIn(folder, ''));
  return (await findLandmarks(files)).readme;
}

/** @param errors undefined = not shown */
function codeownersFacts(errors: number | undefined, contents: Contents, part: PartRead | undefined): Told {
  const { codeowners, files } = contents;
  if (codeowners === undefined)
    return {
      value: {},
      absent: notes(['codeowners'], 'there is no CODEOWNERS file: add .github/CODEOWNERS'),
    };
  const { path, text } = codeowners;
  const hidden = errors === undefined ? notes(['codeowners.errors'], forbidden('Contents')) : [];
  const about = { path, ...(errors === undefined ? {} : { errors }) };
  if (text === undefined) {
    const fields = ['codeowners.owners', 'codeowners.covers_everything'];
    return {
      value: { codeowners: about },
      unreadable: [...notes(fields, `${path} is too large to read`), ...hidden],
    };
  }
  const known =
    part === undefined
      ? files
      : part.folders.flatMap(({ path, answer }) => filesIn(answer.folder, `${path}/`));
  const folders = part?.folders.map((folder) => folder.path) ?? [];
  const { owners, coversEverything } = codeOwnersOf(text, folders, known);
  const value = {
    codeowners: {
      ...about,
      owners: [...owners],
      ...(coversEverything === undefined ? {} : { covers_everything: coversEverything }),
    },
  } satisfies GitFacts;
  const doubt = 'only a list of all files tells: add `path` to read a checkout';
  const unsure = coversEverything === undefined ? notes(['codeowners.covers_everything'], doubt) : [];
  return { value, unreadable: [...unsure, ...hidden] };
}
