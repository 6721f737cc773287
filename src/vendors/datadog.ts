import { type Context, Hono } from 'hono';
import type { StandIn } from './vendor.ts';

/** An organisation of Datadog, in its own words. What is left out has a usual value. */
export interface DatadogContents {
  /** Defaults: `dd-api` and `dd-app`. */
  readonly api_key?: string;
  readonly app_key?: string;
  readonly monitors?: readonly {
    readonly id: number;
    readonly name?: string;
    readonly type?: string;
    readonly tags?: readonly string[];
    readonly overall_state?: string;
    readonly silenced?: Readonly<Record<string, number | null>>;
    readonly matching_downtimes?: readonly { readonly active: boolean; readonly scope: readonly string[] }[];
  }[];
  readonly slos?: readonly {
    readonly id: string;
    readonly name?: string;
    readonly tags?: readonly string[];
    /** Default: a target of 99.9 over 30 days that is kept. */
    readonly overall_status?: readonly Partial<Status>[];
  }[];
}

interface Status {
  readonly timeframe: string;
  readonly target: number;
  readonly status: number | null;
  readonly error_budget_remaining: number | null;
  readonly state: 'breached' | 'warning' | 'ok' | 'no_data';
  readonly error: string | null;
}

/**
 * Datadog's API v1, as far as it is read: monitors by page and tag, and the search of objectives with their status.
 * After https://github.com/DataDog/datadog-api-client-typescript (its models, and the answers recorded by its tests).
 */
export const datadog: StandIn<DatadogContents> = {
  name: 'datadog',
  api: (contents) => {
    const app = new Hono();
    app.use(async (context, next) => {
      const { api_key = 'dd-api', app_key = 'dd-app' } = contents;
      const isApi = context.req.header('dd-api-key') === api_key;
      const isApp = context.req.header('dd-application-key') === app_key;
      if (!isApi || !isApp) return context.json({ errors: ['Forbidden'] }, 403);
      await next();
      return undefined;
    });
    app.get('/api/v1/monitor', (context) => {
      const wanted = context.req.query('monitor_tags')?.split(',') ?? [];
      const found = (contents.monitors ?? []).filter(({ tags = [] }) =>
        wanted.every((tag) => tags.includes(tag)),
      );
      return context.json(pageOf(context, found).map(monitorOf));
    });
    app.get('/api/v1/slo/search', (context) => searchAnswer(context, contents));
    app.notFound((context) => context.json({ errors: ['Not found'] }, 404));
    return app;
  },
};

/** Without `page` all are told at once. */
function pageOf<T>(context: Context, all: readonly T[]): readonly T[] {
  const page = context.req.query('page');
  if (page === undefined) return all;
  const size = Number(context.req.query('page_size') ?? 100);
  return all.slice(Number(page) * size, (Number(page) + 1) * size);
}

function monitorOf(monitor: NonNullable<DatadogContents['monitors']>[number]) {
  const { id, name = `Monitor ${id}`, type = 'query alert', tags = [], overall_state = 'OK' } = monitor;
  return {
    ...{ id, org_id: 321813, type, name, message: '', tags, overall_state },
    query: 'avg(last_1m):avg:system.load.1{*} > 0.2',
    options: { thresholds: { critical: 0.2 }, notify_no_data: false, silenced: monitor.silenced ?? {} },
    ...{ multi: false, deleted: null, priority: null, created: '2021-05-03T13:03:44.905085+00:00' },
    matching_downtimes: monitor.matching_downtimes ?? [],
  };
}

/** Finds by a tag or by a part of the name, as the search box does. */
function searchAnswer(context: Context, { slos = [] }: DatadogContents) {
  const query = context.req.query('query') ?? '';
  const size = Number(context.req.query('page[size]') ?? 10);
  const number = Number(context.req.query('page[number]') ?? 0);
  const found = slos.filter(
    ({ id, name = id, tags = [] }) => query === '' || name.includes(query) || tags.includes(query),
  );
  const page = found.slice(number * size, (number + 1) * size);
  return context.json({
    data: {
      type: 'service_level_objective_search_results',
      attributes: { slos: page.map((slo) => ({ data: sloOf(slo) })) },
    },
    meta: { pagination: { type: 'number_size', number, size, total: found.length } },
  });
}

function sloOf({ id, name = id, tags = [], overall_status }: NonNullable<DatadogContents['slos']>[number]) {
  const statuses = (overall_status ?? [{}]).map(
    (told): Status => ({
      ...{ timeframe: '30d', target: 99.9, status: 99.95, error_budget_remaining: 50, state: 'ok' },
      ...{ error: null, ...told },
    }),
  );
  return {
    id,
    type: 'slo',
    attributes: {
      ...{ name, description: null, slo_type: 'metric', all_tags: tags },
      service_tags: tags.filter((tag) => tag.startsWith('service:')),
      thresholds: statuses.map(({ timeframe, target }) => ({ timeframe, target })),
      timeframe: statuses[0]?.timeframe,
      target_threshold: statuses[0]?.target,
      overall_status: statuses,
    },
  };
}
