import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Instant } from '../../domain/instant.ts';
import type { Git } from './command.ts';
import { unreadable } from './unreadable.ts';

/** What a checkout says of itself. */
export interface Checkout {
  /** Undefined when HEAD is detached and nothing else says which branch is the default. */
  readonly defaultBranch: string | undefined;
  /** The commit that facts are read from; undefined in a repository without commits. */
  readonly tip: string | undefined;
  /** Commits whose parents were cut off when it was cloned. */
  readonly shallow: ReadonlySet<string>;
  /** The remote's URL as written. */
  readonly origin: string | undefined;
  /** When it last heard from its remote; undefined when it has none and so is the truth itself. */
  readonly heardAt: Instant | undefined;
}

/** What default branches are called, most usual first, for a clone that does not know its remote's. */
const USUAL_NAMES = ['main', 'master', 'trunk'];

/**
 * Finds the default branch and its tip: as the remote has them where there is one, since what is not pushed
 * yet protects no customer; else the checkout's own.
 */
export async function readCheckout(git: Git, folder: string): Promise<Checkout> {
  const kind = await git(['rev-parse', '--is-bare-repository', '--git-common-dir', '--git-path', 'shallow']);
  if (!kind.ok) throw unreadable(folder, kind.said);
  const [bare, common = '.', shallowFile = ''] = kind.text.trimEnd().split('\n');
  const defaultBranch = await findDefaultBranch(git, bare === 'true');
  const [tip, origin, shallow] = await Promise.all([
    tipOf(git, defaultBranch),
    line(git, ['config', '--get', 'remote.origin.url']),
    linesOf(resolve(folder, shallowFile)),
  ]);
  const heardAt = origin === undefined ? undefined : await lastHeard(resolve(folder, common), defaultBranch);
  return { defaultBranch, tip, shallow: new Set(shallow), origin, heardAt };
}

async function findDefaultBranch(git: Git, bare: boolean): Promise<string | undefined> {
  const remote = await line(git, ['symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD']);
  if (remote !== undefined) return remote.replace('refs/remotes/origin/', '');
  const head = (await line(git, ['symbolic-ref', '--quiet', 'HEAD']))?.replace('refs/heads/', '');
  if (bare) return head;
  // Somebody may be on a branch of their own.
  const usual = await Promise.all(USUAL_NAMES.map((name) => tipOfBranch(git, name)));
  return USUAL_NAMES.find((_, index) => usual[index] !== undefined) ?? head;
}

async function tipOf(git: Git, branch: string | undefined): Promise<string | undefined> {
  return branch === undefined ? commit(git, 'HEAD') : tipOfBranch(git, branch);
}

async function tipOfBranch(git: Git, branch: string): Promise<string | undefined> {
  return (await commit(git, `refs/remotes/origin/${branch}`)) ?? commit(git, `refs/heads/${branch}`);
}

/** Whether the object is there is for those to find who read it: a damaged repository is not an empty one. */
function commit(git: Git, ref: string): Promise<string | undefined> {
  return line(git, ['rev-parse', '--quiet', '--verify', '--end-of-options', ref]);
}

async function line(git: Git, args: readonly string[]): Promise<string | undefined> {
  const answer = await git(args);
  const text = answer.ok ? answer.text.trim() : '';
  return text === '' ? undefined : text;
}

/** A fetch touches FETCH_HEAD even when nothing is new; a clone and a push leave only their reflog. */
async function lastHeard(gitFolder: string, branch = 'HEAD'): Promise<Instant | undefined> {
  const traces = ['FETCH_HEAD', 'logs/refs/remotes/origin/HEAD', `logs/refs/remotes/origin/${branch}`];
  const times = await Promise.all(traces.map((trace) => changedAt(resolve(gitFolder, trace))));
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

async function changedAt(path: string): Promise<Instant | undefined> {
  return (await stat(path).catch(() => undefined))?.mtime.getTime();
}

async function linesOf(path: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').filter((one) => one !== '');
}
