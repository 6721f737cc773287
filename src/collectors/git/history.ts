import { DAY, type Instant, SECOND } from '../../domain/instant.ts';
import type { Git } from './command.ts';
import { unreadable } from './unreadable.ts';

export interface Commit {
  readonly id: string;
  /** When it was committed, not when it was first written: what GitHub's `committedDate` says. */
  readonly at: Instant;
  /** E-mails of its author and co-authors, each once. */
  readonly authors: readonly string[];
}

export interface Activity {
  /** E-mails of everybody who committed in the last 90 days. */
  readonly authors: readonly string[];
  readonly commitsInLast30Days: number;
  /** The ids of all those commits, newest first. */
  readonly ids: readonly string[];
}

/** A part of a repository's history: up to `tip`, touching one of `paths` (globs; none = everything). */
export interface Stretch {
  readonly folder: string;
  readonly tip: string;
  readonly paths: readonly string[];
}

const CO_AUTHORS = '%(trailers:key=Co-authored-by,valueonly,unfold,separator=%x1f)';

/** The newest commit of the stretch; undefined when none touches its paths. */
export async function lastCommit(git: Git, stretch: Stretch): Promise<Commit | undefined> {
  const [newest] = await list(git, stretch, ['--max-count=1'], ['%H', '%ct', '%ae', CO_AUTHORS]);
  if (newest === undefined) return undefined;
  const [id = '', seconds, author = '', coAuthors = ''] = newest;
  const emails = [
    author,
    ...coAuthors.split('\x1f').flatMap((text) => /<([^<>]+)>\s*$/.exec(text)?.[1] ?? []),
  ];
  return { id, at: Number(seconds) * SECOND, authors: distinct(emails) };
}

/** Who worked on it lately, and how much. */
export async function recentActivity(git: Git, stretch: Stretch, now: Instant): Promise<Activity> {
  const since = Math.floor((now - 90 * DAY) / SECOND);
  const commits = await list(git, stretch, [`--since=@${since}`], ['%H', '%ct', '%ae']);
  const month = now - 30 * DAY;
  return {
    authors: distinct(commits.map(([, , email = '']) => email)),
    commitsInLast30Days: commits.filter(([, seconds]) => Number(seconds) * SECOND >= month).length,
    ids: commits.map(([id = '']) => id),
  };
}

async function list(
  git: Git,
  { folder, tip, paths }: Stretch,
  limits: readonly string[],
  fields: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const pathspecs = paths.map((path) => `:(top,glob)${path}`);
  // Each commit begins with a line "commit <id>" of git's own, which older versions cannot leave out.
  const format = `--format=${fields.join('%x00')}%x1e`;
  const answer = await git(['rev-list', ...limits, format, '--end-of-options', tip, '--', ...pathspecs]);
  if (!answer.ok) throw unreadable(folder, answer.said);
  const records = answer.text.split('\x1e\n').slice(0, -1);
  return records.map((record) => record.slice(record.indexOf('\n') + 1).split('\0'));
}

function distinct(emails: readonly string[]): readonly string[] {
  return [...new Set(emails.map((email) => email.trim().toLowerCase()).filter((email) => email !== ''))];
}
