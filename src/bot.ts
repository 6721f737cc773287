/** Puts an opened home to work: in a Slack workspace, or, without tokens, in the browser playground. */
import type { App } from './app.ts';
import { openApp } from './app.ts';
import type { Config } from './config.ts';
import { routes } from './http/index.ts';
import type { ReadyPart } from './http/route.ts';
import { createHttpApp } from './http/server/create-http-app.ts';
import { measureProcess } from './http/server/process-metrics.ts';
import { startServer } from './http/server/start-server.ts';
import { jobs } from './jobs/index.ts';
import { openPlayground } from './playground.ts';
import { startScheduler } from './scheduler.ts';
import { actions } from './slack/actions/index.ts';
import { createSlack, EVENTS_PATH, type Slack, type SlackOptions } from './slack/bolt.ts';
import { commands } from './slack/commands/index.ts';
import type { ImportReport } from './use-cases/import-catalog.ts';
import type { Log } from './use-cases/log.ts';
import type { Clock } from './use-cases/ports.ts';
import { runningClock } from './workspace/clock.ts';

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
    ? startInPlayground(config, log)
    : startInSlack(config, config.slack, version, log);
}

async function startInSlack(
  config: Config,
  credentials: SlackOptions['credentials'],
  version: string,
  log: Log,
): Promise<RunningBot> {
  const clock: Clock = { now: Date.now };
  const app = await openApp({ config, database: config.database, access: 'write', clock, log });
  const slack = slackOver(app, credentials, clock, log);
  const measures = measureProcess();
  const deps = { version, readiness: () => readiness(app, slack), metrics: async () => measures.read() };
  const events = { method: 'POST', path: EVENTS_PATH, listener: slack.requestListener } as const;
  const http = createHttpApp(routes, deps, log, [events]);
  const server = await startServer(http, config);
  log.info({ url: server.url }, 'listening');
  await slack.start();
  const { settled, stopWorking } = startWorking(app, log, () => importAtStart(app, log));
  return {
    url: server.url,
    settled,
    async stop() {
      await Promise.all([slack.stop(), server.close(), stopWorking()]);
      measures.stop();
      await app.close();
    },
  };
}

/** The same bot over a local workspace with the catalog's people, which has to be read first. */
async function startInPlayground(config: Config, log: Log): Promise<RunningBot> {
  const clock = runningClock(config.startAt ?? Date.now());
  const app = await openApp({ config, database: config.playgroundDatabase, access: 'write', clock, log });
  await importAtStart(app, log);
  const workspace = await openPlayground({
    catalog: await app.store.catalog.state(),
    config,
    clock,
    commands,
  });
  const { botToken, appToken } = workspace.credentials;
  const slack = slackOver(app, { botToken, appToken, apiUrl: workspace.apiUrl }, clock, log);
  await slack.start();
  const { settled, stopWorking } = startWorking(app, log, async () => {});
  return {
    url: workspace.origin,
    settled,
    async stop() {
      await Promise.all([slack.stop(), stopWorking()]);
      await workspace.close();
      await app.close();
    },
  };
}

function slackOver(app: App, credentials: SlackOptions['credentials'], clock: Clock, log: Log): Slack {
  return createSlack({
    credentials,
    commands,
    actions,
    verbs: app.verbs,
    workspace: app.store.workspace,
    clock,
    log,
  });
}

/** Brings the outcomes up to date once what `prepare` does is done, then keeps them so. */
function startWorking(
  app: App,
  log: Log,
  prepare: () => Promise<void>,
): { readonly settled: Promise<void>; readonly stopWorking: () => Promise<void> } {
  let scheduler: { readonly stop: () => Promise<void> } | undefined;
  let stopping = false;
  const settled = (async () => {
    await prepare();
    log.info(await app.settle(), 'settled');
    if (!stopping) scheduler = startScheduler(jobs, { ...app.context, log });
  })().catch((error: unknown) => {
    if (!stopping) log.error({ err: error }, 'could not settle; what was known before is shown');
  });
  return {
    settled,
    async stopWorking() {
      stopping = true;
      await scheduler?.stop();
    },
  };
}

/** A catalog that would lose too much, or cannot be read, leaves the last good one in force. */
async function importAtStart(app: App, log: Log): Promise<void> {
  try {
    const report = await app.importAtStart();
    if (report === 'unchanged') log.info({}, 'catalog unchanged');
    else log.info(countsOf(report), 'catalog imported');
  } catch (error) {
    log.error({ err: error }, 'the catalog was not imported; the last good one stays');
  }
}

function countsOf({ added, changed, archived, revived, rejected, flagged }: ImportReport) {
  const lists = { added, changed, archived, revived, rejected, flagged };
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.length]));
}

async function readiness(app: App, slack: Slack): Promise<readonly ReadyPart[]> {
  const { connected, revoked } = slack.state();
  return [
    await app.store.ping().then(
      () => ({ name: 'database' }),
      (error: unknown) => ({
        name: 'database',
        reason: error instanceof Error ? error.message : String(error),
      }),
    ),
    // They are applied before anything listens; a newer schema refuses the start.
    { name: 'migrations' },
    revoked
      ? { name: 'slack', reason: 'The app was uninstalled, or its token revoked.' }
      : connected
        ? { name: 'slack' }
        : { name: 'slack', reason: 'Not connected to Slack.' },
  ];
}
