import type { Job } from '../jobs/job.ts';
import { nextRun } from '../scheduler.ts';
import type { Context } from '../use-cases/context.ts';
import type { JobFacts } from '../use-cases/nudging/profiles.ts';

/** The jobs as those see them who look after the bot. */
export function jobFacts(jobs: readonly Job[], context: Context): readonly JobFacts[] {
  return jobs.map(({ name, summary, every, due }) => ({
    name,
    summary,
    every,
    next: (now) => nextRun(every, now),
    due: async (now) => (await due?.(now, context)) ?? null,
  }));
}
