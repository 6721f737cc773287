import { expect, onTestFinished, test } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { readiness } from '../../src/bot/readiness.ts';
import { beginning, readAtStart, startWorking, type Work } from '../../src/bot/start-working.ts';
import { readConfig } from '../../src/config.ts';
import { MINUTE } from '../../src/domain/instant.ts';
import { createTallies } from '../../src/http/measured/tallies.ts';
import type { Slack } from '../../src/slack/bolt.ts';
import { createFirstStart, type Stage } from '../../src/use-cases/first-start.ts';
import { recordingLog } from '../support/recording-log.ts';
import { CATALOG, factsFile, READY_YML, SCORECARD, START } from '../support/small-home.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const HOME = {
  'ready.yml': READY_YML,
  'catalog/all.yml': CATALOG,
  'scorecards/readiness.yml': SCORECARD,
  'facts.yml': factsFile({}),
};

/** A home whose database has never seen a catalog; `stages` are those that its first start goes through. */
async function newHome(over: (app: App) => Partial<App> = () => ({})) {
  const folder = temporaryFolder(HOME);
  const config = await readConfig({ READY_HOME: folder }, { cwd: folder });
  const log = recordingLog();
  const clock = { now: () => START };
  const opened = await openApp({ config, database: config.playgroundDatabase, access: 'write', clock, log });
  onTestFinished(() => opened.close());
  const app = { ...opened, ...over(opened) };
  const stages: (Stage | null)[] = [await beginning(app)];
  const first = createFirstStart(await beginning(app));
  const reach = (stage: Stage | null) => {
    if (JSON.stringify(stage) !== JSON.stringify(stages.at(-1))) stages.push(stage);
    first.reach(stage);
  };
  const work: Work = { app, log, first: { ...first, reach }, jobs: [], tallies: createTallies() };
  return { app, work, stages, log };
}

test('a first start reads the catalog, judges every service, and has then nothing to tell', async () => {
  const { app, work, stages } = await newHome();
  expect(app.context.planning.settled()).toBe(false);
  const atWork = startWorking(work, () => readAtStart(work));
  await atWork.settled;
  await atWork.stop();
  // From now on people may be reminded.
  expect(app.context.planning.settled()).toBe(true);
  expect(stages).toEqual([
    { kind: 'reading', services: null },
    { kind: 'reading', services: 4 },
    { kind: 'judging', judged: 0, services: 4 },
    { kind: 'judging', judged: 4, services: 4 },
    null,
  ]);
  // The next start is no first one.
  expect(await beginning(app)).toBeNull();
});

test('a start that ended before anything was judged goes on where it was', async () => {
  const { app, work } = await newHome();
  await readAtStart(work);
  expect(await beginning(app)).toEqual({ kind: 'judging', judged: 0, services: 4 });
});

test('what fails to settle is tried again by itself, less and less often, and nobody is reminded before', async () => {
  let failures = 5;
  const { app, work, log } = await newHome(({ settle }) => ({
    settle: async (progress) => {
      failures -= 1;
      if (failures >= 0) throw new Error('the database is away');
      return settle(progress);
    },
  }));
  const pauses: string[] = [];
  const wait = async (ms: number) => {
    pauses.push(`${ms / MINUTE} ${app.context.planning.settled()}`);
  };
  const atWork = startWorking({ ...work, wait }, () => readAtStart(work));
  await atWork.settled;
  await atWork.stop();
  expect(pauses).toEqual(['1 false', '2 false', '4 false', '8 false', '10 false']);
  expect(app.context.planning.settled()).toBe(true);
  expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(5);
});

test('a bot that is stopped while it cannot settle stops trying', async () => {
  const { app, work } = await newHome(() => ({ settle: () => Promise.reject(new Error('away')) }));
  const { promise: waiting, resolve: waits } = Promise.withResolvers<void>();
  const wait = (_ms: number, signal: AbortSignal) => {
    waits();
    return new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  };
  const atWork = startWorking({ ...work, wait }, () => readAtStart(work));
  await waiting;
  await atWork.stop();
  await atWork.settled;
  expect(app.context.planning.settled()).toBe(false);
});

test('a catalog that cannot be read leaves nobody waiting', async () => {
  const { work, stages, log } = await newHome(() => ({
    importAtStart: async () => Promise.reject(new Error('the disk is gone')),
  }));
  const waiting = work.first.catalogRead();
  await readAtStart(work);
  await expect(waiting).rejects.toThrow('The catalog could not be read');
  expect(stages.at(-1)).toEqual({ kind: 'unread' });
  expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
});

test('readiness tells how far a first start is, and is ready: who asks is answered', async () => {
  const { app, work } = await newHome();
  const connected = { state: () => ({ connected: true, revoked: false }) } as Slack;
  const sending = { state: () => ({ refused: null, underWay: 0 }) };
  expect(await readiness(app, connected, work.first, sending)).toContainEqual({
    name: 'catalog',
    note: 'The catalog is being read for the first time.',
  });
  work.first.reach(null);
  expect(await readiness(app, connected, work.first, sending)).toContainEqual({ name: 'catalog' });
});

test('a bot whose messages Slack refuses is not ready', async () => {
  const { app, work } = await newHome();
  const connected = { state: () => ({ connected: true, revoked: false }) } as Slack;
  const refused = { state: () => ({ refused: 'token_revoked', underWay: 0 }) };
  expect(await readiness(app, connected, work.first, refused)).toContainEqual({
    name: 'slack',
    reason: 'Slack takes no messages: it answers “token_revoked”.',
  });
});
