import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { showProgress } from '../../src/cli/terminal/progress.ts';
import { HOUR } from '../../src/domain/instant.ts';
import { documentsFrom, type Frame } from '../../src/shell/frames.ts';
import { outputTo, tellingTo } from '../../src/shell/telling.ts';

const PIPE = { isTTY: false, columns: 80, colorDepth: 1 };
const MEGABYTE = 1024 * 1024;
/** The cut between two frames falls into one of its emoji. */
const LONG = `x${'🪵'.repeat(4 * MEGABYTE)}`;

/** Lets all that can happen without a reader happen. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
}

async function read(socket: PassThrough): Promise<string> {
  let text = '';
  for await (const frame of documentsFrom<Frame>(socket)) if ('text' in frame) text += frame.text;
  return text;
}

test('of a long answer only a piece waits in the socket while nobody reads', async () => {
  const socket = new PassThrough();
  const output = outputTo('stdout', PIPE, tellingTo(socket, HOUR));
  output.end(LONG);
  await rest();
  expect(socket.readableLength + socket.writableLength).toBeLessThan(MEGABYTE);
  const reading = read(socket);
  await finished(output);
  socket.end();
  expect((await reading) === LONG).toBe(true);
});

test('whoever writes more is told that the reader is behind', async () => {
  const socket = new PassThrough();
  const output = outputTo('stderr', PIPE, tellingTo(socket, HOUR));
  expect(output.write(LONG)).toBe(false);
  await rest();
  expect(output.writableNeedDrain).toBe(true);
  socket.destroy();
});

test('a reader that takes nothing is let go, and what it did not take with it', async () => {
  const socket = new PassThrough();
  const output = outputTo('stdout', PIPE, tellingTo(socket, 1));
  output.end(LONG);
  await finished(output);
  expect(socket.destroyed).toBe(true);
  expect(output.writableLength).toBe(0);
});

test('a bar is not painted on top of what nobody has read', async () => {
  const socket = new PassThrough();
  const output = outputTo('stderr', { ...PIPE, isTTY: true }, tellingTo(socket, HOUR));
  let now = 0;
  const bar = showProgress(output, { now: () => now }, 'Asking', 1_000);
  output.write(LONG);
  const waiting = output.writableLength;
  for (let done = 0; done < 1_000; done++) {
    now += HOUR;
    bar.at(done);
  }
  expect(output.writableLength).toBe(waiting);
  bar.end();
  socket.destroy();
});
