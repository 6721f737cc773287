import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../src/store/open-store.ts';
import { NOW } from '../../support/store-records.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Three entries, then somebody at the file with a tool of their own. */
async function tampered(sql: string) {
  const file = `${temporaryFolder()}/ready.db`;
  const store = await openStore(`sqlite:${file}`);
  onTestFinished(() => store.close());
  const act = {
    at: NOW,
    actor: 'UANA',
    actorName: 'Ana',
    from: 'slack',
    act: 'x',
    serviceKey: null,
    details: {},
  };
  await store.audit.append(['e1', 'e2', 'e3'].map((subject) => ({ ...act, subject })));
  const [, , last] = await store.audit.after(0, 3);
  const tool = new Database(file);
  tool.exec(sql);
  tool.close();
  return { verdict: await store.audit.verify(), last };
}

test.each([
  ['an entry was altered', "update audit set actor = 'UBO' where number = 2", 2],
  ['an entry was altered with its hash', "update audit set act = 'y', hash = 'made up' where number = 2", 2],
  ['an entry was taken out', 'delete from audit where number = 2', 3],
  ['the first was taken out', 'delete from audit where number = 1', 2],
  ['two changed places', 'update audit set number = number + 10 where number = 1', 2],
])('is not sound when %s', async (_what, sql, broken) => {
  expect((await tampered(sql)).verdict.broken).toBe(broken);
});

test('what was cut off at the end shows in the hash of the last entry', async () => {
  const { verdict, last } = await tampered('delete from audit where number = 3');
  expect(verdict).toMatchObject({ sound: 2, broken: null });
  expect(verdict.hash).not.toBe(last?.hash);
});
