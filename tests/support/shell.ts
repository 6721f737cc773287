import { PassThrough } from 'node:stream';
import { WriteStream } from 'node:tty';
import { shellVerbs } from '../../src/cli/index.ts';
import { type ExitCode, runShell } from '../../src/cli/shell/run-shell.ts';
import type { Output } from '../../src/cli/terminal/page.ts';
import { showProgress } from '../../src/cli/terminal/progress.ts';
import type { ShellVerb, Tokens, Workshop } from '../../src/cli/verb.ts';

import type { Viewer } from '../../src/domain/rights.ts';
import type { Verbs } from '../../src/use-cases/verbs.ts';
import { NOW } from './view-models.ts';

/** What keeps whatever is written to it. With columns it passes for a terminal of that width. */
export function recordingOutput(columns?: number): Output & { readonly text: () => string } {
  const stream = new PassThrough();
  const chunks: string[] = [];
  stream.on('data', (chunk) => chunks.push(String(chunk)));
  const terminal =
    columns === undefined ? {} : { isTTY: true, columns, getColorDepth: WriteStream.prototype.getColorDepth };
  return Object.assign(stream, terminal, { text: () => chunks.join('') });
}

/** A workshop in which everything that a test does not give is out of reach. */
export function workshopWith(over: Partial<Workshop> = {}): Workshop {
  const unused = (what: string) => () => Promise.reject(new Error(`${what} was not expected`));
  const clock = over.clock ?? { now: () => NOW };
  return {
    clock,
    cwd: '/home/ana',
    user: 'ana',
    home: async () => '/home/ana/ready',
    starter: unused('starter'),
    checkHome: unused('checkHome'),
    read: unused('read'),
    write: unused('write'),
    progress: (what, total) => showProgress(recordingOutput(), clock, what, total),
    interrupted: new AbortController().signal,
    ...over,
  };
}

export interface ShellRun {
  readonly exit: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as the one JSON document that it must be. */
  readonly document: () => unknown;
}

/** Runs one command line as the shell would. `columns`: on a terminal of that width instead of into a pipe. */
export async function shell(
  argv: readonly string[],
  workshop: Workshop,
  { columns, verbs = shellVerbs }: { readonly columns?: number; readonly verbs?: readonly ShellVerb[] } = {},
): Promise<ShellRun> {
  const stdout = recordingOutput(columns);
  const stderr = recordingOutput(columns);
  const exit = await runShell(argv, { verbs, version: '1.2.3', workshop, stdout, stderr });
  return {
    exit,
    stdout: stdout.text(),
    stderr: stderr.text(),
    document: () => JSON.parse(stdout.text()),
  };
}

/** A workshop whose database answers with these verbs. */
export function answering(verbs: Partial<Verbs>, over: Partial<Workshop> = {}): Workshop {
  // A verb that a test did not give throws a TypeError, which fails the test.
  return workshopWith({
    read: async () => ({ verbs: verbs as Verbs, viewer: SHELL_USER, tokens: NO_TOKENS }),
    ...over,
  });
}

export const SHELL_USER: Viewer = {
  id: 'shell',
  name: 'shell',
  email: null,
  timezone: 'UTC',
  stranger: false,
  guest: false,
  admin: true,
  teams: [],
  stewardOf: [],
};

const NO_TOKENS: Tokens = {
  create: () => Promise.reject(new Error('no token was expected')),
  list: () => Promise.reject(new Error('no token was expected')),
  revoke: () => Promise.reject(new Error('no token was expected')),
};
