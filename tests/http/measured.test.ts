import { expect, test } from 'vitest';
import { routes } from '../../src/http/index.ts';
import { measureStanding } from '../../src/http/measured/standing.ts';
import { createTallies } from '../../src/http/measured/tallies.ts';
import type { HttpDeps, Metric } from '../../src/http/route.ts';
import { createHttpApp } from '../../src/http/server/create-http-app.ts';
import type { CatalogPort } from '../../src/use-cases/ports.ts';
import { recordingLog } from '../support/recording-log.ts';
import { openSmallHome } from '../support/small-home.ts';

/** As Prometheus reads it: `name{labels} value` by line. */
async function scraped(metrics: readonly Metric[]): Promise<readonly string[]> {
  // All that the route looks at.
  const deps = { version: '1', metrics: async () => metrics } as HttpDeps;
  const response = await createHttpApp(routes, deps, recordingLog()).request('/metrics');
  return (await response.text()).split('\n');
}

test('answers are counted by what was asked and how it ended, in buckets that include the smaller ones', async () => {
  const tallies = createTallies();
  tallies.answered('look-up', 'ok', 70);
  tallies.answered('look-up', 'ok', 2_600);
  tallies.answered('look-up', 'ok', 60_000);
  tallies.answered('look-up', 'refused', 10);
  const lines = await scraped(tallies.read());
  const ok = (sample: string, le?: string) =>
    lines
      .find((line) =>
        line.startsWith(
          `readybot_answer_duration_seconds_${sample}{verb="look-up",outcome="ok"${le === undefined ? '' : `,le="${le}"`}}`,
        ),
      )
      ?.split(' ')
      .at(-1);
  expect(lines).toContain('# TYPE readybot_answer_duration_seconds histogram');
  expect(['0.05', '0.1', '2.5', '5', '30', '+Inf'].map((le) => ok('bucket', le))).toEqual([
    '0',
    '1',
    '1',
    '2',
    '2',
    '3',
  ]);
  expect([ok('sum'), ok('count')]).toEqual(['62.67', '3']);
  expect(lines.some((line) => line.includes('outcome="refused"'))).toBe(true);
});

test('a job that fails keeps the time of its last success', async () => {
  const tallies = createTallies();
  tallies.jobRan('collect-facts', { at: 5_000, took: 1_000, ok: true });
  tallies.jobRan('collect-facts', { at: 9_000, took: 3_000, ok: false });
  tallies.jobRan('daily-snapshot', { at: 9_000, took: 1, ok: false });
  tallies.catalogRead(1_500);
  expect((await scraped(tallies.read())).filter((line) => /^readybot_(job|catalog)/.test(line))).toEqual([
    'readybot_catalog_read_timestamp_seconds 1.5',
    'readybot_job_last_success_timestamp_seconds{job="collect-facts"} 5',
    'readybot_job_last_duration_seconds{job="collect-facts"} 3',
    'readybot_job_last_duration_seconds{job="daily-snapshot"} 0.001',
  ]);
});

test('services and checks are counted in the database, once a minute at most', async () => {
  const { app, advance } = await openSmallHome();
  let counts = 0;
  const catalog: CatalogPort = {
    ...app.context.store.catalog,
    tally(...asked) {
      counts += 1;
      return app.context.store.catalog.tally(...asked);
    },
  };
  const read = measureStanding({ ...app.context, store: { ...app.context.store, catalog } });
  const lines = (await scraped(await read())).filter((line) =>
    /^readybot_(services|checks|collect)/.test(line),
  );
  expect(lines).toMatchInlineSnapshot(`
    [
      "readybot_services{minimum_bar="met"} 1",
      "readybot_services{minimum_bar="met_by_exception"} 0",
      "readybot_services{minimum_bar="not_met"} 2",
      "readybot_services{minimum_bar="unknown"} 0",
      "readybot_services{minimum_bar="none"} 0",
      "readybot_services{minimum_bar="unjudged"} 1",
      "readybot_checks{scorecard="readiness",outcome="pass"} 5",
      "readybot_checks{scorecard="readiness",outcome="fail"} 7",
      "readybot_checks{scorecard="readiness",outcome="unknown"} 6",
      "readybot_checks{scorecard="readiness",outcome="exempt"} 0",
      "readybot_checks{scorecard="readiness",outcome="not_applicable"} 6",
      "readybot_collections{collector="catalog",state="ok"} 4",
      "readybot_collections{collector="catalog",state="failing"} 0",
      "readybot_collections{collector="catalog",state="due"} 0",
      "readybot_collections{collector="file",state="ok"} 4",
      "readybot_collections{collector="file",state="failing"} 0",
      "readybot_collections{collector="file",state="due"} 0",
      "readybot_collections{collector="git",state="ok"} 4",
      "readybot_collections{collector="git",state="failing"} 0",
      "readybot_collections{collector="git",state="due"} 0",
      "readybot_collector_last_answer_timestamp_seconds{collector="catalog"} 1772625600",
      "readybot_collector_last_answer_timestamp_seconds{collector="file"} 1772625600",
      "readybot_collector_outage{collector="catalog"} 0",
      "readybot_collector_outage{collector="file"} 0",
      "readybot_collector_outage{collector="git"} 0",
    ]
  `);
  advance(59_999);
  await read();
  expect(counts).toBe(1);
  advance(1);
  await read();
  expect(counts).toBe(2);
});

test('a count that fails is tried again at the next scrape', async () => {
  const { app } = await openSmallHome();
  let gone = true;
  const scorecards = async () => {
    if (gone) throw new Error('the database is gone');
    return app.context.scorecards();
  };
  const read = measureStanding({ ...app.context, scorecards });
  await expect(read()).rejects.toThrow('gone');
  gone = false;
  expect(await read()).toHaveLength(5);
});
