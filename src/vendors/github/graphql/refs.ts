import { GraphQLError } from 'graphql';
import type { GithubContents } from '../contents.ts';
import {
  addressOf,
  type Commit,
  commitsOf,
  defaultBranchOf,
  isHidden,
  isWithin,
  nodeId,
  rulesetsOn,
} from '../derived.ts';
import type { GithubRepository } from '../repository.ts';
import { runsFor, suiteNode } from './check-suites.ts';
import { fileEntry, treeNode } from './files.ts';
import { userNode } from './organisation.ts';
import { connection, type PageArguments } from './pages.ts';
import { repositoryNode } from './repository.ts';
import { protectionNode, ruleNodes } from './rules.ts';

/** A branch; all of them are where the default one is. */
export function refNode(repository: GithubRepository, branch: string, contents: GithubContents): object {
  const isDefault = branch === defaultBranchOf(repository);
  return {
    __typename: 'Ref',
    id: nodeId('REF', `${repository.name} ${branch}`),
    name: branch,
    prefix: 'refs/heads/',
    repository: () => repositoryNode(repository, contents),
    target() {
      const [newest] = commitsOf(repository);
      return newest && commitNode(repository, newest, contents);
    },
    /** Null also for a person who may not see it. */
    branchProtectionRule() {
      if (isHidden(repository, 'branch protection'))
        throw new GraphQLError('Resource not accessible by integration', {
          extensions: { type: 'FORBIDDEN' },
        });
      const { protection } = repository;
      if (!isDefault || protection === undefined || isHidden(repository, 'administration')) return null;
      return protectionNode(repository, protection);
    },
    rules: (args: PageArguments) =>
      connection(rulesetsOn(repository, branch, contents).flatMap(ruleNodes), args, (one) => one),
  };
}

interface HistoryArguments extends PageArguments {
  readonly path?: string | null;
  readonly since?: string | null;
  readonly until?: string | null;
}

export function commitNode(
  repository: GithubRepository,
  { oid, at, message, author, checks }: Commit,
  contents: GithubContents,
): object {
  const id = nodeId('C', `${repository.name} ${oid}`);
  return {
    __typename: 'Commit',
    id,
    oid,
    abbreviatedOid: oid.slice(0, 7),
    committedDate: at,
    authoredDate: at,
    message,
    messageHeadline: message.split('\n', 1)[0],
    url: `${addressOf(repository)}/commit/${oid}`,
    repository: () => repositoryNode(repository, contents),
    author: {
      name: author,
      email: `${author}@users.noreply.github.com`,
      date: at,
      user: userNode({ login: author }),
    },
    history: (args: HistoryArguments) =>
      connection(history(repository, oid, args), args, (one) => commitNode(repository, one, contents)),
    statusCheckRollup: checks === undefined ? null : { id: `SCR_${id}`, state: checks, contexts: noContexts },
    checkSuites: (args: PageArguments) =>
      connection(runsFor(repository, oid), args, (run) => suiteNode(repository, run, contents)),
    file: ({ path }: { readonly path: string }) => fileEntry(repository, path),
    tree: () => treeNode(repository, ''),
  };
}

const noContexts = (args: PageArguments) => connection([], args, (one) => one);

/** From the commit backwards; with a path those that changed something there. */
function history(repository: GithubRepository, oid: string, { path, since, until }: HistoryArguments) {
  const all = commitsOf(repository);
  return all
    .slice(
      Math.max(
        0,
        all.findIndex((one) => one.oid === oid),
      ),
    )
    .filter(
      ({ at, files }) =>
        (!path || files.some((file) => isWithin(file, path))) &&
        (!since || Date.parse(at) >= Date.parse(since)) &&
        (!until || Date.parse(at) <= Date.parse(until)),
    );
}
