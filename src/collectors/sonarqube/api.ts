/**
 * What is read of SonarQube's Web API, in its own words; SonarQube Cloud's is the same. Each server describes it below
 * /web_api, with the examples of https://github.com/SonarSource/sonarqube (server/sonar-webserver-webapi).
 */
import { z } from 'zod';
import type { Caller } from '../calling/caller.ts';

const METRICS = ['coverage', 'branch_coverage', 'new_coverage'] as const;
type Metric = (typeof METRICS)[number];

/** Measures are numbers as text. Those of new code have their value in a period, or in a list of one. */
const period = z.object({ value: z.string().nullish() });
const measure = z.object({
  metric: z.string(),
  value: z.string().nullish(),
  period: period.nullish(),
  periods: z.array(period).nullish(),
});

/** `2016-12-12T17:12:45+0100` */
const date = z.string().transform((text, context) => {
  const at = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (!Number.isNaN(at)) return at;
  context.addIssue({ code: 'custom', message: 'is no date' });
  return z.NEVER;
});

/** Percent by metric; what a project does not measure is left out. Undefined = there is no such project. */
export async function findMeasures(
  caller: Caller,
  project: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<Metric, number> | undefined> {
  const found = await caller.find({
    path: '/api/measures/component',
    query: { component: project, metricKeys: METRICS.join() },
    schema: z.object({ component: z.object({ measures: z.array(measure) }) }),
    signal,
  });
  if (found === undefined) return undefined;
  const { measures } = found.value.component;
  return new Map(
    METRICS.flatMap((metric) => {
      const told = measures.find((one) => one.metric === metric);
      const value = Number.parseFloat(told?.value ?? told?.period?.value ?? told?.periods?.[0]?.value ?? '');
      return Number.isNaN(value) ? [] : [[metric, value] as const];
    }),
  );
}

/** The newest analysis of the main branch; undefined = there is none. */
export async function lastAnalysis(caller: Caller, project: string, signal: AbortSignal) {
  const { value } = await caller.ask({
    path: '/api/project_analyses/search',
    query: { project, ps: 1 },
    schema: z.object({ analyses: z.array(z.object({ date, revision: z.string().nullish() })) }),
    signal,
  });
  return value.analyses[0];
}
