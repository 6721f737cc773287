/** What a verb writes, on its way to a terminal at the other end of a socket: no faster than it is read there. */
import { Writable } from 'node:stream';
import type { Output } from '../cli/terminal/page.ts';
import type { Duration } from '../domain/instant.ts';
import { type Frame, lineOf, type Terminal } from './frames.ts';

/** Resolves when the frame is on its way, so that at most one of each stream waits; also when nobody is there any more. */
export type Tell = (frame: Frame) => Promise<void>;

/** @param patience after which one that takes nothing is let go: its verb is done, and its answer only fills memory */
export function tellingTo(socket: Writable, patience: Duration): Tell {
  return async (frame) => {
    if (!socket.writable || socket.write(lineOf(frame))) return;
    await takenFrom(socket, patience);
  };
}

function takenFrom(socket: Writable, patience: Duration): Promise<void> {
  return new Promise((resolve) => {
    const letGo = setTimeout(() => socket.destroy(), patience);
    const done = () => {
      clearTimeout(letGo);
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });
}

/** A stream that passes for the terminal at the other end. */
export function outputTo(
  to: 'stdout' | 'stderr',
  { isTTY, columns, colorDepth }: Terminal,
  tell: Tell,
): Writable & Output {
  const stream = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      tellInPieces(to, text, tell).then(() => done(), done);
    },
  });
  return Object.assign(stream, isTTY ? { isTTY, columns, getColorDepth: () => colorDepth } : {});
}

/** Characters (UTF-16 units) in a frame. */
const MOST = 64 * 1024;

async function tellInPieces(to: 'stdout' | 'stderr', text: string, tell: Tell): Promise<void> {
  for (let from = 0; from < text.length; ) {
    const end = Math.min(from + MOST, text.length);
    // Half of an emoji is no text.
    const next = end < text.length && /[\uD800-\uDBFF]/.test(text.charAt(end - 1)) ? end - 1 : end;
    await tell({ to, text: text.slice(from, next) });
    from = next;
  }
}
