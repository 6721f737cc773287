import type { GithubContents } from '../contents.ts';
import { addressOf, commitsOf, defaultBranchOf, nodeId, numberOf, workflowsOf } from '../derived.ts';
import type { GithubRepository, GithubRun } from '../repository.ts';
import { commitNode, refNode } from './refs.ts';

/** Oldest first, as GitHub lists suites: each run of a workflow for this commit is one. */
export function runsFor(repository: GithubRepository, oid: string): readonly GithubRun[] {
  const [newest] = commitsOf(repository);
  return (repository.runs ?? []).filter((run) => (run.oid ?? newest?.oid) === oid).toReversed();
}

export function suiteNode(repository: GithubRepository, run: GithubRun, contents: GithubContents): object {
  const home = `${repository.name} run ${run.workflow} ${run.startedAt}`;
  const updatedAt = run.updatedAt ?? run.startedAt;
  const commit = commitsOf(repository).find(({ oid }) => oid === run.oid) ?? commitsOf(repository)[0];
  return {
    id: nodeId('CS', home),
    status: run.conclusion === null ? 'IN_PROGRESS' : 'COMPLETED',
    conclusion: run.conclusion?.toUpperCase() ?? null,
    createdAt: run.startedAt,
    updatedAt,
    url: `${addressOf(repository)}/commit/${commit?.oid}/checks`,
    branch: () => refNode(repository, run.branch ?? defaultBranchOf(repository), contents),
    commit: () => commit && commitNode(repository, commit, contents),
    app: {
      id: nodeId('A', 'github-actions'),
      name: 'GitHub Actions',
      slug: 'github-actions',
      databaseId: 15_368,
    },
    workflowRun: {
      id: nodeId('WFR', home),
      databaseId: numberOf(home),
      createdAt: run.startedAt,
      updatedAt,
      event: run.event ?? 'push',
      runNumber: (repository.runs?.length ?? 1) - (repository.runs?.indexOf(run) ?? 0),
      url: `${addressOf(repository)}/actions/runs/${numberOf(home)}`,
      workflow: workflowNode(repository, run.workflow),
    },
  };
}

function workflowNode(repository: GithubRepository, name: string): object {
  const workflow = workflowsOf(repository).find((one) => one.name === name);
  const file = workflow?.path.split('/').at(-1) ?? 'gone.yml';
  return {
    id: nodeId('W', `${repository.name} ${name}`),
    databaseId: workflow?.id ?? numberOf(`${repository.name} workflow ${name}`),
    name,
    state: (workflow?.state ?? 'active').toUpperCase(),
    url: `${addressOf(repository)}/actions/workflows/${file}`,
  };
}
