import type { JobRunsPort } from '../use-cases/job-ports.ts';
import type { Session } from './session.ts';

export function jobRunReads({ db, tables: { jobRuns } }: Session): Pick<JobRunsPort, 'last'> {
  return {
    async last() {
      const rows = await db.select().from(jobRuns);
      return new Map(rows.map(({ ok, ...rest }) => [rest.job, { ...rest, ok: ok === 1 }]));
    },
  };
}

export function jobRunWrites({ db, tables: { jobRuns } }: Session): Pick<JobRunsPort, 'write'> {
  return {
    async write(run) {
      const { job, ...rest } = { ...run, ok: Number(run.ok) };
      await db
        .insert(jobRuns)
        .values({ job, ...rest })
        .onConflictDoUpdate({ target: jobRuns.job, set: rest });
    },
  };
}
