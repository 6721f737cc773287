/**
 * The composition root: the only file that knows everybody, and the only one that opens the store. Opens an
 * organisation's home over its database; `bot.ts` puts it to work in Slack, `shell.ts` on a terminal.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { bindCollecting } from './app/collecting.ts';
import { bindFollowUps } from './app/follow-ups.ts';
import { holidayCalendar } from './app/holidays.ts';
import { bindImport, type ImportHome } from './app/import-home.ts';
import { jobFacts } from './app/job-facts.ts';
import { readScorecards } from './app/read-scorecards.ts';
import type { Collector, ConfiguredCollector } from './collectors/collector.ts';
import { collectors as collectorRegistry } from './collectors/index.ts';
import { configureCollectors, type GivenToAll } from './collectors/running/configure-collectors.ts';
import type { Memory } from './collectors/running/surroundings.ts';
import type { Config } from './config.ts';
import { ConfigError } from './domain/errors.ts';
import { failpoint } from './domain/failpoint.ts';
import type { Scorecard } from './domain/scorecard.ts';
import { factCatalogue } from './facts/index.ts';
import type { Job } from './jobs/job.ts';
import { openStore, type Store } from './store/open-store.ts';
import { bindVerbs } from './use-cases/bind-verbs.ts';
import { type CollectionReport, collectDue } from './use-cases/collect-due.ts';
import type { Context } from './use-cases/context.ts';
import { dependentsReader } from './use-cases/dependents.ts';
import { type EvaluationReport, evaluateAll } from './use-cases/evaluate-services.ts';
import type { Directory } from './use-cases/exception-views.ts';
import { loadScorecards, scorecardReader } from './use-cases/load-scorecards.ts';
import type { Log } from './use-cases/log.ts';
import { NO_DIRECTORY } from './use-cases/no-directory.ts';
import { createPlanning } from './use-cases/nudging/planning.ts';
import { NO_PROFILES, type Profiles } from './use-cases/nudging/profiles.ts';
import { ownersReader } from './use-cases/owners.ts';
import { keepPause } from './use-cases/pauses.ts';
import type { Clock } from './use-cases/ports.ts';
import type { Verbs } from './use-cases/verbs.ts';

export interface AppOptions {
  readonly config: Config;
  /** `sqlite:PATH` or `postgres://…`: the config's own, or the playground's. */
  readonly database: string;
  /** `read` beside a running bot: nothing is loaded or written. */
  readonly access: 'read' | 'write';
  readonly clock: Clock;
  readonly log: Log;
  /** Default: all that there are. */
  readonly collectors?: readonly Collector[];
  /** Default: real time. */
  readonly wait?: GivenToAll['wait'];
  /** Of the made-up company's hosts. Default: none. */
  readonly standIns?: GivenToAll['standIns'];
  /** Who people are in Slack. Default: nobody is known. */
  readonly directory?: Directory;
  /** Who is there to be told something. Default: nobody. */
  readonly profiles?: Profiles;
  /** What this process does by itself. Default: nothing. */
  readonly jobs?: readonly Job[];
}

export interface App extends ImportHome {
  readonly context: Context;
  readonly verbs: Verbs;
  readonly store: Store;
  /** Asks the collectors whatever is due, then judges what is outdated: what brings the outcomes up to date. */
  readonly settle: (progress?: (done: number) => void) => Promise<CollectionReport & EvaluationReport>;
  /** Ends collecting at once, lets what writes finish, and gives the database back. */
  readonly close: () => Promise<void>;
}

/** Opens the home and its database. Throws a `ConfigError` with every problem of collectors and scorecards. */
export async function openApp(options: AppOptions): Promise<App> {
  const {
    config,
    database,
    access,
    clock,
    log,
    collectors: registry = collectorRegistry,
    wait = realWait,
    standIns,
    directory = NO_DIRECTORY,
    profiles = NO_PROFILES,
    jobs = [],
  } = options;
  const memoryOf = (collector: string): Memory => ({
    read: (keys) => store.collections.remembered(collector, keys),
    write: (entries) => store.collections.remember(collector, entries, clock.now()),
  });
  const { collectors, scorecards } = await readHome(config, registry, { clock, wait, memoryOf, standIns });
  const store = await openStore(database, { access });
  const stopped = new AbortController();
  const { organisation } = config;
  const home = bindImport({ config, store, clock, signal: stopped.signal });
  if (access === 'write') await loadScorecards(store, scorecards, clock);
  const context: Context = {
    store,
    clock,
    directory,
    profiles,
    holidaysOf: holidayCalendar(),
    planning: createPlanning(),
    jobs: () => jobFacts(jobs, context),
    followUps: bindFollowUps(
      collectors.map(({ collector }) => collector),
      stopped.signal,
    ),
    importSaid: home.importSaid,
    yields: home.yields,
    reached: failpoint(config.failAt, () => process.kill(process.pid, 'SIGKILL')),
    policy: organisation,
    catalogue: factCatalogue,
    sources: collectors.map(({ collector }) => collector.source),
    scorecards: scorecardReader(store.scorecards, factCatalogue, organisation.primaryScorecard),
    collecting: bindCollecting({
      collectors,
      clock,
      signal: stopped.signal,
      wait,
      customValidFor: organisation.customValidFor,
      dependentsOf: dependentsReader(store.catalog),
      ownerOf: ownersReader(store.catalog),
      verifiedOf: store.upkeep.verifications,
      onBug: ({ cause, ...about }) => log.error({ err: cause, ...about }, 'a collector broke'),
      keepPause: (collector, until) => keepPause(context, collector, until),
      collectDue: () => collectDue(context),
      onAsideFailed: (cause) => log.error({ err: cause }, 'collecting broke; what is due stays due'),
    }),
  };
  return {
    context,
    verbs: bindVerbs(context),
    store,
    ...home,
    async settle(progress) {
      const collected = await collectDue(context, progress);
      return { ...collected, ...(await evaluateAll(context, 'start')) };
    },
    async close() {
      stopped.abort(new Error('the process stops'));
      await store.close();
    },
  };
}

interface HomeContents {
  /** In order of precedence. */
  readonly collectors: readonly { readonly collector: ConfiguredCollector; readonly summary: string }[];
  readonly scorecards: readonly Scorecard[];
}

/** Collectors and scorecards of a home, or all that is wrong with them. */
async function readHome(
  config: Config,
  registry: readonly Collector[],
  around: Pick<GivenToAll, 'clock' | 'wait' | 'memoryOf' | 'standIns'>,
): Promise<HomeContents> {
  const { collectors, problems } = configureCollectors(registry, { ...config, ...around });
  const scorecards = await readScorecards(config.organisation.scorecards, config.home);
  const all = [...problems, ...scorecards.problems];
  if (all.length > 0) throw new ConfigError(all);
  const summaryOf = (name: string) => registry.find((one) => one.name === name)?.summary ?? '';
  return {
    collectors: collectors.map((collector) => ({
      collector,
      summary: summaryOf(collector.source.collector),
    })),
    scorecards: scorecards.scorecards,
  };
}

const realWait: GivenToAll['wait'] = (ms, signal) => sleep(ms, undefined, { signal });
