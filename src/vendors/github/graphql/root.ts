import { GraphQLError } from 'graphql';
import type { Standing } from '../account.ts';
import type { GithubContents } from '../contents.ts';
import { branchesOf, findRepository, nameOfNode } from '../derived.ts';
import { organisationNode, teamNode, userNode } from './organisation.ts';
import type { QueryCost } from './points.ts';
import { pullRequestNode } from './pull-requests.ts';
import { refNode } from './refs.ts';
import { repositoryNode } from './repository.ts';

/** What a query starts from. */
export function rootOf(contents: GithubContents, standing: () => Standing, { points, nodes }: QueryCost) {
  const repository = (name: string) => {
    const found = findRepository(contents, name);
    if (found?.refused !== undefined)
      throw new GraphQLError(found.refused, { extensions: { type: 'FORBIDDEN' } });
    return found && repositoryNode(found, contents);
  };
  const node = (id: string) => {
    const name = nameOfNode(id, 'R');
    return (name === undefined ? nodeOfOthers(id, contents) : repository(name)) ?? missingNode(id);
  };
  return {
    repository({ owner, name }: { readonly owner: string; readonly name: string }) {
      return repository(`${owner}/${name}`) ?? missing(`a Repository with the name '${owner}/${name}'`);
    },
    organization({ login }: { readonly login: string }) {
      const found = contents.organisations.get(login.toLowerCase());
      return found
        ? organisationNode(found, contents)
        : missing(`an Organization with the login of '${login}'`);
    },
    node: ({ id }: { readonly id: string }) => node(id),
    /** What is not found is null with an error of its own, and the others come. */
    nodes: ({ ids }: { readonly ids: readonly string[] }) => ids.map((id) => () => node(id)).map(attempt),
    viewer: () => userNode({ login: 'readybot[bot]' }),
    rateLimit() {
      const { limit, used, remaining, resetAt } = standing();
      return {
        limit,
        cost: points,
        nodeCount: nodes,
        // As it is once this query has been paid for.
        used: Math.min(limit, used + points),
        remaining: Math.max(0, remaining - points),
        resetAt: new Date(Math.ceil(resetAt / 1000) * 1000).toISOString().replace('.000Z', 'Z'),
      };
    },
  };
}

function nodeOfOthers(id: string, contents: GithubContents): object | undefined {
  const login = nameOfNode(id, 'O');
  const organisation = contents.organisations.get(login?.toLowerCase() ?? '');
  if (organisation) return organisationNode(organisation, contents);
  const [owner = '', slug] = nameOfNode(id, 'T')?.split('/') ?? [];
  const home = contents.organisations.get(owner.toLowerCase());
  const team = home?.teams?.find((one) => one.slug === slug);
  return home && team ? teamNode(team, home, contents) : nodeInRepository(id, contents);
}

/** Ids of what lies in a repository begin with its name. */
function nodeInRepository(id: string, contents: GithubContents): object | undefined {
  const [home = '', within = ''] = (nameOfNode(id, 'PR') ?? nameOfNode(id, 'REF'))?.split(' ', 2) ?? [];
  const repository = findRepository(contents, home);
  if (repository === undefined) return undefined;
  if (id.startsWith('REF_'))
    return branchesOf(repository).includes(within) ? refNode(repository, within, contents) : undefined;
  const change = repository.pullRequests?.find(({ number }) => String(number) === within);
  return change && pullRequestNode(repository, change);
}

function attempt(look: () => object): object {
  try {
    return look();
  } catch (error) {
    // An error as an item of a list becomes null with that error.
    return error as object;
  }
}

function missing(what: string): never {
  throw new GraphQLError(`Could not resolve to ${what}.`, { extensions: { type: 'NOT_FOUND' } });
}

function missingNode(id: string): never {
  return missing(`a node with the global id of '${id}'`);
}
