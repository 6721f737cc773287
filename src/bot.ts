/** Puts an opened home to work: in a Slack workspace, or, without tokens, in the browser playground. */
import type { App } from './app.ts';
import { openApp } from './app.ts';
import { githubHooks } from './bot/github-hooks.ts';
import { outboxMetric, outboxOver } from './bot/outbox.ts';
import { readiness } from './bot/readiness.ts';
import { accountsIn, laterDirectory, laterProfiles } from './bot/slack-directory.ts';
import { beginning, readAtStart, startWorking, type Work } from './bot/start-working.ts';
import type { Config } from './config.ts';
import { routes } from './http/index.ts';
import { FAMILIES } from './http/measured/families.ts';
import { measureStanding } from './http/measured/standing.ts';
import { createTallies, type Tallies } from './http/measured/tallies.ts';
import type { Metric } from './http/route.ts';
import { createHttpApp, type HttpApp } from './http/server/create-http-app.ts';
import { measureProcess } from './http/server/process-metrics.ts';
import { startServer } from './http/server/start-server.ts';
import { jobs } from './jobs/index.ts';
import { OUTSIDE_PATH } from './playground/outside/page.ts';
import { liveThrough } from './playground/outside/past.ts';
import { openOutside } from './playground/outside.ts';
import { openPlayground } from './playground.ts';
import { type DeskOptions, openDesk } from './shell/desk.ts';
import { socketPath } from './shell/socket-path.ts';
import { actions } from './slack/actions/index.ts';
import { createSlack, EVENTS_PATH, type Slack, type SlackOptions } from './slack/bolt.ts';
import { commands } from './slack/commands/index.ts';
import type { Delivery } from './slack/delivery.ts';
import { afterFirstRead, createFirstStart } from './use-cases/first-start.ts';
import type { Log } from './use-cases/log.ts';
import type { Clock } from './use-cases/ports.ts';
import { type PushRequest, pushFacts } from './use-cases/push-facts.ts';
import { type AdjustableClock, runningClock } from './workspace/clock.ts';

export interface RunningBot {
  /** Where a person or Slack finds it: the playground's page, or the HTTP server. */
  readonly url: string;
  /** Resolves when the first import, collection and evaluation are done. */
  readonly settled: Promise<void>;
  /** Finishes what is being answered, closes the database; within five seconds. */
  readonly stop: () => Promise<void>;
}

/** Starts the bot that the configuration describes. Throws a `ConfigError` for what its operator can mend. */
export async function startBot(config: Config, version: string, log: Log): Promise<RunningBot> {
  return config.slack === null
    ? startInPlayground(config, version, log)
    : startInSlack(config, config.slack, version, log);
}

async function startInSlack(
  config: Config,
  credentials: SlackOptions['credentials'],
  version: string,
  log: Log,
): Promise<RunningBot> {
  const clock: Clock = { now: Date.now };
  const directory = laterDirectory();
  const profiles = laterProfiles();
  const { database } = config;
  const app = await openApp({ config, database, access: 'write', clock, log, directory, profiles, jobs });
  const work = await workFor(app, log);
  const slack = slackOver(work, credentials, clock);
  directory.connect(slack.directory);
  profiles.connect(slack.profiles);
  const outbox = outboxOver(work, credentials, config, database);
  const events = { method: 'POST', path: EVENTS_PATH, listener: slack.requestListener } as const;
  const { http, stopMeasuring } = httpOver(work, slack, outbox, { config, version }, [events]);
  const server = await startServer(http, config);
  log.info({ url: server.url }, 'listening');
  await slack.start();
  await outbox.start();
  const atWork = startWorking(work, () => readAtStart(work));
  const closeDesk = await deskFor(database, { app, config, version, clock, log });
  return {
    url: server.url,
    settled: atWork.settled,
    async stop() {
      work.first.giveUp(RESTARTING);
      await Promise.all([closeDesk(), slack.stop(), outbox.stop(), server.close(), atWork.stop()]);
      stopMeasuring();
      await app.close();
    },
  };
}

/** The same bot over a local workspace with the catalog's people, which has to be read first. */
async function startInPlayground(given: Config, version: string, log: Log): Promise<RunningBot> {
  const clock = runningClock(given.startAt ?? Date.now());
  const outside = given.demo ? await openOutside({ config: given, clock }) : undefined;
  const config = { ...given, secrets: outside?.secrets ?? given.secrets };
  const standIns = outside?.standIns;
  const directory = laterDirectory();
  const profiles = laterProfiles();
  const { playgroundDatabase: database } = config;
  const app = await openApp({
    config,
    database,
    access: 'write',
    clock,
    log,
    directory,
    profiles,
    jobs,
    standIns,
  });
  const work = await workFor(app, log);
  await readAtStart(work);
  if (outside !== undefined) await liveThrough(app.context, outside.past, clock);
  const served = Promise.withResolvers<HttpApp>();
  const moved = Promise.withResolvers<() => void>();
  const workspace = await openPlayground({
    catalog: await app.store.catalog.state(),
    config,
    clock: whenMoved(clock, async () => (await moved.promise)()),
    commands,
    unlike: outside?.onSlack,
    beside: {
      paths: [...routes.map(({ path }) => path), ...(outside === undefined ? [] : [OUTSIDE_PATH])],
      answer: async (request) =>
        outside !== undefined && new URL(request.url).pathname === OUTSIDE_PATH
          ? outside.answer(request)
          : (await served.promise).fetch(request),
    },
  });
  outside?.useSlack(async () => ({ apiUrl: workspace.apiUrl, slack: workspace.slack }));
  const { botToken, appToken } = workspace.credentials;
  const credentials = { botToken, appToken, apiUrl: workspace.apiUrl };
  const slack = slackOver(work, credentials, clock);
  directory.connect(slack.directory);
  profiles.connect(slack.profiles);
  const outbox = outboxOver(work, credentials, config, database);
  const { http, stopMeasuring } = httpOver(work, slack, outbox, { config, version });
  served.resolve(http);
  await slack.start();
  await outbox.start();
  const atWork = startWorking(work, async () => {});
  moved.resolve(() => void atWork.catchUp().then(outbox.kick));
  const closeDesk = await deskFor(database, { app, config, version, clock, log });
  return {
    url: workspace.origin,
    settled: atWork.settled,
    async stop() {
      await Promise.all([closeDesk(), slack.stop(), outbox.stop(), atWork.stop()]);
      stopMeasuring();
      await workspace.close();
      await app.close();
      await outside?.close();
    },
  };
}

/** The clock that a visitor moves on; jobs are woken by the machine's time and would not notice. */
function whenMoved(clock: AdjustableClock, tell: () => Promise<void>): AdjustableClock {
  return {
    ...clock,
    advance(ms) {
      clock.advance(ms);
      void tell();
    },
  };
}

/** Where the shell's verbs that write are run while this process holds the database. */
async function deskFor(database: string, options: DeskOptions): Promise<() => Promise<void>> {
  const path = socketPath(database);
  return path === undefined ? async () => {} : openDesk(path, options);
}

const RESTARTING = 'I am being started again, so this has to wait. Ask again in a minute, please.';

interface BotWork extends Work {
  readonly tallies: Tallies;
}

async function workFor(app: App, log: Log): Promise<BotWork> {
  return { app, log, first: createFirstStart(await beginning(app)), jobs, tallies: createTallies() };
}

function httpOver(
  { app, log, first, tallies }: BotWork,
  slack: Slack,
  outbox: Delivery,
  { config, version }: { readonly config: Config; readonly version: string },
  mounts: Parameters<typeof createHttpApp>[3] = [],
): { readonly http: HttpApp; readonly stopMeasuring: () => void } {
  const measures = measureProcess();
  const standing = measureStanding(app.context);
  const deps = {
    version,
    pushFacts: (request: PushRequest) => pushFacts(app.context, request),
    github: githubHooks(app.context, config),
    readiness: () => readiness(app, slack, first, outbox),
    metrics: async () => [
      ...(await standing()),
      ...tallies.read(),
      slackMetric(slack),
      await outboxMetric(app),
      ...measures.read(),
    ],
  };
  return { http: createHttpApp(routes, deps, log, mounts), stopMeasuring: measures.stop };
}

function slackMetric(slack: Slack): Metric {
  return { ...FAMILIES.slackConnected, samples: [{ value: slack.state().connected ? 1 : 0 }] };
}

function slackOver(
  { app, log, first, tallies }: BotWork,
  credentials: SlackOptions['credentials'],
  clock: Clock,
): Slack {
  return createSlack({
    credentials,
    commands,
    actions,
    verbs: afterFirstRead(app.verbs, first),
    workspace: app.store.workspace,
    accountOf: accountsIn(app.store.catalog),
    stage: first.stage,
    answered: tallies.answered,
    clock,
    log,
  });
}
