/** Verbs that write, typed while a bot holds the database: the real shell process, and the bot's end of the socket. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { reachBot } from '../../src/shell/ask-the-bot.ts';
import { openDesk } from '../../src/shell/desk.ts';
import { socketPath } from '../../src/shell/socket-path.ts';
import { openSmallHome } from '../support/small-home.ts';

/** Looks again until it is so; another process has to do something. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}

const SHELL = join(import.meta.dirname, '..', '..', 'src', 'shell.ts');

async function botWithDesk() {
  const home = await openSmallHome();
  const path = socketPath(home.config.database) ?? '';
  const close = await openDesk(path, { ...home, version: '1.2.3', clock: home.app.context.clock });
  onTestFinished(close);
  return { ...home, path, close };
}

async function ready(folder: string, ...argv: string[]) {
  const process = spawn(
    globalThis.process.execPath,
    ['--disable-warning=ExperimentalWarning', SHELL, ...argv],
    {
      cwd: folder,
      env: { PATH: globalThis.process.env.PATH, READY_HOME: folder, LOG_LEVEL: 'silent' },
    },
  );
  const ended = new Promise<number | null>((resolve) => process.on('exit', resolve));
  const [stdout, stderr, exit] = await Promise.all([text(process.stdout), text(process.stderr), ended]);
  return { stdout, stderr, exit };
}

test('a verb that writes is run by the bot, and answers as if it had been run here', async () => {
  const { folder, app, write } = await botWithDesk();
  write('catalog/more.yml', 'services: [{id: newcomer, name: Newcomer, owner: search}]\n');
  const run = await ready(folder, 'import', '--json');
  expect([run.exit, run.stderr]).toEqual([0, '']);
  expect(JSON.parse(run.stdout)).toMatchObject({ applied: true, added: [{ id: 'newcomer' }] });
  expect(await app.store.catalog.find('newcomer')).toBeDefined();
});

test('what goes wrong there is told here, with the same exit code', async () => {
  const { folder } = await botWithDesk();
  const run = await ready(folder, 'token', 'create', '--scope', 'facts:custom', '--service', 'payments-apy');
  expect([run.exit, run.stdout]).toEqual([2, '']);
  expect(run.stderr).toContain('did you mean "payments-api"?');
});

test('a token made there bears the name of whoever typed', async () => {
  const { folder, app } = await botWithDesk();
  await ready(folder, 'token', 'create', '--scope', 'facts:custom', '--all-services');
  const [token] = await app.store.tokens.list();
  expect(token?.createdBy).toMatch(/./);
  expect(token?.name).toBe(`facts:custom by ${token?.createdBy}`);
});

test('beside a playground over the same home, verbs speak of what it shows', async () => {
  const home = await openSmallHome();
  const path = socketPath(home.config.playgroundDatabase) ?? '';
  onTestFinished(await openDesk(path, { ...home, version: '1.2.3', clock: home.app.context.clock }));
  const made = await ready(
    home.folder,
    ...['token', 'create', '--scope', 'facts:custom', '--service', 'payments-api'],
  );
  expect(made.exit).toBe(0);
  const [token] = await home.app.store.tokens.list();
  const listed = await ready(home.folder, 'token', 'list', '--json');
  expect(JSON.parse(listed.stdout)).toMatchObject({ tokens: [{ id: token?.id }] });
});

test('there is no moment in which others can open it', async () => {
  const home = await openSmallHome();
  const path = socketPath(home.config.database) ?? '';
  const before = process.umask(0);
  onTestFinished(() => void process.umask(before));
  const opening = openDesk(path, { ...home, version: '1.2.3', clock: home.app.context.clock });
  let made = statSync(path, { throwIfNoEntry: false });
  for (; made === undefined; made = statSync(path, { throwIfNoEntry: false }))
    await new Promise(setImmediate);
  onTestFinished(await opening);
  expect([made.mode & 0o777, process.umask()]).toEqual([0o600, 0]);
});

test('where no socket can be had the bot works without, and says so', async () => {
  const home = await openSmallHome();
  const path = join(home.folder, 'no-such-folder', 'ready.db.sock');
  const close = await openDesk(path, { ...home, version: '1.2.3', clock: home.app.context.clock });
  expect(home.log.lines.map(({ event }) => event)).toContain(
    'no verbs that write can be typed while the bot runs',
  );
  await close();
});

test('an address that is too long in bytes gives way to a short one', () => {
  expect(socketPath(`sqlite:/srv/${'ü'.repeat(60)}/ready.db`)).toMatch(/readybot-[0-9a-f]{24}\.sock$/);
});

test('nobody but the bot’s own user can open the socket, and nothing is left of it at the end', async () => {
  const { path, close } = await botWithDesk();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  await close();
  expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
});

test('what a killed bot left behind is taken for what it is, by the shell and by the next bot', async () => {
  const { path, close, folder, app, config, log } = await botWithDesk();
  await close();
  const killed = spawn(process.execPath, [
    '-e',
    `require('net').createServer().listen(${JSON.stringify(path)})`,
  ]);
  await until(() => statSync(path, { throwIfNoEntry: false }) !== undefined);
  killed.kill('SIGKILL');
  await new Promise((resolve) => killed.on('exit', resolve));
  expect(statSync(path).isSocket()).toBe(true);
  expect((await ready(folder, 'import')).exit).toBe(0);
  const { clock } = app.context;
  onTestFinished(await openDesk(path, { app, config, log, version: '1.2.3', clock }));
  expect((await ready(folder, 'evaluate')).exit).toBe(0);
});

test('whoever sends something else harms nothing', async () => {
  const { path, folder, log } = await botWithDesk();
  const socket = connect(path);
  socket.end('GET / HTTP/1.1\n\n');
  await text(socket);
  expect(log.lines.map(({ event }) => event)).toContain('a command line of the shell broke');
  expect((await ready(folder, 'import')).exit).toBe(0);
});

test('a bot that is gone in the middle is told as such', async () => {
  const { folder, config } = await openSmallHome();
  const path = socketPath(config.database) ?? '';
  let met = 0;
  // The first asks whether anybody is there; the second is the order, which nobody reads.
  const server = createServer((socket) => {
    met += 1;
    if (met > 1) setTimeout(() => socket.destroy(), 50);
    socket.pause().on('error', () => {});
  }).listen(path);
  onTestFinished(() => void server.close());
  const run = await ready(folder, 'import');
  expect(run).toMatchObject({ exit: 2, stderr: expect.stringMatching(/^The bot stopped before/) });
});

test('a socket that somebody else put where everybody may is not spoken to', async () => {
  const path = join(tmpdir(), `readybot-${randomBytes(12).toString('hex')}.sock`);
  const server = createServer((socket) => void socket.end()).listen(path);
  onTestFinished(() => void server.close());
  await until(() => statSync(path, { throwIfNoEntry: false }) !== undefined);
  const ours = await reachBot(path);
  ours?.destroy();
  expect(ours).toBeDefined();
  expect(await reachBot(path, { uid: statSync(path).uid + 1 })).toBeUndefined();
});
