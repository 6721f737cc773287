import { expect, test } from 'vitest';
import { showProgress } from '../../src/cli/terminal/progress.ts';
import type { Workshop, Writing } from '../../src/cli/verb.ts';
import type { Verbs } from '../../src/use-cases/verbs.ts';
import { recordingOutput, SHELL_USER, shell, workshopWith } from '../support/shell.ts';
import { card, listing, NOW } from '../support/view-models.ts';

/** A home of four services whose evaluation reports each service as done. */
function home(evaluated: (readonly string[] | 'all')[] = [], over: Partial<Workshop> = {}): Workshop {
  const verbs: Partial<Verbs> = {
    lookUp: async (_viewer, words) => ({ kind: 'card', card: card(words === 'old-name' ? 'ledger' : words) }),
    listServices: async () => listing({ query: '' }),
  };
  const writing: Partial<Writing> = {
    verbs: verbs as Verbs,
    viewer: SHELL_USER,
    countServices: async () => 4,
    evaluate: async (services, progress) => {
      evaluated.push(services);
      for (let done = 1; done <= 4; done += 1) progress(done);
      return { services: 4, collected: 3, troubled: 1, evaluated: 1, changes: 2 };
    },
  };
  return workshopWith({ write: async () => writing as Writing, ...over });
}

test('judges all services and says where they stand', async () => {
  const evaluated: (readonly string[] | 'all')[] = [];
  const run = await shell(['evaluate'], home(evaluated));
  expect([run.exit, run.stderr, evaluated]).toEqual([0, '', ['all']]);
  expect(run.stdout).toMatchInlineSnapshot(`
    "Collected and judged: 3 services, a collector was in trouble with 1 of them.
    Judged anew: 1 evaluation, 2 changes.

    Gold                  1
    Silver                1
    Bronze                0
    Starting              1
    No scorecard applies  1
    Minimum bar met by 2 of 3.
    "
  `);
});

test('judges only the services named, each once, also by a former name', async () => {
  const evaluated: (readonly string[] | 'all')[] = [];
  await shell(['evaluate', 'payments-api', 'ledger', 'old-name'], home(evaluated));
  expect(evaluated).toEqual([['payments-api', 'ledger']]);
});

test('prints the documented shape with --json', async () => {
  const run = await shell(['evaluate', '--json'], home());
  expect(run.document()).toEqual({
    services: 4,
    collected: 3,
    troubled: 1,
    evaluated: 1,
    changes: 2,
    standing: {
      services: 4,
      levels: [
        { level: 'gold', services: 1 },
        { level: 'silver', services: 1 },
        { level: 'bronze', services: 0 },
        { level: null, services: 1 },
      ],
      minimum_bar: { met: 2, not_met: 1, unknown: 0 },
      without_scorecard: 1,
    },
  });
});

/** Each look at the clock is so much later than the one before. */
function slowClock(step: number) {
  let now = NOW;
  return {
    now: () => {
      now += step;
      return now;
    },
  };
}

function withBar(columns: number | undefined, step: number) {
  const bar = recordingOutput(columns);
  const clock = slowClock(step);
  const workshop = home([], { progress: (what, total) => showProgress(bar, clock, what, total) });
  return { bar, workshop };
}

test('shows a progress bar to a person who waits for more than a second, and takes it away', async () => {
  const { bar, workshop } = withBar(80, 600);
  await shell(['evaluate', '--json'], workshop);
  expect(bar.text()).toContain('Evaluating █');
  expect(bar.text()).toContain('of 4');
  expect(bar.text().lastIndexOf('\u001b[?25h')).toBeGreaterThan(bar.text().lastIndexOf('\u001b[?25l'));
});

test('shows none for what is done within a second', async () => {
  const { bar, workshop } = withBar(80, 100);
  await shell(['evaluate'], workshop);
  expect(bar.text()).toBe('');
});

test('shows none where nobody looks', async () => {
  const { bar, workshop } = withBar(undefined, 600);
  await shell(['evaluate'], workshop);
  expect(bar.text()).toBe('');
});

test('ends at the next safe point after Ctrl-C and gives the cursor back', async () => {
  const control = new AbortController();
  const { bar, workshop } = withBar(80, 600);
  const { write } = workshop;
  const slices: number[] = [];
  const evaluate: Writing['evaluate'] = async (_services, progress) => {
    for (let done = 1; done <= 4; done += 1) {
      slices.push(done);
      if (done === 3) control.abort();
      progress(done);
    }
    throw new Error('went on after Ctrl-C');
  };
  const run = await shell(['evaluate'], {
    ...workshop,
    interrupted: control.signal,
    write: async () => ({ ...(await write()), evaluate }),
  });
  expect([run.exit, slices]).toEqual([130, [1, 2, 3]]);
  expect(bar.text().endsWith('\u001b[?25h') || bar.text().includes('\u001b[?25h')).toBe(true);
});
