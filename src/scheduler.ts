import { parse, schedule } from 'node-cron';
import { type Duration, type Instant, MINUTE, WEEK } from './domain/instant.ts';
import type { Job, JobDeps } from './jobs/job.ts';

/** Hears of every run when it has ended. */
export type JobRan = (
  job: string,
  run: {
    /** When it ended. */
    readonly at: Instant;
    readonly took: Duration;
    readonly ok: boolean;
    /** Of one that failed. */
    readonly error: string | null;
  },
) => void;

export interface Scheduler {
  /** Wakes every job once, in its order: the clock was moved on. */
  readonly wakeAll: () => Promise<void>;
  /** Waits for those that are at work. */
  readonly stop: () => Promise<void>;
}

/** Wakes the jobs; what is due each of them asks of the database. */
export function startScheduler(jobs: readonly Job[], deps: JobDeps, ran: JobRan = () => {}): Scheduler {
  const atWork = new Set<Promise<void>>();
  const run = (job: Job): Promise<void> => {
    const working = runJob(job, deps, ran).finally(() => atWork.delete(working));
    atWork.add(working);
    return working;
  };
  const tasks = jobs.map((job) =>
    schedule(
      job.every,
      () => run(job),
      // A job that takes longer than its interval is not started beside itself, unless it sees to that.
      { name: job.name, noOverlap: job.overlaps !== true },
    ),
  );
  return {
    async wakeAll() {
      // One after another: what is told rests on what was collected and judged before.
      for (const job of jobs) await run(job);
    },
    async stop() {
      await Promise.all(tasks.map((task) => task.destroy()));
      await Promise.all(atWork);
    },
  };
}

/** A job's failure is logged and ends there: the next tick finds the same work still due. */
async function runJob(job: Job, deps: JobDeps, ran: JobRan): Promise<void> {
  const began = deps.clock.now();
  const ended = (error: string | null) => {
    const at = deps.clock.now();
    ran(job.name, { at, took: at - began, ok: error === null, error });
  };
  try {
    await job.run(began, deps);
    ended(null);
  } catch (error) {
    deps.log.error({ err: error, job: job.name }, 'job failed');
    ended(error instanceof Error ? error.message : String(error));
  }
}

/** When a job of this pattern is woken next, in the zone of the process; null = not within a week. */
export function nextRun(every: string, now: Instant): Instant | null {
  const { minute, hour, dayOfMonth, month, dayOfWeek } = parse(every);
  const first = Math.floor(now / MINUTE) * MINUTE + MINUTE;
  for (let at = first; at < first + WEEK + MINUTE; at += MINUTE) {
    const then = new Date(at);
    const fits =
      minute.includes(then.getMinutes()) &&
      hour.includes(then.getHours()) &&
      dayOfMonth.includes(then.getDate()) &&
      month.includes(then.getMonth() + 1) &&
      dayOfWeek.includes(then.getDay());
    if (fits) return at;
  }
  return null;
}
