import { expect, test } from 'vitest';
import { MINUTE } from '../../../src/domain/instant.ts';
import { nudges } from '../../../src/jobs/nudges.ts';
import { openNudgesHome, READY } from '../../support/nudges-home.ts';

test('admins see of each job how it went, when it comes next, and what waits for it', async () => {
  const ready = READY.replace('rollout: {mode: on}', 'rollout: {mode: on}\nstorm: {messages_per_hour: 1}');
  const home = await openNudgesHome({ 'ready.yml': ready }, { jobs: [nudges] });
  const root = await home.app.verbs.viewerOf({
    ...{ id: 'UROOT', name: 'root', email: 'root@acme.test', timezone: null, stranger: false, guest: false },
  });
  const now = home.now();
  expect(await home.verbs().jobs(root)).toMatchObject({
    jobs: [{ name: 'nudges', every: '*/5 * * * *', last: null, next: now + 5 * MINUTE, due: null }],
    held: null,
    waiting: 0,
  });
  await home.app.store.jobRuns.write({
    job: 'nudges',
    beganAt: now,
    took: 12,
    ok: false,
    error: 'disk full',
  });
  // Two messages within an hour are more than one.
  expect(await home.plan()).toMatchObject({ planned: 0, held: 2 });
  expect(await home.verbs().jobs(root)).toMatchObject({
    jobs: [{ last: { at: now, took: 12, ok: false, error: 'disk full' }, due: '2 reminders are held' }],
    held: { messages: 2, state: 'held' },
    waiting: 1,
  });
});
