import type { GithubContents } from '../contents.ts';
import { commitsOf, defaultBranchOf, nodeId, numberOf } from '../derived.ts';
import type { GithubDeployment, GithubRepository } from '../repository.ts';
import { userNode } from './organisation.ts';
import { connection, type PageArguments } from './pages.ts';
import { commitNode, refNode } from './refs.ts';

export function deploymentNode(
  repository: GithubRepository,
  deployment: GithubDeployment,
  contents: GithubContents,
) {
  const { environment, at } = deployment;
  const home = `${repository.name} deployment ${environment} ${at}`;
  const commit = commitsOf(repository).find(({ oid }) => oid === deployment.oid) ?? commitsOf(repository)[0];
  const statuses = statusesOf(deployment, home);
  return {
    id: nodeId('DE', home),
    databaseId: numberOf(home),
    environment,
    latestEnvironment: environment,
    originalEnvironment: environment,
    commitOid: deployment.oid ?? commit?.oid ?? '',
    commit: () => commit && commitNode(repository, commit, contents),
    createdAt: at,
    updatedAt: deployment.statusAt ?? at,
    state: stateOf(deployment),
    description: null,
    task: 'deploy',
    creator: userNode({ login: 'github-actions' }),
    ref: () => refNode(repository, defaultBranchOf(repository), contents),
    latestStatus: statuses[0] ?? null,
    statuses: (args: PageArguments) => connection(statuses, args, (one) => one),
  };
}

/** The deployment that succeeded last is `ACTIVE`; https://docs.github.com/en/graphql/reference/enums#deploymentstate */
function stateOf({ state = 'PENDING' }: GithubDeployment): string {
  return state === 'SUCCESS' ? 'ACTIVE' : state;
}

function statusesOf({ state, at, statusAt = at, environment, url }: GithubDeployment, home: string) {
  if (state === undefined) return [];
  const status = {
    id: nodeId('DES', home),
    state,
    createdAt: statusAt,
    updatedAt: statusAt,
    description: null,
    environment,
    environmentUrl: null,
    logUrl: url ?? null,
    creator: userNode({ login: 'github-actions' }),
  };
  return [status];
}
