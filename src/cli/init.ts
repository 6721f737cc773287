import { constants } from 'node:fs';
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../domain/errors.ts';
import { count } from './terminal/text.ts';
import { defineVerb } from './verb.ts';

export const init = defineVerb({
  name: 'init',
  summary: 'Write a new home folder: ready.yml, an example team and service, the starter scorecards',
  arguments: [{ usage: '<dir>', description: 'the folder; made where it does not exist' }],
  options: [],
  json: '{ home: absolute path, written[]: paths relative to it }',
  async run({ words: [dir = '.'] }, { cwd, starter }) {
    const home = resolve(cwd, dir);
    const files = await starter();
    await refuseToOverwrite(
      home,
      files.map(({ to }) => to),
    );
    await write(home, files);
    const written = files.map(({ to }) => to).toSorted();
    return { exit: 0, document: { home, written }, render: () => told(home, dir, written) };
  },
});

async function refuseToOverwrite(home: string, paths: readonly string[]): Promise<void> {
  const existing: string[] = [];
  for (const path of paths) {
    if ((await stat(join(home, path)).catch(() => undefined)) !== undefined) existing.push(path);
  }
  if (existing.length === 0) return;
  throw new UserError(
    [
      `Nothing written: ${home} already has ${count(existing.length, 'of these files', 'of these files')}:`,
      ...existing.toSorted().map((path) => `  ${path}`),
      'Name another folder, or move them away.',
    ].join('\n'),
  );
}

async function write(
  home: string,
  files: readonly { readonly from: string; readonly to: string }[],
): Promise<void> {
  try {
    for (const { from, to } of files) {
      await mkdir(dirname(join(home, to)), { recursive: true });
      // Fails rather than overwrites, should somebody have written it meanwhile.
      await copyFile(from, join(home, to), constants.COPYFILE_EXCL);
    }
  } catch (error) {
    throw writeError(home, error);
  }
}

function writeError(home: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EEXIST' || code === 'ENOTDIR')
    return new UserError(`${home} is a file, not a folder. Name another one.`, { cause: error });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new UserError(`${home} may not be written by you. Name another folder.`, { cause: error });
  return error;
}

function told(home: string, dir: string, written: readonly string[]): string {
  return [
    `Wrote a home folder to ${home}:`,
    ...written.map((path) => `  ${path}`),
    '',
    'Next: put your services into catalog/, then',
    `  READY_HOME=${quoted(dir)} npx ready validate`,
    `  READY_HOME=${quoted(dir)} npm start`,
  ].join('\n');
}

/** As a shell needs it. */
function quoted(path: string): string {
  return /^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
