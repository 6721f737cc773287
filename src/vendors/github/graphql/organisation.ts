import type { GithubContents, GithubOrganisation, GithubTeam, GithubUser } from '../contents.ts';
import { findRepository, nodeId, numberOf, repositoriesOf, shortName, sourced } from '../derived.ts';
import type { GithubRepository } from '../repository.ts';
import { connection, type PageArguments } from './pages.ts';
import { repositoryNode } from './repository.ts';
import { rulesetNode } from './rules.ts';

interface RepositoryArguments extends PageArguments {
  readonly isArchived?: boolean | null;
  readonly isFork?: boolean | null;
  readonly visibility?: string | null;
  readonly orderBy?: { readonly field: string; readonly direction: 'ASC' | 'DESC' } | null;
}

export function organisationNode(organisation: GithubOrganisation, contents: GithubContents) {
  const { login, name = login, teams = [], members = [], rulesets = [] } = organisation;
  return {
    __typename: 'Organization',
    id: nodeId('O', login),
    databaseId: numberOf(`organisation ${login}`),
    login,
    name,
    description: null,
    email: null,
    url: `https://github.com/${login}`,
    repositories: (args: RepositoryArguments) =>
      connection(chosen(repositoriesOf(contents, login), args), args, (one) => repositoryNode(one, contents)),
    repository({ name: wanted }: { readonly name: string }) {
      const found = findRepository(contents, `${login}/${wanted}`);
      return found && repositoryNode(found, contents);
    },
    teams: (args: PageArguments) => connection(teams, args, (one) => teamNode(one, organisation, contents)),
    team({ slug }: { readonly slug: string }) {
      const found = teams.find((one) => one.slug === slug);
      return found && teamNode(found, organisation, contents);
    },
    membersWithRole: (args: PageArguments) =>
      connection(members, args, userNode, () => ({ role: 'MEMBER', hasTwoFactorEnabled: null })),
    rulesets: (args: PageArguments) =>
      connection(rulesets, args, (one) => rulesetNode(sourced(one, 'Organization', login))),
  };
}

function chosen(
  repositories: readonly GithubRepository[],
  { isArchived, isFork, visibility, orderBy }: RepositoryArguments,
): readonly GithubRepository[] {
  const matching = repositories.filter(
    (one) =>
      (typeof isArchived !== 'boolean' || (one.archived ?? false) === isArchived) &&
      (typeof isFork !== 'boolean' || (one.fork ?? false) === isFork) &&
      (!visibility || (one.visibility ?? 'private').toUpperCase() === visibility),
  );
  if (orderBy?.field !== 'NAME') return matching;
  const sign = orderBy.direction === 'DESC' ? -1 : 1;
  return matching.toSorted((a, b) => (shortName(a) < shortName(b) ? -sign : sign));
}

export function teamNode(
  team: GithubTeam,
  organisation: GithubOrganisation,
  contents: GithubContents,
): object {
  const { slug, name = slug, description = null, parent, members = [], repositories = {} } = team;
  const home = `${organisation.login}/${slug}`;
  const seen = Object.entries(repositories).flatMap(([short, permission]) => {
    const repository = findRepository(contents, `${organisation.login}/${short}`);
    return repository === undefined ? [] : [{ repository, permission }];
  });
  return {
    __typename: 'Team',
    id: nodeId('T', home),
    databaseId: numberOf(`team ${home}`),
    slug,
    name,
    description,
    combinedSlug: home,
    privacy: 'VISIBLE',
    url: `https://github.com/orgs/${organisation.login}/teams/${slug}`,
    organization: () => organisationNode(organisation, contents),
    parentTeam() {
      const above = organisation.teams?.find((one) => one.slug === parent);
      return above && teamNode(above, organisation, contents);
    },
    members: (args: PageArguments) =>
      connection(
        members.map((login) => userOf(login, organisation)),
        args,
        userNode,
        () => ({ role: 'MEMBER' }),
      ),
    repositories: (args: PageArguments) =>
      connection(
        seen,
        args,
        ({ repository }) => repositoryNode(repository, contents),
        ({ permission }) => ({ permission }),
      ),
  };
}

function userOf(login: string, { members = [] }: GithubOrganisation): GithubUser {
  return members.find((one) => one.login === login) ?? { login };
}

/** `email` is empty where the profile shows none. */
export function userNode({ login, name, email }: GithubUser) {
  return {
    __typename: 'User',
    id: nodeId('U', login),
    databaseId: numberOf(`user ${login}`),
    login,
    name: name ?? null,
    email: email ?? '',
    url: `https://github.com/${login}`,
  };
}
