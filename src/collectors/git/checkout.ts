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
  const [refs, head, origin, shallow] = await Promise.all([
    usualRefs(git),
    line(git, ['symbolic-ref', '--quiet', 'HEAD']),
    line(git, ['config', '--get', 'remote.origin.url']),
    linesOf(resolve(folder, shallowFile)),
  ]);
  const defaultBranch = findDefaultBranch(refs, head?.replace('refs/heads/', ''), bare === 'true');
  const tip = await tipOf(git, defaultBranch, refs);
  const heardAt = origin === undefined ? undefined : await lastHeard(resolve(folder, common), defaultBranch);
  return { defaultBranch, tip, shallow: new Set(shallow), origin, heardAt };
}

interface Ref {
  /** The ref that it stands for; empty for one that names a commit itself. */
  readonly target: string;
  readonly commit: string;
}

/** The refs that most answers need, in one call: starting git costs more than what it does. */
async function usualRefs(git: Git): Promise<ReadonlyMap<string, Ref>> {
  const names = USUAL_NAMES.flatMap((name) => [`${REMOTE}${name}`, `${LOCAL}${name}`]);
  const format = '--format=%(refname)%00%(symref)%00%(objectname)';
  const answer = await git(['for-each-ref', format, `${REMOTE}HEAD`, ...names]);
  const lines = answer.ok ? answer.text.split('\n').filter((one) => one !== '') : [];
  return new Map(
    lines.map((one) => {
      const [name = '', target = '', commit = ''] = one.split('\0');
      return [name, { target, commit }];
    }),
  );
}

const REMOTE = 'refs/remotes/origin/';
const LOCAL = 'refs/heads/';

/** @param head the branch that is checked out: the default one only where nobody works */
function findDefaultBranch(
  refs: ReadonlyMap<string, Ref>,
  head: string | undefined,
  bare: boolean,
): string | undefined {
  const remote = refs.get(`${REMOTE}HEAD`);
  if (remote !== undefined) return remote.target.replace(REMOTE, '');
  if (bare) return head;
  return USUAL_NAMES.find((name) => refs.has(`${REMOTE}${name}`) || refs.has(`${LOCAL}${name}`)) ?? head;
}

/** Whether the commit is there is for those to find who read it: a damaged repository is not an empty one. */
async function tipOf(
  git: Git,
  branch: string | undefined,
  refs: ReadonlyMap<string, Ref>,
): Promise<string | undefined> {
  const places = branch === undefined ? ['HEAD'] : [`${REMOTE}${branch}`, `${LOCAL}${branch}`];
  for (const place of places) {
    const known = refs.get(place)?.commit;
    const tip = known ?? (await line(git, ['rev-parse', '--quiet', '--verify', '--end-of-options', place]));
    if (tip !== undefined) return tip;
  }
  return undefined;
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
