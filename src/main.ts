/** The process: reads the configuration, starts the bot, and ends it kindly. */
import { type RunningBot, startBot } from './bot.ts';
import { type Config, readConfig, secretValues } from './config.ts';
import { ConfigError } from './domain/errors.ts';
import { SECOND } from './domain/instant.ts';
import { createLogger } from './logger.ts';
import type { Log } from './use-cases/log.ts';
import { VERSION } from './version.ts';

/** After this a stop that hangs is cut off: an orchestrator would do it less kindly. */
const PATIENCE = 5 * SECOND;

await main();

async function main(): Promise<void> {
  try {
    const config = await readConfig();
    const log = createLogger({ level: config.logLevel, secrets: secretValues() });
    const bot = await startBot(config, VERSION, log);
    greet(config, bot);
    stopOnSignals(bot, log);
  } catch (error) {
    refuse(error);
  }
}

function greet(config: Config, bot: RunningBot): void {
  const lines =
    config.slack === null
      ? [
          `Readybot's playground: ${bot.url}`,
          config.demo
            ? `A made-up company; nothing leaves this machine. Type /ready payments-api there, and change what its other
systems say at ${bot.url}/outside. Ctrl-C ends it.`
            : `Your services of ${config.home}; nothing leaves this machine. Ctrl-C ends it.`,
        ]
      : [];
  for (const line of [...config.notices, ...lines]) process.stdout.write(`${line}\n`);
}

/** What an operator can mend is told in full, without a stack; anything else is our bug. */
function refuse(error: unknown): void {
  const text =
    error instanceof ConfigError
      ? `Readybot did not start:\n${error.message}`
      : `Readybot broke while starting, and it is our bug: ${error instanceof Error ? error.stack : String(error)}`;
  process.stderr.write(`${text}\n`);
  process.exit(2);
}

function stopOnSignals(bot: RunningBot, log: Log): void {
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), PATIENCE).unref();
    await bot.stop();
    log.info({}, 'stopped');
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));
  // A library's forgotten promise must not take everybody's bot down; it is logged as the bug that it is.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was forgotten'));
}
