/**
 * What is read of Datadog's API v1, in its own words.
 * https://docs.datadoghq.com/api/latest/monitors/ and …/service-level-objectives/
 */
import { z } from 'zod';
import { ExternalServiceError } from '../../domain/errors.ts';
import type { Caller } from '../calling/caller.ts';

const monitor = z.object({
  id: z.number(),
  name: z.string(),
  type: z.string(),
  tags: z.array(z.string()).nullish(),
  /** Of all its groups the worst. */
  overall_state: z.string().nullish(),
  /** Scopes that tell nobody, each until a second since the epoch; null = for good, `*` = all of it. */
  options: z.object({ silenced: z.record(z.string(), z.number().nullable()).nullish() }).nullish(),
  matching_downtimes: z
    .array(z.object({ active: z.boolean().nullish(), scope: z.array(z.string()).nullish() }))
    .nullish(),
});
export type DatadogMonitor = z.infer<typeof monitor>;

const percentage = z.number().nullish();
const state = z.string().nullish();

const objective = z.object({
  id: z.string(),
  attributes: z.object({
    name: z.string(),
    all_tags: z.array(z.string()).nullish(),
    timeframe: z.string().nullish(),
    target_threshold: percentage,
    thresholds: z.array(z.object({ timeframe: z.string(), target: z.number() })).nullish(),
    /** One for each window that it has a target for. */
    overall_status: z
      .array(
        z.object({
          timeframe: z.string().nullish(),
          target: percentage,
          /** What is measured, in percent. */
          status: percentage,
          error_budget_remaining: percentage,
          state,
          error: z.string().nullish(),
        }),
      )
      .nullish(),
  }),
});
export type DatadogObjective = z.infer<typeof objective>;

const objectivesPage = z.object({
  data: z.object({ attributes: z.object({ slos: z.array(z.object({ data: objective })).nullish() }) }),
  meta: z.object({ pagination: z.object({ total: z.int() }) }),
});

/** Entries of a page: a thousand monitors with long messages can be more than is read of one answer. */
const MONITORS = 250;
const OBJECTIVES = 100;

/**
 * Monitors of the whole account, or those with a tag. How many there are is not told: the last page is the first
 * that is not full.
 */
export async function listMonitors(
  caller: Caller,
  signal: AbortSignal,
  tag?: string,
): Promise<readonly DatadogMonitor[]> {
  const found = new Map<number, DatadogMonitor>();
  for (let page = 0; ; page++) {
    const query = { page, page_size: MONITORS, monitor_tags: tag, with_downtimes: true };
    const { value } = await caller.ask({ path: '/api/v1/monitor', query, schema: z.array(monitor), signal });
    for (const one of value) found.set(one.id, one);
    if (value.length < MONITORS) return [...found.values()];
  }
}

/** Objectives with their status, of the whole account or those that a search finds; as many as are said to be there. */
export async function listObjectives(
  caller: Caller,
  signal: AbortSignal,
  search?: string,
): Promise<readonly DatadogObjective[]> {
  const found = new Map<string, DatadogObjective>();
  for (let page = 0; ; page++) {
    const query = { 'page[number]': page, 'page[size]': OBJECTIVES, query: search };
    const asked = { path: '/api/v1/slo/search', query, schema: objectivesPage, signal };
    const { data, meta } = (await caller.ask(asked)).value;
    const slos = data.attributes.slos ?? [];
    for (const one of slos) found.set(one.data.id, one.data);
    const { total } = meta.pagination;
    if (found.size >= total) return [...found.values()];
    if (slos.length === 0)
      throw new ExternalServiceError(
        'Datadog',
        `Datadog says that it has ${total} objectives and tells ${found.size}`,
      );
  }
}
