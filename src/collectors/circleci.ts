import { z } from 'zod';
import type { Service } from '../domain/catalog.ts';
import { ExternalServiceError } from '../domain/errors.ts';
import { type Duration, HOUR, MINUTE } from '../domain/instant.ts';
import type { ci as ciNamespace } from '../facts/ci.ts';
import type { FactsOf } from '../facts/namespace.ts';
import { absence } from './calling/absence.ts';
import { type Caller, createCaller } from './calling/caller.ts';
import { createSharedReading, type Reading } from './calling/shared-reading.ts';
import {
  findProject,
  listMetrics,
  listOrganisations,
  listWorkflows,
  newestPipelines,
  type WorkflowMetrics,
} from './circleci/api.ts';
import { lastRunFacts, type Run, runOf } from './circleci/runs.ts';
import { type Answer, defineCollector } from './collector.ts';
import { whereabouts } from './repositories/whereabouts.ts';

const PROJECT_SLUG = 'circleci.com/project-slug';
const HOSTS: Readonly<Record<string, string>> = { 'github.com': 'gh', 'bitbucket.org': 'bb' };

const FIELDS = ['part_of_monorepo', 'providers', 'pipelines', 'passing', 'last_run', 'success_rate'];

/** Services are linked by the annotation of CircleCI's Backstage plugin, or by their repository. */
export const circleci = defineCollector({
  name: 'circleci',
  vendor: 'CircleCI',
  summary:
    'Workflows, the newest run on the default branch, and how many passed in 30 days, of the whole repository. Services ' +
    'are linked by their repository on GitHub or Bitbucket, or by `circleci.com/project-slug`.',
  fills: FIELDS.map((field) => `ci.${field}`),
  interval: 2 * HOUR,
  maxAge: 12 * HOUR,
  timeout: MINUTE,
  settings: z.strictObject({
    /** Where people read runs. */
    pages: z.url().default('https://app.circleci.com'),
  }),
  secrets: z.object({
    CIRCLECI_TOKEN: z.string(),
    CIRCLECI_API_URL: z.url().default('https://circleci.com'),
  }),
  open: ({ secrets, clock, wait }) => {
    const caller = createCaller({
      vendor: 'CircleCI',
      baseUrl: secrets.CIRCLECI_API_URL,
      headers: { 'circle-token': secrets.CIRCLECI_TOKEN },
      needs: 'a personal API token of a member of the organisation (project tokens do not do)',
      clock,
      wait,
    });
    const read = (signal: AbortSignal) => listOrganisations(caller, signal);
    return { caller, organisations: createSharedReading({ clock, youngFor: YOUNG_FOR, read }) };
  },
  budget: ({ caller }) => caller.budget(),
  collect: async (service, { shared, settings, signal }) => {
    const slug = slugOf(service);
    if (slug === undefined)
      return { ci: absence(`${NOT_LINKED}: add \`${PROJECT_SLUG}\` to ${service.id} in the catalog`) };
    return { ci: await tell(slug, { ...shared, ...settings, service, signal }) };
  },
});

const YOUNG_FOR: Duration = 10 * MINUTE;
const NOT_LINKED = 'not linked to CI/CD';

/** `gh/acme/shop`, as in the address of its page; in other organisations `circleci/UUID/UUID`. */
function slugOf(service: Service): string | undefined {
  const written = service.annotations[PROJECT_SLUG]?.trim();
  if (written) return written.replace(/^github\//, 'gh/').replace(/^bitbucket\//, 'bb/');
  const [place] = whereabouts(service);
  const host = place && HOSTS[place.host];
  return place === undefined || host === undefined ? undefined : `${host}/${place.owner}/${place.name}`;
}

interface Telling {
  readonly caller: Caller;
  readonly organisations: (signal: AbortSignal) => Promise<Reading<readonly string[]>>;
  readonly service: Service;
  /** Address of the site. */
  readonly pages: string;
  readonly signal: AbortSignal;
}

async function tell(slug: string, telling: Telling): Promise<Answer> {
  const { caller, service, pages, signal } = telling;
  const project = await findProject(caller, slug, signal);
  if (project === undefined) {
    await mustBeVisible(slug, telling);
    return absence(
      `${NOT_LINKED}: CircleCI has no project ${slug}: set it up there, or correct \`${PROJECT_SLUG}\` of ${service.id}`,
    );
  }
  const branch = project.vcs_info?.default_branch;
  if (!branch)
    return {
      value: {},
      unreadable: [{ path: '', reason: `CircleCI does not say which branch of ${slug} is the default` }],
    };
  const [{ newest, decided }, metrics] = await Promise.all([
    newestRuns(caller, slug, branch, signal),
    metricsOf(caller, slug, branch, signal),
  ]);
  if (newest === undefined)
    return absence(`CircleCI has not run ${branch} of ${slug} lately: let it build that branch`);
  return answer(newest, decided, metrics, {
    branch,
    url: pageOf(pages, slug, newest),
    isPart: service.repos.some(({ paths }) => paths.length > 0),
  });
}

/** Projects that are not shown to us are 404 too: only of an organisation that is ours does it prove anything. */
async function mustBeVisible(slug: string, { organisations, signal }: Telling): Promise<void> {
  const organisation = slug.split('/').slice(0, 2).join('/');
  const { value: ours } = await organisations(signal);
  if (ours.some((one) => one.toLowerCase() === organisation.toLowerCase())) return;
  throw new ExternalServiceError(
    'CircleCI',
    `CircleCI does not show our token the organisation ${organisation}`,
  );
}

/** So far back it is looked for a run that has ended. */
const MOST_RUNS = 10;

/** The newest run, and the newest of which it is decided whether it passed. */
async function newestRuns(caller: Caller, slug: string, branch: string, signal: AbortSignal) {
  let newest: Run | undefined;
  for (const pipeline of (await newestPipelines(caller, slug, branch, signal)).slice(0, MOST_RUNS)) {
    const run = runOf(pipeline, await listWorkflows(caller, pipeline.id, signal));
    newest ??= run;
    if (run?.passed !== undefined) return { newest, decided: run };
  }
  return { newest, decided: undefined };
}

/** Without Insights the rest is known: a reason instead. */
async function metricsOf(
  caller: Caller,
  slug: string,
  branch: string,
  signal: AbortSignal,
): Promise<readonly WorkflowMetrics[] | string> {
  try {
    return await listMetrics(caller, slug, branch, signal);
  } catch (error) {
    if (!(error instanceof ExternalServiceError) || error.notBefore !== undefined) throw error;
    return `Insights: ${error.message}`;
  }
}

function answer(
  newest: Run,
  decided: Run | undefined,
  metrics: readonly WorkflowMetrics[] | string,
  { branch, url, isPart }: { readonly branch: string; readonly url: string; readonly isPart: boolean },
): Answer {
  const known = typeof metrics === 'string' ? [] : metrics;
  const names = [...newest.workflows, ...(decided?.workflows ?? []), ...known].map(({ name }) => name);
  const rate = rateOf(known);
  const value = {
    part_of_monorepo: isPart,
    providers: ['circleci'],
    pipelines: [...new Set(names)].toSorted(),
    passing: decided?.passed,
    last_run: lastRunFacts(newest, url),
    success_rate: rate,
  } satisfies FactsOf<typeof ciNamespace>;
  const open = { path: 'passing', reason: `no run of ${branch} has ended lately` };
  const untold = typeof metrics === 'string' ? [{ path: 'success_rate', reason: metrics }] : [];
  const none = { path: 'success_rate', reason: `no run of ${branch} ended in the last 30 days` };
  return {
    value,
    unreadable: decided === undefined ? [open, ...untold] : untold,
    absent: rate === undefined && typeof metrics !== 'string' ? [none] : [],
  };
}

/** Over all workflows; cancelled runs neither pass nor fail. */
function rateOf(metrics: readonly WorkflowMetrics[]): number | undefined {
  const passed = metrics.reduce((sum, one) => sum + one.metrics.successful_runs, 0);
  const failed = metrics.reduce((sum, one) => sum + one.metrics.failed_runs, 0);
  return passed + failed === 0 ? undefined : Math.round((1_000 * passed) / (passed + failed)) / 10;
}

function pageOf(site: string, slug: string, { pipeline }: Run): string {
  const long = slug.replace(/^gh\//, 'github/').replace(/^bb\//, 'bitbucket/');
  return `${site.replace(/\/+$/, '')}/pipelines/${long}/${pipeline.number}`;
}
