import { execFile } from 'node:child_process';
import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ExternalServiceError } from '../../domain/errors.ts';

/**
 * The `git` command, and not isomorphic-git: on a made repository of 60,000 commits and 20,000 files (two cores,
 * git 2.39, isomorphic-git 1.44) one reading took 70 ms against 2,800 ms, which also block the event loop, and
 * the last commit of a rarely touched folder 1.1 s against more than two minutes. On a repository of a few
 * commits it is 15 ms against 9.
 */
export type Git = (args: readonly string[]) => Promise<GitAnswer>;

export type GitAnswer =
  | { readonly ok: true; readonly text: string }
  /** Exit code and what git said; `tooLarge` when its output went over the limit. */
  | { readonly ok: false; readonly code: number; readonly said: string; readonly tooLarge: boolean };

/** File names of about 400,000 files. */
const MAX_OUTPUT_BYTES = 32 * 1024 * 1024;

/**
 * A checkout's own configuration is foreign text that can name programs to run. Only plumbing that needs none is
 * called, and each way to have one started is closed besides: file system monitors, hooks, signature checks,
 * helpers of remotes (an object that is missing from a partial clone would be fetched).
 */
const HARMLESS = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.sshCommand=false',
  'core.alternateRefsCommand=false',
  'core.attributesFile=/dev/null',
  'credential.helper=',
  'log.showSignature=false',
  'protocol.allow=never',
  'color.ui=false',
  'i18n.logOutputEncoding=UTF-8',
];

/**
 * Opens a checkout for reading. The folder itself must be one: a folder inside of somebody else's repository is
 * not looked through. Throws an `ExternalServiceError` with a sentence when there is no folder or no git.
 * @param searchPath the `PATH` on which `git` is looked for
 */
export async function openCheckout(
  path: string,
  searchPath: string,
  signal: AbortSignal,
): Promise<{ folder: string; git: Git }> {
  const folder = await folderAt(path);
  const options = [
    '--no-pager',
    '--no-replace-objects',
    '--no-optional-locks',
    '-C',
    folder,
    // Mounted checkouts belong to other users as a rule. What git guards against there is closed by HARMLESS.
    ...[...HARMLESS, `safe.directory=${folder}`].flatMap((setting) => ['-c', setting]),
  ];
  const environment = {
    PATH: searchPath,
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CEILING_DIRECTORIES: dirname(folder),
    GIT_TERMINAL_PROMPT: '0',
    // Stronger than any `protocol.*.allow` of the checkout: no transport may start, for no lazy fetch either.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
  };
  return { folder, git: (args) => run([...options, ...args], environment, signal) };
}

async function folderAt(path: string): Promise<string> {
  try {
    const folder = await realpath(path);
    if ((await stat(folder)).isDirectory()) return folder;
  } catch (cause) {
    throw new ExternalServiceError('git', `There is no folder ${path} to read`, { cause });
  }
  throw new ExternalServiceError('git', `${path} is not a folder`);
}

function run(args: readonly string[], env: Record<string, string>, signal: AbortSignal): Promise<GitAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<GitAnswer>();
  const options = {
    env,
    signal,
    maxBuffer: MAX_OUTPUT_BYTES,
    killSignal: 'SIGKILL',
    windowsHide: true,
  } as const;
  const child = execFile('git', args, options, (error, text, said) => {
    if (error === null) return resolve({ ok: true, text });
    if (signal.aborted) return reject(signal.reason);
    if (error.code === 'ENOENT')
      return reject(new ExternalServiceError('git', 'git is not installed', { cause: error }));
    const tooLarge = String(error.code) === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER';
    return resolve({
      ok: false,
      code: typeof error.code === 'number' ? error.code : -1,
      said: said.trim(),
      tooLarge,
    });
  });
  child.stdin?.end();
  return promise;
}
