import { expect, test } from 'vitest';
import { MINUTE } from '../../src/domain/instant.ts';
import { endAbandonedRuns } from '../../src/use-cases/end-abandoned-runs.ts';
import type { Run } from '../../src/use-cases/message-ports.ts';
import { onBothDatabases } from '../support/databases.ts';
import { NOW } from '../support/store-records.ts';

const RUN: Run = {
  id: 'left-behind',
  kind: 'collect',
  causedBy: 'UANA',
  about: 'all services',
  startedAt: NOW,
  updatedAt: NOW + MINUTE,
  endedAt: null,
  total: 400,
  done: 100,
  failed: 3,
};

onBothDatabases('a collection whose process died', ({ open }) => {
  test('is ended once nobody has carried it on for ten minutes, and whoever watches it is told, once', async () => {
    const store = await open();
    await store.runs.write(RUN);
    await store.runs.write({ ...RUN, id: 'typed', causedBy: 'cli' });
    await store.runs.write({ ...RUN, id: 'over', endedAt: NOW + MINUTE });
    const at = (now: number) => endAbandonedRuns({ store, clock: { now: () => now } });
    expect(await at(NOW + 11 * MINUTE)).toBe(0);
    expect(await at(NOW + 11 * MINUTE + 1)).toBe(2);
    expect(await store.runs.read('left-behind')).toEqual({ ...RUN, endedAt: RUN.updatedAt });
    expect(await at(NOW + 60 * MINUTE)).toBe(0);
    expect(await store.messages.counts()).toMatchObject({ pending: 1 });
  });
});
