import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { Asked } from './checkpoints.ts';

/** The thread of `checkpoints.ts`: a connection of its own to the same file, which does nothing else. */
const database = new Database(String(workerData), { fileMustExist: true });

parentPort?.on('message', (asked: Asked) => {
  if (asked === 'checkpoint') {
    // Passive: neither readers nor the writer ever wait for it; what they still need stays for the next time.
    database.pragma('wal_checkpoint(passive)');
    parentPort?.postMessage('done');
    return;
  }
  database.close();
  parentPort?.close();
});
