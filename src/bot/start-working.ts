/** What the bot does besides answering: takes the catalog over, brings the outcomes up to date, and keeps them so. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../app.ts';
import { type Duration, MINUTE } from '../domain/instant.ts';
import type { Tallies } from '../http/measured/tallies.ts';
import type { Job, JobDeps } from '../jobs/job.ts';
import { type JobRan, type Scheduler, startScheduler } from '../scheduler.ts';
import type { FirstStart, Stage } from '../use-cases/first-start.ts';
import type { ImportReport } from '../use-cases/import-catalog.ts';
import type { Log } from '../use-cases/log.ts';

export interface AtWork {
  /** Resolves when the first import, collection and evaluation are done. */
  readonly settled: Promise<void>;
  /** Does at once whatever has become due: the clock was moved on. */
  readonly catchUp: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface Work {
  readonly app: App;
  readonly log: Log;
  readonly first: FirstStart;
  readonly jobs: readonly Job[];
  /** Hears of the catalog read without an error, and of jobs. */
  readonly tallies: Pick<Tallies, 'catalogRead' | 'jobRan'>;
  /** Default: real time. Rejects when it is told to stop. */
  readonly wait?: (ms: Duration, signal: AbortSignal) => Promise<void>;
}

/** Where this start begins: null unless nothing was ever read, or nothing ever judged. */
export async function beginning({ context: { store, scorecards } }: App): Promise<Stage | null> {
  if ((await store.catalog.revision()) === 0) return { kind: 'reading', services: null };
  const { primary } = await scorecards();
  if (primary === null) return null;
  const { services, without } = await store.catalog.tally({}, primary.compiled.scorecard.id);
  return services > 0 && without === services ? { kind: 'judging', judged: 0, services } : null;
}

/** Takes the catalog over. One that would lose too much, or cannot be read, leaves the last good one in force. */
export async function readAtStart({ app, log, first, tallies }: Work): Promise<void> {
  try {
    const report = await app.importAtStart((services) => {
      if (first.stage()?.kind === 'reading') first.reach({ kind: 'reading', services });
    });
    tallies.catalogRead(app.context.clock.now());
    if (report === 'unchanged') log.info({}, 'catalog unchanged');
    else log.info(countsOf(report), 'catalog imported');
    if (first.stage()?.kind === 'reading') first.reach(await nothingJudged(app));
  } catch (error) {
    log.error({ err: error }, 'the catalog was not imported; the last good one stays');
    if (first.stage()?.kind === 'reading') first.reach({ kind: 'unread' });
  }
}

async function nothingJudged({ store }: App): Promise<Stage> {
  const { services } = await store.catalog.tally({}, null);
  return { kind: 'judging', judged: 0, services };
}

/** Begins at once; `prepare` comes before the rest. */
export function startWorking(work: Work, prepare: () => Promise<void>): AtWork {
  const { app, log, jobs } = work;
  let scheduler: Scheduler | undefined;
  const stopping = new AbortController();
  const settled = (async () => {
    await prepare();
    const deps: JobDeps = { ...app.context, log, importDue: app.importDue };
    // Not after the first collection, which may take a vendor's hour; a job that meets it does not double it.
    if (!stopping.signal.aborted) scheduler = startScheduler(jobs, deps, keepRuns(work));
    await settleAtLast(work, stopping.signal);
  })().catch((error: unknown) => {
    if (!stopping.signal.aborted) log.error({ err: error }, 'could not begin');
  });
  return {
    settled,
    catchUp: async () => scheduler?.wakeAll(),
    async stop() {
      stopping.abort();
      await scheduler?.stop();
    },
  };
}

const FIRST_PAUSE = MINUTE;
const LONGEST_PAUSE = 10 * MINUTE;

/** Until it succeeds: nobody is reminded before, and a database that was away for a minute is no reason to be restarted. */
async function settleAtLast(work: Work, signal: AbortSignal): Promise<void> {
  const { app, log, wait = realWait } = work;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    try {
      await settle(work);
      return app.context.planning.settle();
    } catch (error) {
      if (signal.aborted) return;
      log.error({ err: error, again: pause }, 'could not settle; what was known before is shown');
    }
    await wait(pause, signal);
  }
}

const realWait = (ms: Duration, signal: AbortSignal) => sleep(ms, undefined, { signal });

/** Kept for `/ready admin jobs`: what it says must not depend on who asks which process. */
function keepRuns({ app, log, tallies }: Work): JobRan {
  return (job, run) => {
    tallies.jobRan(job, run);
    const { at, took, ok, error } = run;
    app.store.jobRuns
      .write({ job, beganAt: at - took, took, ok, error })
      .catch((cause: unknown) => log.warn({ err: cause, job }, 'a run of a job was not kept'));
  };
}

async function settle({ app, log, first }: Work): Promise<void> {
  try {
    const report = await app.settle((judged) => {
      const stage = first.stage();
      if (stage?.kind === 'judging') first.reach({ ...stage, judged: Math.min(judged, stage.services) });
    });
    log.info(report, 'settled');
  } finally {
    if (first.stage()?.kind === 'judging') first.reach(null);
  }
}

function countsOf({ added, changed, archived, revived, rejected, flagged }: ImportReport) {
  const lists = { added, changed, archived, revived, rejected, flagged };
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.length]));
}
