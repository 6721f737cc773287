/**
 * The contract of a job. To add one: write `src/jobs/NAME.ts` that exports `defineJob({ … })`, its test,
 * and one line in `index.ts`.
 *
 * A job is level-triggered: it asks the database what is due at `now`, so that a missed tick costs delay
 * only and running it twice costs nothing.
 */
import type { Instant } from '../domain/instant.ts';
import type { Context } from '../use-cases/context.ts';
import type { ImportReport } from '../use-cases/import-catalog.ts';
import type { Log } from '../use-cases/log.ts';

export interface JobDeps extends Context {
  readonly log: Log;
  /** Takes over what changed in the catalog's files, and what is found elsewhere where that is due. */
  readonly importDue: () => Promise<ImportReport | 'unchanged'>;
}

export interface Job {
  /** As its file is called. */
  readonly name: string;
  /** One sentence: what happens because of it. */
  readonly summary: string;
  /** When it is woken, as a cron pattern of node-cron. */
  readonly every: string;
  /** Woken also while it is still at work; it sees to it itself that nothing is done twice. Default: it is not. */
  readonly overlaps?: true;
  readonly run: (now: Instant, deps: JobDeps) => Promise<void>;
  /** What waits for the next run, in words: "3 reminders"; null = nothing. Default: it does not say. */
  readonly due?: (now: Instant, context: Context) => Promise<string | null>;
}

export function defineJob(job: Job): Job {
  return job;
}
