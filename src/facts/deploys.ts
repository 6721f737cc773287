import { count, defineNamespace, entry, flag, list, map, measure, moment, oneOf, text } from './namespace.ts';

const deploy = {
  environment: text('Where it went: production, staging, …', 'environment'),
  commit: text('Hash of the commit.', 'commit'),
  status: oneOf(['succeeded', 'failed', 'running'], 'How it ended, or that it has not.', 'status'),
  at: moment('When it happened.', 'deploy'),
  url: text('Where to read about it.', 'deploy'),
};

/** Changes reaching an environment. */
export const deploys = defineNamespace(
  { name: 'deploys', words: 'deployments', summary: 'Changes of the service that reached an environment.' },
  {
    part_of_monorepo: flag(
      'Whether the service is a part of a repository. Then deploys are those to environments that name it.',
      'part of a monorepo',
      'it is a part of a repository',
      'it is the whole repository',
    ),
    last_at: moment('When the newest deploy to production succeeded.', 'last deploy'),
    last_commit: text('Hash of the commit that is in production.', 'deployed commit'),
    in_last_7_days: count('Deploys to production in the last 7 days.', 'deploys in 7 days'),
    in_last_30_days: count('Deploys to production in the last 30 days.', 'deploys in 30 days'),
    failed_in_last_30_days: count('Deploys to production of the last 30 days that failed.', 'failed deploys'),
    failure_rate: measure(
      'Share of production deploys of the last 30 days that failed, 0–100.',
      'failed deploys',
      '%',
    ),
    environments: map(
      entry(deploy),
      'The newest deploy to each environment: `deploys.environments["staging"].at`.',
      'environment',
    ),
    recent: list(entry(deploy), 'The deploys of the last 30 days, newest first.', 'recent deploys'),
  },
);
