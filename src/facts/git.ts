import { z } from 'zod';
import { count, defineNamespace, flag, group, list, moment, text } from './namespace.ts';

/** What lies in the repository and its history, wherever it is hosted. */
export const git = defineNamespace(
  {
    name: 'git',
    words: 'the repository',
    summary: 'What lies in the repository and its history, wherever it is hosted.',
  },
  {
    default_branch: text('Name of the branch that releases come from.', 'default branch'),
    last_commit_at: moment('When the newest commit on the default branch was made.', 'last commit'),
    last_commit: text('Hash of the newest commit on the default branch.', 'last commit'),
    last_commit_authors: list(
      z.string(),
      'E-mails of the author and co-authors of the newest commit.',
      'authors of the last commit',
    ),
    authors: list(z.string(), 'E-mails of everybody who committed in the last 90 days.', 'active authors'),
    commits_in_last_30_days: count(
      'Commits on the default branch in the last 30 days.',
      'commits in 30 days',
    ),
    archived: flag(
      'Whether the repository is read-only for good.',
      'archived',
      'the repository is archived',
      'the repository is not archived',
    ),
    part_of_monorepo: flag(
      'Whether the service is a part of the repository. Then last commit, authors, code owners and files are those of its paths; default branch, pipelines, licence, security policy and archived are those of the whole repository.',
      'part of a monorepo',
      'it is a part of a repository',
      'it is the whole repository',
    ),
    readme: text('Path of the README.', 'README'),
    licence: text('SPDX id of the licence, or `other` where the text is not recognised.', 'licence'),
    security_policy: text('Path of the SECURITY file.', 'security policy'),
    codeowners: group(
      {
        path: text('Where the CODEOWNERS file lies.', 'CODEOWNERS file'),
        owners: list(z.string(), 'Everybody it names: @user, @org/team, e-mails.', 'code owners'),
        covers_everything: flag(
          'Whether a pattern names an owner for every file of the service.',
          'code owners for everything',
          'every file has a code owner',
          'some files have no code owner',
        ),
        errors: count('Lines that the host cannot use.', 'errors in CODEOWNERS'),
      },
      'The CODEOWNERS file.',
      'CODEOWNERS',
    ),
    ci_providers: list(
      z.string(),
      'Providers whose pipeline definition lies in the repository: github-actions, gitlab-ci, circleci, jenkins, azure-pipelines, bitbucket-pipelines, …',
      'pipeline definitions',
    ),
    test_folders: list(z.string(), 'Folders that hold tests.', 'test folders'),
    dockerfiles: list(z.string(), 'Paths of Dockerfiles.', 'Dockerfiles'),
    infrastructure_as_code: list(
      z.string(),
      'Tools whose definitions lie in the repository: terraform, pulumi, helm, kustomize, cloudformation, …',
      'infrastructure as code',
    ),
    lock_files: list(z.string(), 'Paths of files that pin dependencies.', 'lock files'),
    api_descriptions: list(
      z.string(),
      'Paths of OpenAPI, AsyncAPI, GraphQL or protobuf files.',
      'API descriptions',
    ),
  },
);
