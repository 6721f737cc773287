import { Worker } from 'node:worker_threads';
import type { Picture } from './svg.ts';

/** A PNG of the picture. Rejects when it cannot be drawn. */
export type Paint = (picture: Picture) => Promise<Uint8Array>;

/**
 * Draws in a thread of its own, since a large picture takes half a second, and one after the other, since each takes
 * some dozen megabytes. (`renderAsync` of resvg leaves the encoding, a third of the work, to the caller's thread.)
 */
export function createPainter(): Paint {
  let before: Promise<unknown> = Promise.resolve();
  return (picture) => {
    const painted = before.then(() => paintAside(picture));
    before = painted.catch(() => undefined);
    return painted;
  };
}

function paintAside(picture: Picture): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const worker = new Worker(new URL('./paint-worker.ts', import.meta.url), { workerData: picture });
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error('the picture was not finished')));
  return promise;
}
