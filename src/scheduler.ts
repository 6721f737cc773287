import { schedule } from 'node-cron';
import type { Job, JobDeps } from './jobs/job.ts';

/** Wakes the jobs; what is due each of them asks of the database. `stop` waits for those that are at work. */
export function startScheduler(jobs: readonly Job[], deps: JobDeps): { readonly stop: () => Promise<void> } {
  const atWork = new Set<Promise<void>>();
  const tasks = jobs.map((job) =>
    schedule(
      job.every,
      () => {
        const run = runJob(job, deps).finally(() => atWork.delete(run));
        atWork.add(run);
        return run;
      },
      // A job that takes longer than its interval is not started beside itself.
      { name: job.name, noOverlap: true },
    ),
  );
  return {
    async stop() {
      await Promise.all(tasks.map((task) => task.destroy()));
      await Promise.all(atWork);
    },
  };
}

/** A job's failure is logged and ends there: the next tick finds the same work still due. */
async function runJob(job: Job, deps: JobDeps): Promise<void> {
  try {
    await job.run(deps.clock.now(), deps);
  } catch (error) {
    deps.log.error({ err: error, job: job.name }, 'job failed');
  }
}
