import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Checkpoints, checkpointsOf } from '../../../src/store/sqlite/checkpoints.ts';

const MEGABYTE = 1_000_000;

let folder: string;
let writer: Database.Database;
let checkpoints: Checkpoints;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ready-log-'));
  writer = new Database(join(folder, 'ready.db'));
  writer.pragma('journal_mode = wal');
  writer.exec('create table texts (text text)');
  checkpoints = checkpointsOf(writer);
});

afterEach(async () => {
  await checkpoints.stop();
  writer.close();
  rmSync(folder, { recursive: true });
});

function commit(megabytes: number): void {
  writer.prepare('insert into texts values (?)').run('x'.repeat(megabytes * MEGABYTE));
  checkpoints.committed();
}

/** Pages that were moved into the file. */
function moved(): number {
  const [state] = writer.pragma('wal_checkpoint(noop)') as readonly { readonly checkpointed: number }[];
  return state?.checkpointed ?? 0;
}

test('a long log is moved into the file while the bot goes on', async () => {
  commit(6);
  commit(1);
  await vi.waitFor(() => expect(moved()).toBeGreaterThan(1_000));
});

test('a short log stays where it is', async () => {
  commit(1);
  await checkpoints.stop();
  expect(moved()).toBe(0);
});

test('a log that has become very long begins anew, however fast others write', async () => {
  for (let round = 0; round < 12; round += 1) commit(6);
  await vi.waitFor(() => {
    commit(1);
    const [state] = writer.pragma('wal_checkpoint(noop)') as readonly { readonly log: number }[];
    expect(state?.log).toBeLessThan(8_000);
  });
});

test('it stops in the midst of the work, and closing leaves no log behind', async () => {
  commit(8);
  await checkpoints.stop();
  writer.close();
  expect(existsSync(join(folder, 'ready.db-wal'))).toBe(false);
});

test('when the thread fails, commits go on', async () => {
  rmSync(join(folder, 'ready.db'));
  commit(6);
  await vi.waitFor(async () => {
    commit(1);
    expect(writer.prepare('select count(*) from texts').pluck().get()).toBeGreaterThan(2);
  });
  await expect(checkpoints.stop()).resolves.toBeUndefined();
});
