import { type Context, Hono } from 'hono';
import type { StandIn } from './vendor.ts';

/** What Snyk holds, in its own words. What is left out has a usual value. */
export interface SnykContents {
  /** Default: `snyk-token`. */
  readonly token?: string;
  /** Projects by the id of their organisation. */
  readonly organisations: Readonly<Record<string, readonly SnykProject[]>>;
}

export interface SnykProject {
  readonly id: string;
  /** `acme/shop:package.json` */
  readonly name: string;
  /** Default: `npm`. */
  readonly type?: string;
  /** Default: `active`. */
  readonly status?: 'active' | 'inactive';
  readonly target_file?: string;
  /** Default: the name before the colon, without an address. */
  readonly target?: { readonly id: string; readonly display_name: string; readonly url?: string };
  readonly issues?: readonly SnykIssue[];
}

export interface SnykIssue {
  readonly id: string;
  /** Default: `package_vulnerability`. */
  readonly type?: 'package_vulnerability' | 'license' | 'cloud' | 'code' | 'custom' | 'config';
  /** Default: `high`. */
  readonly effective_severity_level?: 'info' | 'low' | 'medium' | 'high' | 'critical';
  readonly status?: 'open' | 'resolved';
  readonly ignored?: boolean;
  readonly created_at: string;
  readonly is_upgradeable?: boolean;
  /** Of a finding in code. */
  readonly file?: string;
}

/**
 * Snyk's REST API, as far as it is read: projects with their targets, and issues, with cursors after JSON:API.
 * After https://docs.snyk.io/snyk-api/reference/projects and …/issues.
 */
export const snyk: StandIn<SnykContents> = {
  name: 'snyk',
  api: (contents) => {
    const app = new Hono().basePath('/rest');
    app.use(async (context, next) => {
      if (context.req.header('authorization') !== `token ${contents.token ?? 'snyk-token'}`)
        return failed(context, 401, 'Unauthorized');
      if (context.req.query('version') === undefined)
        return failed(context, 400, 'Missing required query parameter: version');
      await next();
      return undefined;
    });
    app.get('/orgs/:id/projects', (context) => {
      const projects = contents.organisations[context.req.param('id')];
      if (projects === undefined) return failed(context, 404, 'Organization not found');
      return pageOf(
        context,
        projects.map((project) => projectShown(project, context.req.query('expand') === 'target')),
      );
    });
    app.get('/orgs/:id/issues', (context) => {
      const projects = contents.organisations[context.req.param('id')];
      if (projects === undefined) return failed(context, 404, 'Organization not found');
      const { status, ignored, 'scan_item.id': item } = context.req.query();
      const issues = projects
        .filter(({ id }) => item === undefined || id === item)
        .flatMap(({ id, issues: all = [] }) => all.map((issue) => issueShown(issue, id)))
        .filter(({ attributes }) => status === undefined || attributes.status === status)
        .filter(({ attributes }) => ignored === undefined || String(attributes.ignored) === ignored);
      return pageOf(context, issues);
    });
    app.notFound((context) => failed(context, 404, 'Not found'));
    return app;
  },
};

function projectShown(project: SnykProject, isExpanded: boolean) {
  const { id, name, type = 'npm', status = 'active', target_file = '', target } = project;
  const display_name = target?.display_name ?? name.split(':', 1)[0] ?? name;
  const attributes = { display_name, url: target?.url ?? null };
  return {
    ...{ id, type: 'project' },
    attributes: {
      name,
      type,
      status,
      target_file,
      origin: 'github',
      created: '2024-01-01T00:00:00Z',
      settings: {},
    },
    relationships: {
      target: {
        data: {
          type: 'target',
          id: target?.id ?? `target-of-${display_name}`,
          ...(isExpanded ? { attributes } : {}),
        },
      },
    },
  };
}

function issueShown(issue: SnykIssue, project: string) {
  const { id, type = 'package_vulnerability', effective_severity_level = 'high', status = 'open' } = issue;
  const { ignored = false, created_at, is_upgradeable = false, file } = issue;
  const dependency = { dependency: { package_name: 'a-package', package_version: '1.0.0' } };
  const region = { start: { line: 1, column: 1 }, end: { line: 1, column: 9 } };
  const representations =
    type === 'code' ? (file === undefined ? [] : [{ sourceLocation: { file, region } }]) : [dependency];
  return {
    ...{ id, type: 'issue' },
    attributes: {
      ...{ type, effective_severity_level, status, ignored, created_at, updated_at: created_at },
      ...{ key: `SNYK-${id}`, title: 'Something is wrong' },
      coordinates: [{ is_upgradeable, is_fixable_upstream: false, is_fixable_snyk: false, representations }],
    },
    relationships: { scan_item: { data: { id: project, type: 'project' } } },
  };
}

/** `limit` and `starting_after` in; `links.next` leads on, and is not there at the end. */
function pageOf(context: Context, all: readonly { readonly id: string }[]) {
  const limit = Math.min(Number(context.req.query('limit') ?? 10), 100);
  const after = context.req.query('starting_after');
  const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const data = all.slice(from, from + limit);
  const { pathname, searchParams } = new URL(context.req.url);
  const query = new URLSearchParams(searchParams);
  query.set('starting_after', data.at(-1)?.id ?? '');
  const next = from + limit < all.length ? { next: `${pathname}?${query}` } : {};
  return answer(context, { data, links: { self: `${pathname}?${searchParams}`, ...next } }, 200);
}

function failed(context: Context, status: 400 | 401 | 404, detail: string) {
  return answer(context, { errors: [{ id: 'an-id', status: String(status), detail }] }, status);
}

function answer(context: Context, body: object, status: 200 | 400 | 401 | 404) {
  const text = JSON.stringify({ jsonapi: { version: '1.0' }, ...body });
  return context.body(text, status, { 'content-type': 'application/vnd.api+json' });
}
