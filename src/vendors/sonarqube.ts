import { type Context, Hono } from 'hono';
import type { StandIn } from './vendor.ts';

/** What a SonarQube holds, in its own words. What is left out has a usual value. */
export interface SonarQubeContents {
  /** Default: `sonar-token`. */
  readonly token?: string;
  readonly projects: readonly SonarQubeProject[];
}

export interface SonarQubeProject {
  readonly key: string;
  /** The token's user may not browse it. */
  readonly forbidden?: boolean;
  /** Values of metrics as text; those that begin with `new_` are of new code. */
  readonly measures?: Readonly<Record<string, string>>;
  /** Of the main branch, newest first. */
  readonly analyses?: readonly { readonly date: string; readonly revision?: string }[];
}

/**
 * SonarQube's Web API, as far as it is read: measures of a project, and its analyses with their page numbers.
 * After the examples in https://github.com/SonarSource/sonarqube (server/sonar-webserver-webapi/src/main/resources).
 */
export const sonarqube: StandIn<SonarQubeContents> = {
  name: 'sonarqube',
  api: (contents) => {
    const { token = 'sonar-token' } = contents;
    const accepted = [`Bearer ${token}`, `Basic ${Buffer.from(`${token}:`).toString('base64')}`];
    const app = new Hono();
    app.use(async (context, next) => {
      // A wrong token is refused without a word.
      if (!accepted.includes(context.req.header('authorization') ?? '')) return context.body(null, 401);
      await next();
      return undefined;
    });
    app.get('/api/measures/component', (context) =>
      ofProject(context, contents, 'component', 'Component key', ({ key, measures = {} }) => {
        const wanted = context.req.query('metricKeys')?.split(',') ?? [];
        const known = Object.entries(measures).filter(([metric]) => wanted.includes(metric));
        return { component: { key, name: key, qualifier: 'TRK', measures: known.map(measureShown) } };
      }),
    );
    app.get('/api/project_analyses/search', (context) =>
      ofProject(context, contents, 'project', 'Project', ({ analyses = [] }) => {
        const pageIndex = Number(context.req.query('p') ?? 1);
        const pageSize = Math.min(Number(context.req.query('ps') ?? 100), 500);
        const page = analyses.slice((pageIndex - 1) * pageSize, pageIndex * pageSize);
        return {
          paging: { pageIndex, pageSize, total: analyses.length },
          analyses: page.map((analysis, place) => ({ key: `A${place}`, ...analysis, events: [] })),
        };
      }),
    );
    app.notFound((context) => context.json({ errors: [{ msg: `Unknown url : ${context.req.path}` }] }, 404));
    return app;
  },
};

function ofProject(
  context: Context,
  { projects }: SonarQubeContents,
  parameter: string,
  noun: string,
  shown: (project: SonarQubeProject) => object,
) {
  const key = context.req.query(parameter);
  if (key === undefined)
    return context.json({ errors: [{ msg: `The '${parameter}' parameter is missing` }] }, 400);
  const project = projects.find((one) => one.key === key);
  if (project === undefined) return context.json({ errors: [{ msg: `${noun} '${key}' not found` }] }, 404);
  if (project.forbidden === true) return context.json({ errors: [{ msg: 'Insufficient privileges' }] }, 403);
  return context.json(shown(project));
}

function measureShown([metric, value]: readonly [string, string]) {
  const isOfNewCode = metric.startsWith('new_');
  return isOfNewCode ? { metric, period: { value, bestValue: false } } : { metric, value, bestValue: false };
}
