import { Worker } from 'node:worker_threads';
import type Database from 'better-sqlite3';

/** What the thread is told; it answers when it is done. */
type Asked = 'checkpoint' | 'close';

/** Pages of the write-ahead log that are worth being moved: four megabytes. */
const WORTH_MOVING = 1_000;
/**
 * The log begins anew once all of it has been moved: from this length on the thread keeps close behind. Not at every
 * page: a commit of a single change would wait for the thread's use of the disk.
 */
const LONG = 8_000;
const WORTH_MOVING_THEN = 200;
/** From this length on a commit moves what the thread has not: the log must not grow without end. */
const TOO_LONG = 16_000;

export interface Checkpoints {
  /** To be called after each commit. */
  readonly committed: () => void;
  readonly stop: () => Promise<void>;
}

/**
 * Moves what was committed from the write-ahead log into the database file, on a thread of its own: a commit that
 * does it keeps everybody waiting for the disk, for a tenth of a second while ten thousand services are judged.
 * The thread starts when there is something to do; if it fails, commits do the work as they would without it.
 */
export function checkpointsOf(writer: Database.Database): Checkpoints {
  writer.pragma(`wal_autocheckpoint = ${TOO_LONG}`);
  const look = writer.prepare<[], { readonly log: number; readonly checkpointed: number }>(
    'pragma wal_checkpoint(noop)',
  );
  let thread: Thread | undefined;
  let isFree = true;
  return {
    committed() {
      if (!isFree) return;
      const { log, checkpointed } = look.get() ?? { log: 0, checkpointed: 0 };
      if (log - checkpointed < (log < LONG ? WORTH_MOVING : WORTH_MOVING_THEN)) return;
      isFree = false;
      thread ??= startThread(writer.name, () => {
        isFree = true;
      });
      thread.move();
    },
    async stop() {
      isFree = false;
      await thread?.end();
    },
  };
}

interface Thread {
  readonly move: () => void;
  /** Resolves when it has ended, however it did. */
  readonly end: () => Promise<void>;
}

function startThread(file: string, done: () => void): Thread {
  const worker = new Worker(new URL('./checkpointer.js', import.meta.url), {
    workerData: file,
    // It makes hardly any garbage: what a young generation grows to by default would stay empty.
    resourceLimits: { maxYoungGenerationSizeMb: 2 },
  });
  // One that fails says no more that it is done, so it is asked no more.
  worker.on('message', done).on('error', () => {});
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve());
  });
  // A process that forgets to close ends all the same.
  worker.unref();
  return {
    move: () => worker.postMessage('checkpoint' satisfies Asked),
    end() {
      worker.ref();
      worker.postMessage('close' satisfies Asked);
      return ended;
    },
  };
}
