// The thread of `checkpoints.ts`: a connection of its own to the same file, which does nothing else.
// Not TypeScript: what strips the types would be loaded into this thread too, and doubles its memory to 35 MB.
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

const database = new Database(workerData, { fileMustExist: true });

parentPort.on('message', (asked) => {
  if (asked === 'checkpoint') {
    // Passive: neither readers nor the writer ever wait for it; what they still need stays for the next time.
    database.pragma('wal_checkpoint(passive)');
    parentPort.postMessage('done');
    return;
  }
  database.close();
  parentPort.close();
});
