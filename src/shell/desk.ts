import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { finished } from 'node:stream/promises';
import type { App } from '../app.ts';
import { shellVerbs } from '../cli/index.ts';
import { runShell } from '../cli/shell/run-shell.ts';
import type { Output } from '../cli/terminal/page.ts';
import { showProgress } from '../cli/terminal/progress.ts';
import type { Workshop } from '../cli/verb.ts';
import type { Config } from '../config.ts';
import { type Duration, MINUTE } from '../domain/instant.ts';
import type { Log } from '../use-cases/log.ts';
import type { Clock } from '../use-cases/ports.ts';
import { checkHome } from './check-home.ts';
import { documentsFrom, type Order } from './frames.ts';
import { starterFiles } from './starter-files.ts';
import { outputTo, tellingTo } from './telling.ts';
import { writingOver } from './writing-over.ts';

export interface DeskOptions {
  readonly app: App;
  readonly config: Config;
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a terminal that takes nothing of its answer is waited for. Default: a minute. */
  readonly patience?: Duration;
}

/**
 * Where the shell's verbs are run while the bot holds the database: at a Unix socket that only the bot's own user can
 * open. Returns what ends it. Where there can be no socket (some mounted folders take none) the bot goes without.
 */
export async function openDesk(path: string, options: DeskOptions): Promise<() => Promise<void>> {
  const busy = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    busy.add(socket);
    socket.on('close', () => busy.delete(socket)).on('error', () => socket.destroy());
    serve(socket, options).catch((error: unknown) => {
      options.log.error({ err: error }, 'a command line of the shell broke');
      socket.destroy();
    });
  });
  try {
    // The database's lock is ours, so whatever lies there is what a killed bot left.
    await rm(path, { force: true });
    await listenForOurselves(server, path);
  } catch (error) {
    options.log.warn({ err: error, path }, 'no verbs that write can be typed while the bot runs');
    return async () => {};
  }
  return async () => {
    server.close();
    for (const socket of busy) socket.destroy();
    await rm(path, { force: true });
  };
}

/** The socket is made by the call itself, so what the mask forbids others was never allowed them. */
async function listenForOurselves(server: Server, path: string): Promise<void> {
  const before = process.umask(0o177);
  try {
    server.listen(path);
  } finally {
    process.umask(before);
  }
  await once(server, 'listening');
}

async function serve(socket: Socket, options: DeskOptions): Promise<void> {
  const interrupted = new AbortController();
  socket.on('end', () => interrupted.abort()).on('close', () => interrupted.abort());
  const orders = documentsFrom<Order>(socket);
  const { value: order } = await orders.next();
  if (order === undefined) return void socket.end();
  const tell = tellingTo(socket, options.patience ?? MINUTE);
  const stdout = outputTo('stdout', order.stdout, tell);
  const stderr = outputTo('stderr', order.stderr, tell);
  const exit = await runShell(order.argv, {
    verbs: shellVerbs,
    version: options.version,
    workshop: workshopFor(order, options, interrupted.signal, stderr),
    stdout,
    stderr,
  });
  await Promise.all([finished(stdout.end()), finished(stderr.end())]);
  await tell({ exit });
  socket.end();
}

function workshopFor(
  { cwd, user }: Order,
  { app, config, clock }: DeskOptions,
  interrupted: AbortSignal,
  stderr: Output,
): Workshop {
  const writing = writingOver(app, config);
  return {
    clock,
    cwd,
    user,
    home: async () => config.home,
    starter: starterFiles,
    checkHome: () => checkHome(clock),
    read: async () => writing,
    write: async () => writing,
    progress: (what, total) => showProgress(stderr, clock, what, total),
    interrupted,
  };
}
