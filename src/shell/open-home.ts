import { type App, openApp } from '../app.ts';
import type { HandOver } from '../cli/shell/hand-over.ts';
import type { Writing } from '../cli/verb.ts';
import { type Config, readConfig, secretValues } from '../config.ts';
import { jobs } from '../jobs/index.ts';
import { createLogger } from '../logger.ts';
import { closedSecrets } from '../playground/outside/environment.ts';
import type { Clock } from '../use-cases/ports.ts';
import { runningClock } from '../workspace/clock.ts';
import { reachBot } from './ask-the-bot.ts';
import { socketPath } from './socket-path.ts';
import { writingOver } from './writing-over.ts';

/** The home and its database, as the shell's verbs see them. Throws a {@link HandOver} while a bot holds it to write. */
export async function openHome(
  access: 'read' | 'write',
  clock: Clock,
  handOver: (socket: string) => Promise<HandOver | undefined>,
): Promise<{ readonly writing: Writing; readonly close: () => Promise<void> }> {
  const config = await readConfig();
  const log = createLogger({ level: config.logLevel, secrets: secretValues(), destination: process.stderr });
  const database = await databaseInUse(config);
  const socket = access === 'write' ? socketPath(database) : undefined;
  const bot = socket === undefined ? undefined : await handOver(socket);
  if (bot !== undefined) throw bot;
  const outside = config.demo ? await demoOutside(config, access, clock) : undefined;
  const inUse = { ...config, ...outside?.instead };
  const app = await openApp({
    config: inUse,
    database,
    access,
    clock,
    log,
    jobs,
    standIns: outside?.standIns,
  }).catch(async (error: unknown) => {
    await outside?.close();
    throw error;
  });
  outside?.use(app);
  return {
    writing: writingOver(app, config),
    async close() {
      await app.close();
      await outside?.close();
    },
  };
}

/**
 * Without a home of one's own the shell looks at what the playground shows; over one's own home too, while a playground
 * runs and no bot does: a token made beside it opens its door.
 */
async function databaseInUse({ demo, database, playgroundDatabase }: Config): Promise<string> {
  if (demo) return playgroundDatabase;
  const ofBot = socketPath(database);
  if (ofBot === undefined || (await answers(ofBot))) return database;
  const ofPlayground = socketPath(playgroundDatabase);
  return ofPlayground !== undefined && (await answers(ofPlayground)) ? playgroundDatabase : database;
}

async function answers(path: string): Promise<boolean> {
  const socket = await reachBot(path);
  socket?.destroy();
  return socket !== undefined;
}

/** The made-up company's other systems: at work for who collects, said to be there for who only reads. */
async function demoOutside(config: Config, access: 'read' | 'write', clock: Clock) {
  if (access === 'read')
    return {
      ...{ instead: { secrets: closedSecrets(config) }, standIns: undefined },
      ...{ use: () => {}, close: async () => {} },
    };
  const [{ openOutside }, { openPlayground }] = await Promise.all([
    import('../playground/outside.ts'),
    import('../playground.ts'),
  ]);
  const { secrets, standIns, onSlack, useSlack, close } = await openOutside({ config, clock });
  return {
    ...{ instead: { secrets }, standIns, close },
    /** Its Slack, without anybody before it: what it knows comes from the catalog. */
    use: ({ store }: App) =>
      useSlack(async () =>
        openPlayground({
          catalog: await store.catalog.state(),
          ...{ config: { ...config, port: 0 }, clock: runningClock(clock.now()) },
          ...{ commands: [], unlike: onSlack },
        }),
      ),
  };
}
