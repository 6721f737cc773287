import { expect, test } from 'vitest';
import { showProgress } from '../../src/cli/terminal/progress.ts';
import type { Workshop, Writing } from '../../src/cli/verb.ts';
import { MINUTE, SECOND } from '../../src/domain/instant.ts';
import type { CollectWhat } from '../../src/use-cases/collect-services.ts';
import type { Verbs } from '../../src/use-cases/verbs.ts';
import { recordingOutput, SHELL_USER, shell, workshopWith } from '../support/shell.ts';
import { card, collectionRun, group, NOW } from '../support/view-models.ts';

const ENDED = { done: 200, endedAt: NOW, timeLeft: null };

/** A home where a collection begins, comes half way, and ends. */
function home(
  asked: CollectWhat[] = [],
  over: Partial<Workshop> = {},
  ended = collectionRun(ENDED),
): Workshop {
  const verbs: Partial<Verbs> = {
    lookUp: async (_viewer, words) =>
      words.startsWith('@') ? { kind: 'group', group: group() } : { kind: 'card', card: card(words) },
    async collect(_viewer, what, tell = () => {}) {
      asked.push(what);
      await tell(collectionRun({ done: 0, timeLeft: null }));
      await tell(collectionRun({ done: 100, timeLeft: 61 * SECOND }));
      await tell(ended);
      return ended;
    },
  };
  const writing: Partial<Writing> = { verbs: verbs as Verbs, viewer: SHELL_USER };
  return workshopWith({ write: async () => writing as Writing, ...over });
}

test('collects all services and says what went wrong', async () => {
  const asked: CollectWhat[] = [];
  const run = await shell(['collect', '--all'], home(asked));
  expect([run.exit, run.stderr, asked]).toEqual([1, '', [{ kind: 'all' }]]);
  expect(run.stdout).toMatchInlineSnapshot(`
    "Collected and judged: 200 services in 1 minute, a collector was in trouble with 3 of them.

    ! github: GitHub answers 502 (it is not reachable) (3 services)
    "
  `);
});

test('is fine when nothing went wrong', async () => {
  const well = collectionRun({ ...ENDED, failed: 0, troubles: [], startedAt: NOW - 3 * MINUTE });
  const run = await shell(['collect', '--all'], home([], {}, well));
  expect([run.exit, run.stdout]).toEqual([0, 'Collected and judged: 200 services in 3 minutes.\n']);
});

test('collects a service, a team or a system by its name', async () => {
  const asked: CollectWhat[] = [];
  await shell(['collect', 'payments-api'], home(asked));
  await shell(['collect', '@payments'], home(asked));
  expect(asked).toEqual([
    { kind: 'service', id: 'payments-api' },
    { kind: 'team', id: 'payments' },
  ]);
});

test.each([[['collect']], [['collect', 'payments-api', '--all']]])(
  'wants to be told which: %j',
  async (argv) => {
    const run = await shell(argv, home());
    expect([run.exit, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain('ready collect SERVICE');
  },
);

test('prints the documented shape with --json', async () => {
  const run = await shell(['collect', '--all', '--json'], home());
  expect(run.document()).toEqual({
    about: 'all services',
    started_at: '2026-03-12T09:40:00.000Z',
    ended_at: '2026-03-12T09:41:00.000Z',
    total: 200,
    done: 200,
    failed: 3,
    troubles: [{ collector: 'github', reason: 'GitHub answers 502 (it is not reachable)', services: 3 }],
  });
});

test('shows how far it is and how long it will take, to a person who waits', async () => {
  const bar = recordingOutput(80);
  let now = NOW;
  const clock = {
    now: () => {
      now += 600;
      return now;
    },
  };
  const progress: Workshop['progress'] = (what, total) => showProgress(bar, clock, what, total);
  await shell(['collect', '--all'], home([], { progress }));
  expect(bar.text()).toContain('100 of 200, 2 minutes left');
  expect(bar.text().lastIndexOf('\u001b[?25h')).toBeGreaterThan(bar.text().lastIndexOf('\u001b[?25l'));
});

test('ends at the next safe point after Ctrl-C', async () => {
  const control = new AbortController();
  const workshop = home([], { interrupted: control.signal });
  control.abort();
  const run = await shell(['collect', '--all'], workshop);
  expect(run.exit).toBe(130);
});
