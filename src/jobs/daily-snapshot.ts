import { daysLater, localDate } from '../domain/local-date.ts';
import { DAILY_FOR } from '../domain/thinned-days.ts';
import { compactSnapshots } from '../use-cases/digests/compact-snapshots.ts';
import { keepDeploys } from '../use-cases/pictures/keep-deploys.ts';
import { defineJob } from './job.ts';

export const dailySnapshot = defineJob({
  name: 'daily-snapshot',
  summary:
    "Keeps each day's bar, level and score, so that a past day can be shown and trends be drawn: daily for a quarter, one day a week of what is older. Values that proved outcomes are thinned alike. On which days services were deployed is kept for two years.",
  every: '7 * * * *',
  async run(now, deps) {
    const day = localDate(now, deps.policy.timezone);
    await deps.store.evaluations.snapshot(day, now);
    await keepDeploys(deps, now);
    await compactSnapshots(deps, daysLater(day, -DAILY_FOR));
  },
});
