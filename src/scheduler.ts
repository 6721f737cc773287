import { schedule } from 'node-cron';
import type { Duration, Instant } from './domain/instant.ts';
import type { Job, JobDeps } from './jobs/job.ts';

/** Hears of every run when it has ended. */
export type JobRan = (
  job: string,
  run: { readonly at: Instant; readonly took: Duration; readonly ok: boolean },
) => void;

/** Wakes the jobs; what is due each of them asks of the database. `stop` waits for those that are at work. */
export function startScheduler(
  jobs: readonly Job[],
  deps: JobDeps,
  ran: JobRan = () => {},
): { readonly stop: () => Promise<void> } {
  const atWork = new Set<Promise<void>>();
  const tasks = jobs.map((job) =>
    schedule(
      job.every,
      () => {
        const run = runJob(job, deps, ran).finally(() => atWork.delete(run));
        atWork.add(run);
        return run;
      },
      // A job that takes longer than its interval is not started beside itself, unless it sees to that.
      { name: job.name, noOverlap: job.overlaps !== true },
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
async function runJob(job: Job, deps: JobDeps, ran: JobRan): Promise<void> {
  const began = deps.clock.now();
  const ended = (ok: boolean) => {
    const at = deps.clock.now();
    ran(job.name, { at, took: at - began, ok });
  };
  try {
    await job.run(began, deps);
    ended(true);
  } catch (error) {
    deps.log.error({ err: error, job: job.name }, 'job failed');
    ended(false);
  }
}
