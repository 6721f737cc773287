import { expect, test } from 'vitest';
import { answering, shell } from '../support/shell.ts';
import { sourcesView, sourceView } from '../support/view-models.ts';

test('each collector is told with what it lacks, or how it goes', async () => {
  const workshop = answering({ showSources: async () => sourcesView() });
  const { exit, stdout } = await shell(['sources'], workshop);
  expect(exit).toBe(1);
  expect(stdout).toMatchInlineSnapshot(`
    "✓ git        200 services, last answer 5 minutes ago
    ! github     200 services, last answer 5 minutes ago, 90 due, 12 requests left
                 asks us to wait, goes on in 20 minutes
    ! pagerduty  200 services, last answer 2 days ago
                 answers nobody, began 2 days ago
                 PagerDuty answers 503 (it is not available) (1 minute ago)
    – snyk       SNYK_TOKEN is not set
    "
  `);
});

test('as a document it has everything in seconds and ISO instants', async () => {
  const github = sourceView('github', { rate: { limit: 5_000, remaining: 12, resetsAt: null } });
  const workshop = answering({ showSources: async () => ({ sources: [github] }) });
  const { exit, document } = await shell(['sources', '--json'], workshop);
  expect([exit, document()]).toMatchObject([
    0,
    {
      sources: [
        {
          collector: 'github',
          configured: true,
          lacks: null,
          every_seconds: 3_600,
          rate: { limit: 5_000, remaining: 12, resets_at: null },
        },
      ],
    },
  ]);
});
