import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

export interface CommitOptions {
  /** ISO instant. */
  readonly at?: string;
  readonly author?: string;
  readonly message?: string;
}

/** A real repository in a folder of its own, with a fixed author and clock. */
export interface TestRepository {
  readonly path: string;
  /** Runs git in it and returns what it prints. */
  readonly git: (...args: string[]) => string;
  /** Writes the files and commits them. */
  readonly commit: (files: Readonly<Record<string, string>>, options?: CommitOptions) => string;
}

export function initRepository(path = temporaryFolder(), ...options: string[]): TestRepository {
  mkdirSync(path, { recursive: true });
  const repository = repositoryAt(path);
  repository.git('init', '--quiet', '--initial-branch=main', ...options);
  return repository;
}

export function repositoryAt(path: string): TestRepository {
  const git = (...args: string[]) => run(path, args, {});
  return {
    path,
    git,
    commit: (
      files,
      { at = '2026-03-10T12:00:00Z', author = 'Ana <ana@acme.test>', message = 'Change' } = {},
    ) => {
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(path, file)), { recursive: true });
        writeFileSync(join(path, file), text);
      }
      git('add', '--all');
      run(path, ['commit', '--quiet', '--allow-empty', `--author=${author}`, '-m', message], {
        GIT_AUTHOR_DATE: at,
        GIT_COMMITTER_DATE: at,
      });
      return git('rev-parse', 'HEAD').trim();
    },
  };
}

function run(cwd: string, args: readonly string[], dates: Record<string, string>): string {
  const env = {
    PATH: process.env.PATH,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_COMMITTER_NAME: 'Test',
    GIT_COMMITTER_EMAIL: 'test@acme.test',
    ...dates,
  };
  return execFileSync('git', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
