import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const OWN = realpathSync(process.execPath);

/** Says what reached it, and ends as its first argument says. */
const SHELL = `
import { setTimeout } from 'node:timers/promises';
process.emitWarning('not done yet', 'ExperimentalWarning');
const [how, ...rest]: string[] = process.argv.slice(2);
if (how === 'wait') process.on('SIGTERM', () => process.exit(7));
process.stdout.write(JSON.stringify({ node: process.version, rest }) + '\\n');
if (how === 'wait') await setTimeout(60_000);
if (how === 'die') process.kill(process.pid, 'SIGKILL');
process.exitCode = Number(how);
`;

/** A package laid out as ours, whose shell is the one above. `own`: the Node that it brings with it. */
function checkout({ own }: { readonly own: boolean }): string {
  const root = mkdtempSync(join(tmpdir(), 'ready bin-'));
  for (const folder of ['bin', 'src', 'node_modules/.bin'])
    mkdirSync(join(root, folder), { recursive: true });
  for (const file of ['ready.js', 'preflight.js'])
    copyFileSync(join(ROOT, 'bin', file), join(root, 'bin', file));
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  writeFileSync(join(root, 'src', 'shell.ts'), SHELL);
  if (own) symlinkSync(OWN, join(root, 'node_modules', '.bin', 'node'));
  return root;
}

/** The old Node of this machine, if it has one. */
function oldNode(): string | undefined {
  const places = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'node'));
  return places.find((node) => {
    const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
    return stdout !== null && /^v(1[89]|2[0-3])\./.test(stdout ?? '');
  });
}

const OLD = oldNode();
const nodes: [what: string, node: string][] = [
  ['the right Node', OWN],
  ...(OLD === undefined ? [] : [['an old Node', OLD] satisfies [string, string]]),
];

describe.each(nodes)('called by %s', (_what, node) => {
  test('runs the shell under Node 24 with all arguments and passes its exit code on', () => {
    const script = join(checkout({ own: true }), 'bin', 'ready.js');
    const run = spawnSync(node, [script, '3', 'two words', '--json', ''], { encoding: 'utf8' });
    expect(JSON.parse(run.stdout)).toEqual({ node: process.version, rest: ['two words', '--json', ''] });
    expect([run.status, run.stderr]).toEqual([3, '']);
  });

  test('works through a symlink, as npx makes one', () => {
    const root = checkout({ own: true });
    const link = join(mkdtempSync(join(tmpdir(), 'link-')), 'ready');
    symlinkSync(join(root, 'bin', 'ready.js'), link);
    expect(spawnSync(node, [link, '0'], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  test('passes SIGTERM on and waits for the end', async () => {
    const script = join(checkout({ own: true }), 'bin', 'ready.js');
    const child = spawn(node, [script, 'wait'], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([7, null]);
  });

  test('ends by the signal that ended the shell', async () => {
    const script = join(checkout({ own: true }), 'bin', 'ready.js');
    const child = spawn(node, [script, 'die'], { stdio: 'ignore' });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  });
});

describe.skipIf(OLD === undefined)('called by an old Node without the one of the project', () => {
  test('says in one sentence what to do', () => {
    const script = join(checkout({ own: false }), 'bin', 'ready.js');
    const run = spawnSync(OLD ?? '', [script, 'validate'], { encoding: 'utf8' });
    expect([run.status, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toMatch(/^Readybot needs Node 24 or newer, and this is v\d+\.\d+\.\d+: .+\n$/);
  });
});

test('npx finds it in a checkout', () => {
  const root = checkout({ own: true });
  writeFileSync(
    join(root, 'package.json'),
    '{"name":"readybot","version":"0.0.0","type":"module","bin":{"ready":"bin/ready.js"}}',
  );
  const stdout = execFileSync('npx', ['--no-install', 'ready', '0', 'here'], { cwd: root, encoding: 'utf8' });
  expect(JSON.parse(stdout)).toMatchObject({ rest: ['here'] });
});
