import { expect, test } from 'vitest';
import { openSmallHome, viewerOf } from '../support/small-home.ts';

test('a collection goes on by itself once it has begun, and tells its asker how it ended', async () => {
  const { app } = await openSmallHome();
  const admin = await viewerOf(app, 'root@acme.test');
  const begun = await app.verbs.beginCollection(admin, { kind: 'all' });
  expect(begun).toMatchObject({ about: 'all services', total: 4, endedAt: null });
  while ((await app.store.runs.read(begun.id))?.endedAt === null) await new Promise(setImmediate);
  expect(await app.store.runs.read(begun.id)).toMatchObject({ done: 4, total: 4 });
  expect((await app.store.messages.counts()).pending).toBeGreaterThan(0);
});

test('who may not, or means nothing, is told at once', async () => {
  const { app, log } = await openSmallHome();
  const member = await viewerOf(app, 'ana@acme.test');
  await expect(app.verbs.beginCollection(member, { kind: 'all' })).rejects.toThrow('Only admins collect');
  const admin = await viewerOf(app, 'root@acme.test');
  await expect(app.verbs.beginCollection(admin, { kind: 'team', id: 'nobody' })).rejects.toThrow(
    'There is no team “nobody”.',
  );
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});
