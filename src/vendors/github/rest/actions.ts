/** Workflows and their runs: https://docs.github.com/en/rest/actions/workflow-runs */
import type { GithubContents } from '../contents.ts';
import { addressOf, CREATED, commitsOf, defaultBranchOf, nodeId, numberOf, workflowsOf } from '../derived.ts';
import type { GithubRepository, GithubRun } from '../repository.ts';
import { minimalRepositoryJson, repositoryUrl } from './json.ts';

export function workflowJson(
  repository: GithubRepository,
  { id, name, path, state }: ReturnType<typeof workflowsOf>[number],
): object {
  return {
    id,
    node_id: nodeId('W', `${repository.name} ${name}`),
    name,
    path,
    state,
    created_at: CREATED,
    updated_at: CREATED,
    url: `${repositoryUrl(repository)}/actions/workflows/${id}`,
    html_url: `${addressOf(repository)}/blob/${defaultBranchOf(repository)}/${path}`,
    badge_url: `${addressOf(repository)}/workflows/${encodeURIComponent(name)}/badge.svg`,
  };
}

export interface RunQuery {
  readonly branch?: string;
  readonly event?: string;
  /** A status, or a conclusion. */
  readonly status?: string;
  /** `>=2026-01-01`, `2026-01-01..2026-01-31` */
  readonly created?: string;
}

/** Newest first. */
export function runsOf(repository: GithubRepository, { branch, event, status, created }: RunQuery) {
  return (repository.runs ?? []).filter(
    (run) =>
      (branch === undefined || (run.branch ?? defaultBranchOf(repository)) === branch) &&
      (event === undefined || (run.event ?? 'push') === event) &&
      (status === undefined || status === statusOf(run) || status === run.conclusion) &&
      (created === undefined || isCreated(run, created)),
  );
}

function isCreated({ startedAt }: GithubRun, created: string): boolean {
  const at = Date.parse(startedAt);
  const [, sign = '', bound = ''] = /^(>=|>|<=|<)?(.*)$/.exec(created) ?? [];
  const [from = '', to] = bound.split('..');
  if (to !== undefined) return at >= Date.parse(from) && at <= Date.parse(to);
  return sign.startsWith('<') ? at <= Date.parse(from) : at >= Date.parse(from);
}

function statusOf({ conclusion }: GithubRun): 'in_progress' | 'completed' {
  return conclusion === null ? 'in_progress' : 'completed';
}

export function runJson(repository: GithubRepository, run: GithubRun, contents: GithubContents): object {
  const id = numberOf(`${repository.name} run ${run.workflow} ${run.startedAt}`);
  const workflow = workflowsOf(repository).find(({ name }) => name === run.workflow);
  const workflowId = workflow?.id ?? numberOf(`${repository.name} workflow ${run.workflow}`);
  const sha = run.oid ?? commitsOf(repository)[0]?.oid ?? '';
  const url = `${repositoryUrl(repository)}/actions/runs/${id}`;
  const place = repository.runs?.indexOf(run) ?? 0;
  const home = minimalRepositoryJson(repository, contents);
  return {
    id,
    node_id: nodeId('WFR', String(id)),
    name: run.workflow,
    display_title: run.workflow,
    head_branch: run.branch ?? defaultBranchOf(repository),
    head_sha: sha,
    path: workflow?.path ?? '.github/workflows/gone.yml',
    run_number: (repository.runs?.length ?? 1) - place,
    run_attempt: 1,
    event: run.event ?? 'push',
    status: statusOf(run),
    conclusion: run.conclusion,
    workflow_id: workflowId,
    check_suite_id: id,
    check_suite_node_id: nodeId('CS', String(id)),
    created_at: run.startedAt,
    run_started_at: run.startedAt,
    updated_at: run.updatedAt ?? run.startedAt,
    url,
    html_url: `${addressOf(repository)}/actions/runs/${id}`,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repositoryUrl(repository)}/check-suites/${id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${repositoryUrl(repository)}/actions/workflows/${workflowId}`,
    pull_requests: [],
    head_commit: null,
    repository: home,
    head_repository: home,
  };
}
