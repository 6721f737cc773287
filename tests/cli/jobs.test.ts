import { expect, test } from 'vitest';
import { MINUTE } from '../../src/domain/instant.ts';
import type { JobsView, NudgeVerbs } from '../../src/use-cases/nudge-views.ts';
import { answering, shell } from '../support/shell.ts';

const at = Date.parse('2026-03-04T12:00:00Z');

const job = { summary: 'Does it.', every: '*/5 * * * *', next: null, due: null };
const VIEW: JobsView = {
  jobs: [
    {
      ...job,
      name: 'nudges',
      last: { at: at - 3 * MINUTE, took: 900, ok: true, error: null },
      due: '30 reminders are held',
    },
    {
      ...job,
      name: 'collect-facts',
      last: { at: at - 2 * MINUTE, took: 90_000, ok: false, error: 'disk full' },
    },
    { ...job, name: 'digests', last: null },
  ],
  held: {
    ...{
      id: 's1',
      at: at - 5 * MINUTE,
      owners: 30,
      of: 40,
      messages: 30,
      reason: 'Within an hour 30 of 40 owners would be reminded.',
    },
    ...{ state: 'held', decidedBy: null, decidedAt: null, decidedByName: null },
  },
  waiting: 2,
  at,
};

const workshop = () => {
  const nudges: Partial<NudgeVerbs> = { jobs: async () => VIEW };
  // A verb that was not given fails the test.
  return answering({ nudges: nudges as NudgeVerbs }, { clock: { now: () => at } });
};

test('each job is told with its last run, and what is held', async () => {
  const { exit, stdout } = await shell(['jobs'], workshop());
  expect(exit).toBe(1);
  expect(stdout).toMatchInlineSnapshot(`
    "✓ nudges         ran 3 minutes ago for 1 second, 30 reminders are held
    ✗ collect-facts  ran 2 minutes ago for 2 minutes, disk full
    – digests        has not run yet
    2 messages to be sent
    ! Within an hour 30 of 40 owners would be reminded. Held 5 minutes ago.
    "
  `);
});

test('as a document it has instants', async () => {
  const { document } = await shell(['jobs', '--json'], workshop());
  expect(document()).toMatchObject({
    jobs: [
      { name: 'nudges', last: { took_ms: 900, ok: true }, next_at: null },
      { last: { error: 'disk full' } },
      { last: null },
    ],
    held: { id: 's1', owners: 30, of: 40 },
    waiting: 2,
  });
});
