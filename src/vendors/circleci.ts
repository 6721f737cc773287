import { type Context, Hono } from 'hono';
import type { StandIn } from './vendor.ts';

/** What CircleCI holds, in its own words. What is left out has a usual value. */
export interface CircleCIContents {
  /** Default: `circle-token`. */
  readonly token?: string;
  /** Slugs of the organisations of the token's user: `gh/acme`. */
  readonly collaborations?: readonly string[];
  readonly projects: readonly CircleCIProject[];
}

export interface CircleCIProject {
  /** `gh/acme/shop` */
  readonly slug: string;
  /** Default: `main`. */
  readonly default_branch?: string;
  /** Newest first. */
  readonly pipelines?: readonly CircleCIPipeline[];
  /** What Insights counted of the default branch in 30 days. */
  readonly insights?: readonly {
    readonly name: string;
    readonly successful_runs: number;
    readonly failed_runs: number;
  }[];
}

export interface CircleCIPipeline {
  readonly id: string;
  readonly number?: number;
  /** Default: `created`. */
  readonly state?: 'created' | 'errored' | 'setup-pending' | 'setup' | 'pending';
  /** Default: the project's. */
  readonly branch?: string;
  readonly revision?: string;
  readonly created_at: string;
  readonly workflows?: readonly {
    readonly name: string;
    readonly status: string;
    /** Default: the pipeline's. */
    readonly created_at?: string;
    readonly stopped_at?: string | null;
  }[];
}

/** Entries of a page. */
const PAGE = 20;

/**
 * CircleCI's API v2, as far as it is read: projects, pipelines, workflows and Insights, with its page tokens.
 * After https://circleci.com/docs/api/v2/openapi.json.
 */
export const circleci: StandIn<CircleCIContents> = {
  name: 'circleci',
  api: (contents) => {
    const app = new Hono().basePath('/api/v2');
    app.use(async (context, next) => {
      if (context.req.header('circle-token') !== (contents.token ?? 'circle-token'))
        return context.json({ message: 'You must log in first.' }, 401);
      await next();
      return undefined;
    });
    app.get('/me/collaborations', (context) =>
      context.json(
        (contents.collaborations ?? []).map((slug) => {
          const [vcs_type = '', name = ''] = slug.split('/');
          return { id: `id-of-${name}`, vcs_type, name, slug, avatar_url: null };
        }),
      ),
    );
    const withProject = (context: Context, shown: (project: CircleCIProject) => Response) => {
      const slug = ['vcs', 'organisation', 'name'].map((key) => context.req.param(key)).join('/');
      const project = contents.projects.find((one) => one.slug === slug);
      return project === undefined ? context.json({ message: 'Project not found' }, 404) : shown(project);
    };
    const SLUG = ':vcs/:organisation/:name';
    app.get(`/project/${SLUG}`, (context) =>
      withProject(context, (project) => context.json(projectShown(project))),
    );
    app.get(`/project/${SLUG}/pipeline`, (context) =>
      withProject(context, (project) => {
        const { pipelines = [], default_branch = 'main' } = project;
        const wanted = context.req.query('branch');
        const chosen = pipelines.filter(
          ({ branch = default_branch }) => wanted === undefined || branch === wanted,
        );
        return pageOf(
          context,
          chosen.map((pipeline) => pipelineShown(pipeline, project)),
        );
      }),
    );
    app.get('/pipeline/:id/workflow', (context) => {
      const all = contents.projects.flatMap(({ pipelines = [] }) => pipelines);
      const pipeline = all.find(({ id }) => id === context.req.param('id'));
      if (pipeline === undefined) return context.json({ message: 'Pipeline not found' }, 404);
      return pageOf(context, workflowsShown(pipeline));
    });
    app.get(`/insights/${SLUG}/workflows`, (context) =>
      withProject(context, ({ insights = [], default_branch = 'main' }) => {
        const isAsked = (context.req.query('branch') ?? default_branch) === default_branch;
        return pageOf(context, isAsked ? insights.map(metricsShown) : []);
      }),
    );
    app.notFound((context) => context.json({ message: 'Not found' }, 404));
    return app;
  },
};

function projectShown({ slug, default_branch = 'main' }: CircleCIProject) {
  const [vcs, organization_name = '', name = ''] = slug.split('/');
  const vcs_url = `https://github.com/${organization_name}/${name}`;
  const provider = vcs === 'bb' ? 'Bitbucket' : 'GitHub';
  return { slug, name, organization_name, vcs_info: { vcs_url, provider, default_branch } };
}

function pipelineShown(pipeline: CircleCIPipeline, { slug, default_branch = 'main' }: CircleCIProject) {
  const {
    id,
    number = 1,
    state = 'created',
    branch = default_branch,
    revision = 'c1',
    created_at,
  } = pipeline;
  return {
    ...{ id, number, state, project_slug: slug, created_at, updated_at: created_at, errors: [] },
    vcs: { branch, revision, provider_name: 'GitHub' },
    trigger: { type: 'webhook', received_at: created_at, actor: { login: 'ana', avatar_url: null } },
  };
}

function workflowsShown({ id, number = 1, created_at, workflows = [] }: CircleCIPipeline) {
  return workflows.map((workflow, place) => ({
    ...{ id: `${id}-${place}`, pipeline_id: id, pipeline_number: number, created_at, stopped_at: null },
    ...workflow,
  }));
}

function metricsShown({
  name,
  successful_runs,
  failed_runs,
}: NonNullable<CircleCIProject['insights']>[number]) {
  const total_runs = successful_runs + failed_runs;
  const success_rate = total_runs === 0 ? 0 : successful_runs / total_runs;
  return {
    name,
    metrics: { total_runs, successful_runs, failed_runs, success_rate, throughput: 1, mttr: 0 },
  };
}

function pageOf(context: Context, all: readonly unknown[]) {
  const from = Number(context.req.query('page-token') ?? 0);
  const next = from + PAGE;
  return context.json({
    items: all.slice(from, next),
    next_page_token: next < all.length ? String(next) : null,
  });
}
