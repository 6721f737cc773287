import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Collected } from '../../src/collectors/collector.ts';
import { git } from '../../src/collectors/git.ts';
import type { Service } from '../../src/domain/catalog.ts';
import { DAY } from '../../src/domain/instant.ts';
import { collect, NOW, service } from '../support/collecting.ts';
import { initRepository, repositoryAt } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ENVIRONMENT = { environment: { PATH: process.env.PATH } };

function read(path: string, more: Partial<Service> = {}): Promise<Record<string, Collected>> {
  return collect(git, service({ path, ...more }), ENVIRONMENT);
}

/** A repository whose one commit is two days old. */
function shop() {
  const repository = initRepository();
  repository.commit({ 'README.md': '# Shop', 'src/index.ts': '' });
  return repository;
}

const MIT =
  'MIT License\n\nPermission is hereby granted, free of charge, to any person …\nTHE SOFTWARE IS PROVIDED "AS IS"';

describe('a checkout', () => {
  test('tells its default branch, its last commit with all authors, and what lies in it', async () => {
    const repository = initRepository();
    const files = {
      'README.md': '# Shop',
      LICENSE: MIT,
      'SECURITY.md': '',
      '.github/CODEOWNERS': '* @acme/shop\n/docs/ docs@acme.test\n',
      '.github/workflows/ci.yml': 'on: push',
      'tests/shop.test.ts': '',
      Dockerfile: 'FROM scratch',
      'infra/main.tf': '',
      'package-lock.json': '{}',
      'api/openapi.yaml': '',
    };
    repository.commit(files, { at: '2025-12-20T12:00:00Z', author: 'Bo <bo@acme.test>' });
    repository.commit({ a: '1' }, { at: '2026-01-05T12:00:00Z', author: 'Cy <cy@acme.test>' });
    const last = repository.commit(
      { a: '2' },
      {
        at: '2026-03-10T14:00:00+02:00',
        message: 'Pair\n\nCo-authored-by: Dee Do <DEE@acme.test>\nCo-authored-by: nonsense',
      },
    );
    const { git: answer, ci } = await read(repository.path);
    expect(answer).toEqual({
      namespace: 'git',
      fresh: {
        collectedAt: NOW,
        unreadable: [],
        absent: [],
        value: {
          default_branch: 'main',
          part_of_monorepo: false,
          last_commit: last,
          last_commit_at: '2026-03-10T12:00:00.000Z',
          last_commit_authors: ['ana@acme.test', 'dee@acme.test'],
          authors: ['ana@acme.test', 'cy@acme.test', 'bo@acme.test'],
          commits_in_last_30_days: 1,
          readme: 'README.md',
          licence: 'MIT',
          security_policy: 'SECURITY.md',
          codeowners: {
            path: '.github/CODEOWNERS',
            owners: ['@acme/shop'],
            covers_everything: true,
          },
          ci_providers: ['github-actions'],
          test_folders: ['tests'],
          dockerfiles: ['Dockerfile'],
          infrastructure_as_code: ['terraform'],
          lock_files: ['package-lock.json'],
          api_descriptions: ['api/openapi.yaml'],
        },
      },
    });
    expect(ci).toHaveProperty('fresh.value', { providers: ['github-actions'] });
  });

  test('without a README has none: the field has no value, which is a fact', async () => {
    const repository = initRepository();
    repository.commit({ a: '' });
    const { git: answer } = await read(repository.path);
    expect(answer).not.toHaveProperty('fresh.value.readme');
    expect(answer).toHaveProperty('fresh.unreadable', []);
    expect(answer).toHaveProperty('fresh.value.ci_providers', []);
  });

  test('is read at its default branch, whatever branch or change somebody works on', async () => {
    const repository = shop();
    repository.git('checkout', '--quiet', '-b', 'my-work');
    repository.commit({ Jenkinsfile: '' }, { at: '2026-03-11T12:00:00Z' });
    writeFileSync(join(repository.path, '.gitlab-ci.yml'), '');
    expect((await read(repository.path)).git).toMatchObject({
      fresh: {
        value: { default_branch: 'main', last_commit_at: '2026-03-10T12:00:00.000Z', ci_providers: [] },
      },
    });
  });

  test('may be reached through a symbolic link', async () => {
    const link = join(temporaryFolder(), 'link');
    symlinkSync(shop().path, link);
    expect((await read(link)).git).toHaveProperty('fresh.value.readme', 'README.md');
  });
});

describe('a clone', () => {
  function clone(...options: string[]) {
    const remote = shop();
    remote.git('branch', '--quiet', '--move', 'main', 'release');
    remote.commit({ 'docs/a.md': '' }, { at: '2026-03-11T12:00:00Z' });
    const path = join(temporaryFolder(), 'clone');
    remote.git('clone', '--quiet', ...options, `file://${remote.path}`, path);
    return { remote, ...repositoryAt(path) };
  }

  test('follows the remote’s default branch, not what is committed here and not pushed', async () => {
    const { path, commit } = clone();
    commit({ Jenkinsfile: '' }, { at: '2026-03-12T08:00:00Z' });
    expect((await read(path)).git).toMatchObject({
      fresh: {
        value: { default_branch: 'release', last_commit_at: '2026-03-11T12:00:00.000Z', ci_providers: [] },
      },
    });
  });

  test('is as old as what it last heard from its remote', async () => {
    const { path, git: run } = clone();
    const heard = (file: string, at: number) => utimesSync(join(path, '.git', file), at / 1000, at / 1000);
    heard('logs/refs/remotes/origin/HEAD', NOW - 9 * DAY);
    expect((await read(path)).git).toHaveProperty('fresh.collectedAt', NOW - 9 * DAY);
    run('fetch', '--quiet');
    heard('FETCH_HEAD', NOW - DAY);
    expect((await read(path)).git).toHaveProperty('fresh.collectedAt', NOW - DAY);
    expect((await read(path)).ci).toHaveProperty('fresh.collectedAt', NOW - DAY);
  });

  test('that is shallow tells its last commit, and says what it cannot see', async () => {
    const { path } = clone('--depth=1');
    const { git: answer } = await read(path);
    expect(answer).toHaveProperty('fresh.value.last_commit_at', '2026-03-11T12:00:00.000Z');
    expect(answer).not.toHaveProperty('fresh.value.authors');
    expect(answer).toHaveProperty(
      'fresh.unreadable',
      ['authors', 'commits_in_last_30_days'].map((field) => ({
        path: field,
        reason: expect.stringContaining('shallow'),
      })),
    );
  });

  test('that is shallow does not take its oldest commit for the last of a part', async () => {
    const { path } = clone('--depth=1');
    const { git: answer } = await read(path, { repos: [{ url: 'github.com/acme/shop', paths: ['src/**'] }] });
    expect(answer).not.toHaveProperty('fresh.value.last_commit_at');
    expect(answer).toMatchObject({
      fresh: { unreadable: expect.arrayContaining([expect.objectContaining({ path: 'last_commit_at' })]) },
    });
  });

  test('that is bare is read alike', async () => {
    const { path } = clone('--bare');
    expect((await read(path)).git).toMatchObject({
      fresh: { value: { default_branch: 'release', readme: 'README.md' } },
    });
  });
});

describe('a part of a monorepo', () => {
  function monorepo() {
    const repository = initRepository();
    repository.commit(
      {
        'services/payments/README.md': '',
        'services/payments/Dockerfile': '',
        'services/payments/test/a': '',
        'services/risk/Chart.yaml': '',
        '.circleci/config.yml': '',
        CODEOWNERS: '/services/payments/ @acme/payments\n/services/risk/ @acme/risk\n',
      },
      { at: '2026-01-10T12:00:00Z', author: 'Pay <pay@acme.test>' },
    );
    repository.commit(
      { 'services/risk/a': '' },
      { at: '2026-03-10T12:00:00Z', author: 'Risk <risk@acme.test>' },
    );
    return repository;
  }
  const part = (...paths: string[]) => ({ repos: [{ url: 'github.com/acme/shop', paths }] });

  test('has the last commit, authors, owners and files of its paths, and the whole’s pipelines', async () => {
    const { git: answer } = await read(monorepo().path, part('services/payments/**'));
    expect(answer).toMatchObject({
      fresh: {
        value: {
          part_of_monorepo: true,
          last_commit_at: '2026-01-10T12:00:00.000Z',
          last_commit_authors: ['pay@acme.test'],
          authors: ['pay@acme.test'],
          readme: 'README.md',
          codeowners: { path: 'CODEOWNERS', owners: ['@acme/payments'], covers_everything: true },
          ci_providers: ['circleci'],
          dockerfiles: ['Dockerfile'],
          test_folders: ['test'],
          infrastructure_as_code: [],
        },
      },
    });
  });

  test('whose paths nothing ever touched has no last commit', async () => {
    const { git: answer } = await read(monorepo().path, part('services/nothing/**'));
    expect(answer).not.toHaveProperty('fresh.value.last_commit_at');
    expect(answer).toMatchObject({
      fresh: {
        absent: expect.arrayContaining([
          { path: 'last_commit_at', reason: 'no commit touches services/nothing/**' },
        ]),
      },
    });
  });

  test('of one of several repositories is found by the checkout’s remote', async () => {
    const repository = monorepo();
    repository.git('remote', 'add', 'origin', 'git@github.com:Acme/shop.git');
    const repos = [
      { url: 'github.com/acme/other', paths: ['nowhere/**'] },
      { url: 'github.com/acme/shop', paths: ['services/risk/**'] },
    ];
    expect((await read(repository.path, { repos })).git).toHaveProperty('fresh.value.last_commit_authors', [
      'risk@acme.test',
    ]);
  });

  test('keeps strange paths from being read as options or magic', async () => {
    const { path } = monorepo();
    const strange = ['--output=/tmp/x', ':(exclude)services/**', '-n1', '../..'];
    for (const one of strange) {
      const { git: answer } = await read(path, part(one));
      expect([one, answer]).toMatchObject([one, { fresh: { absent: [{ path: 'last_commit' }, {}, {}] } }]);
    }
  });
});

describe('a repository', () => {
  test('without commits has no values, and that is a fact', async () => {
    const { git: answer, ci } = await read(initRepository().path);
    expect(answer).toMatchObject({
      fresh: {
        value: { default_branch: 'main' },
        unreadable: [],
        absent: expect.arrayContaining([
          { path: 'last_commit_at', reason: 'the repository has no commits yet' },
        ]),
      },
    });
    expect(ci).toHaveProperty('fresh.value', { providers: [] });
  });

  test('with a detached HEAD and a branch of its own name does not know its default branch', async () => {
    const repository = shop();
    repository.git('checkout', '--quiet', '--detach');
    repository.git('branch', '--quiet', '--move', 'main', 'something');
    expect((await read(repository.path)).git).toMatchObject({
      fresh: {
        value: { readme: 'README.md' },
        unreadable: [{ path: 'default_branch', reason: expect.stringContaining('detached') }],
      },
    });
  });

  test('with a branch that looks like an option is read alike', async () => {
    const repository = shop();
    repository.git('update-ref', 'refs/heads/--help', 'HEAD');
    repository.git('symbolic-ref', 'HEAD', 'refs/heads/--help');
    repository.git('update-ref', '-d', 'refs/heads/main');
    expect((await read(repository.path)).git).toMatchObject({
      fresh: { value: { default_branch: '--help', readme: 'README.md' } },
    });
  });

  test('whose objects are damaged is the vendor’s failure, with git’s reason', async () => {
    const repository = shop();
    for (const folder of readdirSync(join(repository.path, '.git/objects')))
      rmSync(join(repository.path, '.git/objects', folder), { recursive: true });
    expect((await read(repository.path)).git).toHaveProperty(
      'failed',
      expect.stringMatching(/^git cannot read .+: \S/),
    );
  });
});

describe('what cannot be read is unknown, with what to do', () => {
  test('no path in the catalog', async () => {
    const answers = await collect(git, service(), ENVIRONMENT);
    const reason = 'no checkout is named: add `path` to payments-api in the catalog';
    expect(answers.git).toHaveProperty('silent', reason);
    expect(answers.ci).toHaveProperty('silent', reason);
  });

  test('no such folder', async () => {
    const answers = await read('/no/such/folder');
    expect(answers.git).toHaveProperty('failed', 'There is no folder /no/such/folder to read');
    expect(answers.ci).toHaveProperty('failed', 'There is no folder /no/such/folder to read');
  });

  test('a file in its place', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect((await read(file)).git).toHaveProperty('failed', `${file} is not a folder`);
  });

  test('a folder that is no checkout, also inside of somebody else’s', async () => {
    const folder = temporaryFolder();
    expect((await read(folder)).git).toHaveProperty('failed', `${folder} is not a git checkout`);
    const inner = join(shop().path, 'src');
    expect((await read(inner)).git).toHaveProperty('failed', `${inner} is not a git checkout`);
  });

  test('a machine without git', async () => {
    const nowhere = { environment: { PATH: temporaryFolder() } };
    const answers = await collect(git, service({ path: shop().path }), nowhere);
    expect(answers.git).toHaveProperty('failed', 'git is not installed');
  });
});

describe('a hostile checkout', () => {
  /** A program that leaves a trace when it is run, however it is called. */
  function trap() {
    const folder = temporaryFolder();
    const trace = join(folder, 'sprung');
    const program = join(folder, 'trap.sh');
    writeFileSync(program, `#!/bin/sh\ntouch ${trace}\nexit 1\n`, { mode: 0o755 });
    return { program, sprung: () => existsSync(trace) };
  }

  test('cannot have a program started by its configuration or hooks', async () => {
    const { program, sprung } = trap();
    const repository = shop();
    const programs = [
      ...['core.fsmonitor', 'core.sshCommand', 'core.pager', 'core.editor', 'core.askPass', 'gpg.program'],
      ...[
        'diff.external',
        'diff.all.textconv',
        'diff.all.command',
        'filter.all.smudge',
        'filter.all.process',
      ],
      ...['core.alternateRefsCommand', 'credential.helper', 'core.gitProxy', 'uploadpack.packObjectsHook'],
      ...['remote.origin.uploadpack', 'alias.rev-list', 'alias.ls-tree', 'pager.rev-list', 'pager.ls-tree'],
    ];
    for (const key of programs)
      repository.git('config', key, key.startsWith('alias') ? `!${program}` : program);
    repository.git('config', 'log.showSignature', 'true');
    writeFileSync(join(repository.path, '.gitattributes'), '* diff=all filter=all\n');
    mkdirSync(join(repository.path, '.git/hooks'), { recursive: true });
    for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction', 'fsmonitor-watchman'])
      symlinkSync(program, join(repository.path, '.git/hooks', hook));
    expect((await read(repository.path)).git).toHaveProperty('fresh.value.readme', 'README.md');
    expect(sprung()).toBe(false);
  });

  test('cannot have a missing object fetched from a remote of its choice', async () => {
    const { program, sprung } = trap();
    const repository = initRepository();
    repository.commit({ LICENSE: MIT, 'README.md': '' });
    const object = repository.git('rev-parse', 'HEAD:LICENSE').trim();
    rmSync(join(repository.path, '.git/objects', object.slice(0, 2), object.slice(2)));
    const settings = {
      'core.repositoryFormatVersion': '1',
      'extensions.partialClone': 'origin',
      'remote.origin.promisor': 'true',
      'remote.origin.url': `ext::${program}`,
      'protocol.allow': 'always',
      'protocol.ext.allow': 'always',
    };
    for (const [key, value] of Object.entries(settings)) repository.git('config', key, value);
    const { git: answer } = await read(repository.path);
    expect(sprung()).toBe(false);
    expect(answer).toMatchObject({
      fresh: {
        value: { readme: 'README.md' },
        unreadable: [{ path: 'licence', reason: expect.stringContaining('partial clone') }],
      },
    });
  });

  const asRoot = process.getuid?.() === 0;
  test.skipIf(!asRoot)('of another user is read (the test needs root to give a folder away)', async () => {
    const { path } = shop();
    for (const folder of [path, join(path, '.git')]) chownSync(folder, 65_534, 65_534);
    expect((await read(path)).git).toHaveProperty('fresh.value.readme', 'README.md');
  });
});
