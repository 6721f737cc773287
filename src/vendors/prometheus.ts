import { type Context, Hono } from 'hono';
import type { StandIn } from './vendor.ts';

/** A Prometheus server, in its own words. It computes nothing: what a query gives is written down. */
export interface PrometheusContents {
  /** Absent = anybody may ask. Either `Bearer …` or `Basic …`. */
  readonly authorization?: string;
  /** By the text of the query; of any other nothing is measured. */
  readonly queries?: Readonly<Record<string, QueryResult>>;
  readonly rules?: readonly {
    readonly name: string;
    readonly type?: 'alerting' | 'recording';
    readonly labels?: Readonly<Record<string, string>>;
    readonly state?: 'inactive' | 'pending' | 'firing';
    readonly health?: 'ok' | 'err' | 'unknown';
  }[];
  /** Told with every answer, as where Thanos could not ask all of its stores. */
  readonly warnings?: readonly string[];
}

type QueryResult =
  /** Series with their values: `NaN` and `+Inf` are values too. */
  | readonly (readonly [labels: Readonly<Record<string, string>>, value: string])[]
  | { readonly scalar: string }
  | { readonly matrix: readonly unknown[] }
  | { readonly status: 400 | 422 | 503; readonly errorType: string; readonly error: string };

/**
 * Prometheus' HTTP API, as far as it is read: instant queries and rules.
 * After https://github.com/prometheus/prometheus/blob/main/docs/querying/api.md.
 */
export const prometheus: StandIn<PrometheusContents> = {
  name: 'prometheus',
  api: (contents, clock) => {
    const app = new Hono();
    app.use(async (context, next) => {
      const { authorization } = contents;
      if (authorization !== undefined && context.req.header('authorization') !== authorization)
        return context.text('Unauthorized', 401);
      await next();
      return undefined;
    });
    app.get('/api/v1/query', (context) => {
      const text = context.req.query('query');
      if (!text)
        return failed(
          context,
          400,
          'bad_data',
          'invalid parameter "query": unknown position: parse error: no expression found in input',
        );
      const found = contents.queries?.[text] ?? [];
      if ('error' in found) return failed(context, found.status, found.errorType, found.error);
      return succeeded(context, contents, resultOf(found, clock.now() / 1000));
    });
    app.get('/api/v1/rules', (context) => {
      const isWanted = context.req.query('type') === 'alert' ? 'alerting' : undefined;
      const rules = (contents.rules ?? []).map(ruleOf).filter(({ type }) => type === (isWanted ?? type));
      const group = { name: 'example', file: '/rules.yaml', interval: 60, limit: 0, rules };
      return succeeded(context, contents, { groups: [group] });
    });
    app.notFound((context) => context.text('404 page not found', 404));
    return app;
  },
};

function resultOf(found: Exclude<QueryResult, { readonly error: string }>, now: number) {
  if ('scalar' in found) return { resultType: 'scalar', result: [now, found.scalar] };
  if ('matrix' in found) return { resultType: 'matrix', result: found.matrix };
  return {
    resultType: 'vector',
    result: found.map(([metric, value]) => ({ metric, value: [now, value] })),
  };
}

function ruleOf(rule: NonNullable<PrometheusContents['rules']>[number]) {
  const { name, type = 'alerting', labels = {}, state = 'inactive', health = 'ok' } = rule;
  const common = { name, query: 'up == 0', labels, health, evaluationTime: 0.0003, type };
  if (type === 'recording') return common;
  return { ...common, state, duration: 600, keepFiringFor: 0, annotations: {}, alerts: [] };
}

function succeeded(context: Context, { warnings }: PrometheusContents, data: unknown) {
  return context.json({ status: 'success', data, ...(warnings === undefined ? {} : { warnings }) });
}

function failed(context: Context, status: 400 | 422 | 503, errorType: string, error: string) {
  return context.json({ status: 'error', errorType, error }, status);
}
