/**
 * What is read of CircleCI's API v2, in its own words. https://circleci.com/docs/api/v2/index.html, described by
 * https://circleci.com/docs/api/v2/openapi.json
 */
import { z } from 'zod';
import type { Caller, Question } from '../calling/caller.ts';

const moment = z.iso.datetime({ offset: true });

const project = z.object({ vcs_info: z.object({ default_branch: z.string().nullish() }).nullish() });

const pipeline = z.object({
  id: z.string(),
  number: z.int(),
  state: z.string(),
  project_slug: z.string().nullish(),
  created_at: moment,
  updated_at: moment.nullish(),
  vcs: z.object({ revision: z.string().nullish() }).nullish(),
});
export type Pipeline = z.infer<typeof pipeline>;

const workflow = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  created_at: moment,
  /** Null while it runs or waits. */
  stopped_at: moment.nullish(),
});
export type Workflow = z.infer<typeof workflow>;

const metrics = z.object({
  name: z.string(),
  metrics: z.object({ successful_runs: z.int(), failed_runs: z.int() }),
});
export type WorkflowMetrics = z.infer<typeof metrics>;

/** Undefined = it is not there, or the token may not see it. */
export async function findProject(caller: Caller, slug: string, signal: AbortSignal) {
  return (await caller.find({ path: `/api/v2/project/${pathOf(slug)}`, schema: project, signal }))?.value;
}

/** The newest twenty of a branch, newest first. */
export async function newestPipelines(caller: Caller, slug: string, branch: string, signal: AbortSignal) {
  const path = `/api/v2/project/${pathOf(slug)}/pipeline`;
  return (await caller.ask({ path, query: { branch }, schema: pageOf(pipeline), signal })).value.items;
}

export function listWorkflows(caller: Caller, id: string, signal: AbortSignal): Promise<readonly Workflow[]> {
  const path = `/api/v2/pipeline/${encodeURIComponent(id)}/workflow`;
  return allPages(caller, { path, signal }, workflow);
}

/** Of the last 30 days; the last 24 hours may not be among them. */
export function listMetrics(
  caller: Caller,
  slug: string,
  branch: string,
  signal: AbortSignal,
): Promise<readonly WorkflowMetrics[]> {
  const path = `/api/v2/insights/${pathOf(slug)}/workflows`;
  return allPages(caller, { path, query: { branch, 'reporting-window': 'last-30-days' }, signal }, metrics);
}

/** Slugs of the organisations that the token's user belongs to: `gh/acme`, `circleci/UUID`. */
export async function listOrganisations(caller: Caller, signal: AbortSignal): Promise<readonly string[]> {
  const schema = z.array(z.object({ slug: z.string().nullish() }));
  const { value } = await caller.ask({ path: '/api/v2/me/collaborations', schema, signal });
  return value.flatMap(({ slug }) => slug ?? []);
}

function pageOf<Entry>(entry: z.ZodType<Entry>) {
  return z.object({ items: z.array(entry), next_page_token: z.string().nullish() });
}

/** One page that fails fails them all. */
async function allPages<Entry>(
  caller: Caller,
  question: Pick<Question<unknown>, 'path' | 'query' | 'signal'>,
  entry: z.ZodType<Entry>,
): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (let token: string | undefined; ; ) {
    const query = { ...question.query, 'page-token': token };
    const { items, next_page_token } = (await caller.ask({ ...question, query, schema: pageOf(entry) }))
      .value;
    entries.push(...items);
    token = next_page_token || undefined;
    if (token === undefined) return entries;
  }
}

function pathOf(slug: string): string {
  return slug.split('/').map(encodeURIComponent).join('/');
}
