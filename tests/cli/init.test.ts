import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shell, workshopWith } from '../support/shell.ts';

/** A folder with two starter files, and where a person is. */
function folders() {
  const root = mkdtempSync(join(tmpdir(), 'ready-init-'));
  const cwd = join(root, 'cwd');
  mkdirSync(cwd);
  const from = join(root, 'starter');
  mkdirSync(from);
  writeFileSync(join(from, 'ready.yml'), 'organisation: Acme\n');
  writeFileSync(join(from, 'one.yml'), 'id: one\n');
  const starter = async () => [
    { from: join(from, 'ready.yml'), to: 'ready.yml' },
    { from: join(from, 'one.yml'), to: 'scorecards/one.yml' },
  ];
  return { cwd, workshop: workshopWith({ cwd, starter }) };
}

test('writes a home and says what to do next', async () => {
  const { cwd, workshop } = folders();
  const run = await shell(['init', 'my home'], workshop);
  expect(run).toMatchObject({ exit: 0, stderr: '' });
  expect(run.stdout).toContain("READY_HOME='my home' npx ready validate");
  expect(readFileSync(join(cwd, 'my home', 'ready.yml'), 'utf8')).toBe('organisation: Acme\n');
  expect(readFileSync(join(cwd, 'my home', 'scorecards', 'one.yml'), 'utf8')).toBe('id: one\n');
});

test('lists what it wrote with --json', async () => {
  const { cwd, workshop } = folders();
  const run = await shell(['init', 'x', '--json'], workshop);
  expect(run.document()).toEqual({ home: join(cwd, 'x'), written: ['ready.yml', 'scorecards/one.yml'] });
});

test('writes beside other files, such as a README', async () => {
  const { cwd, workshop } = folders();
  writeFileSync(join(cwd, 'README.md'), 'mine');
  expect(await shell(['init', '.'], workshop)).toMatchObject({ exit: 0 });
  expect(readdirSync(cwd).sort()).toEqual(['README.md', 'ready.yml', 'scorecards']);
});

test('never overwrites: lists what is there and writes nothing at all', async () => {
  const { cwd, workshop } = folders();
  mkdirSync(join(cwd, 'scorecards'));
  writeFileSync(join(cwd, 'scorecards', 'one.yml'), 'mine');
  const run = await shell(['init', '.'], workshop);
  expect([run.exit, run.stdout]).toEqual([2, '']);
  expect(run.stderr).toContain('Nothing written');
  expect(run.stderr).toContain('\n  scorecards/one.yml\n');
  expect(readFileSync(join(cwd, 'scorecards', 'one.yml'), 'utf8')).toBe('mine');
  expect(existsSync(join(cwd, 'ready.yml'))).toBe(false);
});

test('does not overwrite what somebody writes in the very meantime', async () => {
  const { cwd, workshop } = folders();
  // The starter's two entries name the same file: the second finds what the first has just written.
  const [first] = await workshop.starter();
  if (first === undefined) throw new Error('no starter');
  const twice = { ...workshop, starter: async () => [first, { from: '/etc/hostname', to: first.to }] };
  expect((await shell(['init', 'x'], twice)).exit).toBe(2);
  expect(readFileSync(join(cwd, 'x', 'ready.yml'), 'utf8')).toBe('organisation: Acme\n');
});

test('says in a sentence that a file stands where the folder should be', async () => {
  const { cwd, workshop } = folders();
  writeFileSync(join(cwd, 'taken'), '');
  const run = await shell(['init', 'taken'], workshop);
  expect(run.exit).toBe(2);
  expect(run.stderr).toContain('is a file, not a folder');
});
