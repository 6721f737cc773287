import type { Git } from './command.ts';
import { unreadable } from './unreadable.ts';

/** Paths of all files of a commit, from its root; undefined when there are too many to read. */
export async function listFiles(
  git: Git,
  folder: string,
  commit: string,
): Promise<readonly string[] | undefined> {
  const answer = await git(['ls-tree', '-r', '-z', '--full-tree', '--name-only', commit]);
  if (answer.ok) return answer.text.split('\0').slice(0, -1);
  if (answer.tooLarge) return undefined;
  throw unreadable(folder, answer.said);
}

/** A file's text; undefined when the checkout does not hold it (a partial clone) or it is too large. */
export async function readText(git: Git, commit: string, path: string): Promise<string | undefined> {
  const answer = await git(['cat-file', 'blob', `${commit}:${path}`]);
  return answer.ok ? answer.text : undefined;
}
