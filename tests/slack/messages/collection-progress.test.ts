import { expect, test } from 'vitest';
import { SECOND } from '../../../src/domain/instant.ts';
import { collectionProgress } from '../../../src/slack/messages/collection-progress.ts';
import { onBothDatabases } from '../../support/databases.ts';
import { startDelivering } from '../../support/delivering.ts';
import { NOW } from '../../support/view-models.ts';

const RUN = {
  id: 'r1',
  kind: 'collect',
  causedBy: 'UANA',
  about: 'all services',
  startedAt: NOW,
  updatedAt: NOW,
  endedAt: null,
  total: 100,
  done: 0,
  failed: 0,
};

onBothDatabases('the progress of a collection', (database) => {
  test('is one message that moves along and ends as a summary, however often it is told', async () => {
    const store = await database.open();
    const { tell, pass, workspace } = await startDelivering({
      store,
      delivery: { kinds: [collectionProgress] },
    });
    for (let done = 0; done <= 100; done += 10) {
      const endedAt = done === 100 ? NOW + 10 * SECOND : null;
      await store.runs.write({ ...RUN, done, endedAt });
      const audience = { kind: 'person', person: 'UANA' } as const;
      const intent = { kind: 'collection-progress', subject: { run: 'r1' }, audience };
      await tell({ ...intent, dedupeKey: `${done} a` }, { ...intent, dedupeKey: `${done} b` });
      await pass(SECOND);
    }
    expect(workspace.messages('@ana').map(({ text }) => text)).toEqual([
      '✅ The facts of all services are collected: 100 services in 10 seconds.',
    ]);
    const changes = workspace.calls.filter(({ method }) => method.startsWith('chat.'));
    expect(changes.length).toBeLessThanOrEqual(11);
    expect(changes.every(({ error }) => error === null)).toBe(true);
  });

  test('of a run that is no longer known is not told', async () => {
    const store = await database.open();
    const { tell, workspace } = await startDelivering({ store, delivery: { kinds: [collectionProgress] } });
    await tell({ kind: 'collection-progress', subject: { run: 'r9' } });
    expect(workspace.messages('@ana')).toEqual([]);
  });
});
