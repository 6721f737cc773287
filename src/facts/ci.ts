import { z } from 'zod';
import { defineNamespace, flag, group, list, measure, moment, oneOf, text } from './namespace.ts';

/** Pipelines that build, test and deliver. */
export const ci = defineNamespace(
  { name: 'ci', words: 'CI/CD', summary: 'The pipelines that build, test and deliver the service.' },
  {
    part_of_monorepo: flag(
      'Whether the service is a part of a repository. Then pipelines and runs are those of the whole repository.',
      'part of a monorepo',
      'it is a part of a repository',
      'it is the whole repository',
    ),
    providers: list(
      z.string(),
      'Who runs its pipelines: github-actions, gitlab-ci, circleci, jenkins, azure-pipelines, bitbucket-pipelines, …',
      'CI/CD pipelines',
    ),
    pipelines: list(z.string(), 'Names of its workflows or pipelines.', 'pipelines'),
    passing: flag(
      'Whether the last finished run on the default branch passed.',
      'passing default branch',
      'the default branch passes',
      'the default branch fails',
    ),
    last_run: group(
      {
        status: oneOf(
          ['passed', 'failed', 'cancelled', 'running'],
          'How it ended, or that it has not.',
          'last run',
        ),
        started_at: moment('When it started.', 'start of the last run'),
        finished_at: moment('When it ended.', 'end of the last run'),
        minutes: measure('How long it took.', 'duration of the last run', 'min'),
        commit: text('Hash of the commit that it ran for.', 'commit of the last run'),
        url: text('Where to read it.', 'last run'),
      },
      'The newest run on the default branch.',
      'last run',
    ),
    success_rate: measure(
      'Share of finished runs on the default branch of the last 30 days that passed, 0–100.',
      'runs that passed',
      '%',
    ),
  },
);
