import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SRC = join(import.meta.dirname, '..', '..', 'src');
const { PATH } = process.env;

/** A process of which all that it writes is kept. */
function start(script: string, args: readonly string[], cwd: string) {
  const child = spawn(process.execPath, [script, ...args], { cwd, env: { PATH } });
  const written = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    written.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    written.stderr += chunk;
  });
  return { child, written };
}

test('the shell ends quietly when nobody reads what it writes', async () => {
  // A folder without ready.yml is the made-up company's home.
  const { child, written } = start(join(SRC, 'shell.ts'), ['validate', '--json'], temporaryFolder());
  child.stdout.destroy();
  expect([await once(child, 'close'), written.stderr]).toEqual([[0, null], '']);
});

/** A shell of one verb that says when it is at work and ends when it is interrupted, or (stubborn) never. */
const WAITING = `
import { runProcess } from ${JSON.stringify(join(SRC, 'cli', 'shell', 'run-process.ts'))};
const wait = {
  name: 'wait', summary: 'waits', arguments: [], options: [{ flags: '--stubborn', description: 'x' }], json: '{}',
  async run({ options }, { interrupted }) {
    setInterval(() => {}, 1_000_000);
    process.stdout.write('at work\\n');
    await new Promise((_resolve, reject) => {
      interrupted.addEventListener('abort', () => {
        process.stdout.write('interrupted\\n');
        if (!options.stubborn) reject(interrupted.reason);
      });
    });
  },
};
const bind = (interrupted) => ({
  workshop: { interrupted, cwd: process.cwd(), clock: { now: Date.now }, home: async () => process.cwd() },
  close: async () => { process.stdout.write('closed\\n'); process.exitCode === 130 && setImmediate(() => process.exit()); },
});
await runProcess({ verbs: [wait], version: '0', bind });
`;

describe('Ctrl-C', () => {
  function waiting(...args: string[]) {
    const folder = temporaryFolder({ 'waiting.ts': WAITING, 'package.json': '{"type":"module"}' });
    return start(join(folder, 'waiting.ts'), ['wait', ...args], folder);
  }

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '(%s) ends the work, closes what is open and exits 130',
    async (signal) => {
      const { child, written } = waiting();
      await once(child.stdout, 'data');
      child.kill(signal);
      expect(await once(child, 'close')).toEqual([130, null]);
      expect(written).toEqual({
        stdout: 'at work\ninterrupted\nclosed\n',
        stderr: 'Interrupted. What was finished is kept.\n',
      });
    },
  );

  test('a second time ends work that does not end', async () => {
    const { child, written } = waiting('--stubborn');
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    await once(child.stdout, 'data');
    const second = performance.now();
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([130, null]);
    // Without it the end would come by itself, after five seconds.
    expect(performance.now() - second).toBeLessThan(4_000);
    expect(written.stdout).toBe('at work\ninterrupted\n');
  });
});
