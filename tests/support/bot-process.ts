/** The bot as an operator runs it: `node src/main.ts` with an environment of its own, its output line by line. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

export interface BotProcess {
  /** Standard output and standard error so far. */
  readonly output: () => string;
  readonly stdout: readonly string[];
  /** The first match among the lines of standard output, past or to come. Throws if the process ends before. */
  readonly says: (what: RegExp) => Promise<RegExpExecArray>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Exit code and the signal that it died of, once it has ended and its output is read. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Nothing of the tests' own environment reaches it but PATH. Killed at the end of the test, if it still runs. */
export function startProcess(env: Readonly<Record<string, string>>, cwd: string): BotProcess {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(ROOT, 'src', 'main.ts')],
    {
      cwd,
      env: {
        PATH: process.env.PATH,
        // As `npm start` does: what was compiled once is not compiled again.
        NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'compiled'),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const stdout: string[] = [];
  const stderr: string[] = [];
  const lines = createInterface(child.stdout);
  lines.on('line', (line) => stdout.push(line));
  createInterface(child.stderr).on('line', (line) => stderr.push(line));
  const output = () => [...stdout, ...stderr].join('\n');
  return {
    output,
    stdout,
    says: (what) =>
      new Promise((resolve, reject) => {
        const look = () => {
          for (const line of stdout) {
            const found = what.exec(line);
            if (found !== null) return resolve(found);
          }
        };
        look();
        lines.on('line', look);
        child.once('close', () => reject(new Error(`It ended before it said ${what}:\n${output()}`)));
      }),
    kill: (signal) => void child.kill(signal),
    ended: once(child, 'close').then(([code, signal]) => ({ code, signal })),
  };
}
