import { once } from 'node:events';
import { lstat } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname } from 'node:path';
import type { Output } from '../cli/terminal/page.ts';
import { documentsFrom, type Frame, lineOf, type Order, type Terminal } from './frames.ts';

/** The bot's end of the socket, or undefined where none listens: what is left of one that was killed does not count. */
export async function reachBot(
  path: string,
  self: { readonly uid: number } = userInfo(),
): Promise<Socket | undefined> {
  if (!(await isOurs(path, self.uid))) return undefined;
  const socket = createConnection(path);
  try {
    await once(socket, 'connect');
    return socket;
  } catch {
    return undefined;
  }
}

/** Beside the database only its owner can put one; in the folder that all share, anybody can. */
async function isOurs(path: string, uid: number): Promise<boolean> {
  if (dirname(path) !== tmpdir()) return true;
  const found = await lstat(path).catch(() => undefined);
  return found?.uid === uid;
}

/** Has the bot run this process's command line, as if it ran here. Ctrl-C ends it there too. */
export async function askTheBot(socket: Socket, interrupted: AbortSignal): Promise<number> {
  const stop = () => void socket.end();
  interrupted.addEventListener('abort', stop, { once: true });
  socket.write(lineOf(order()));
  for await (const frame of documentsFrom<Frame>(socket)) {
    if ('exit' in frame) {
      socket.end();
      return frame.exit;
    }
    process[frame.to].write(frame.text);
  }
  if (interrupted.aborted) return INTERRUPTED;
  process.stderr.write('The bot stopped before it was done. What was finished is kept.\n');
  return COULD_NOT_RUN;
}

const INTERRUPTED = 130;
const COULD_NOT_RUN = 2;

function order(): Order {
  return {
    argv: process.argv.slice(2),
    cwd: process.cwd(),
    user: userInfo().username,
    stdout: terminalOf(process.stdout),
    stderr: terminalOf(process.stderr),
  };
}

function terminalOf(output: Output & { readonly getColorDepth?: () => number }): Terminal {
  return {
    isTTY: output.isTTY === true,
    columns: output.columns ?? 80,
    colorDepth: output.isTTY === true ? (output.getColorDepth?.() ?? 1) : 1,
  };
}
