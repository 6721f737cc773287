/** What is kept of the bot's own work. */
import type { Duration, Instant } from '../domain/instant.ts';

export interface JobRun {
  readonly job: string;
  readonly beganAt: Instant;
  readonly took: Duration;
  readonly ok: boolean;
  /** Of a run that failed. */
  readonly error: string | null;
}

export interface JobRunsPort {
  /** The last run of each job, by its name. */
  last(): Promise<ReadonlyMap<string, JobRun>>;
  write(run: JobRun): Promise<void>;
}
