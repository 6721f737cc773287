import { z } from 'zod';
import type { Github } from './ask-github.ts';

const repositoryShape = z.object({
  name: z.string(),
  html_url: z.string(),
  description: z.string().nullish(),
  archived: z.boolean().default(false),
  fork: z.boolean(),
  language: z.string().nullish(),
  topics: z.array(z.string()).default([]),
  custom_properties: z
    .record(z.string(), z.union([z.string(), z.array(z.string()), z.null()]))
    .nullish()
    .transform((said) => said ?? {}),
});

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
const membersShape = z.object({
  nodes: z.array(z.object({ login: z.string(), name: z.string().nullable(), email: z.string() })),
  pageInfo,
});
const repositoriesShape = z.object({
  edges: z.array(z.object({ permission: z.string(), node: z.object({ name: z.string() }) })),
  pageInfo,
});
const teamShape = z.object({
  slug: z.string(),
  name: z.string(),
  parentTeam: z.object({ slug: z.string() }).nullable(),
  members: membersShape,
  repositories: repositoriesShape,
});
const teamsAnswer = z.object({
  organization: z.object({ teams: z.object({ nodes: z.array(teamShape), pageInfo }) }),
});
const teamAnswer = z.object({
  organization: z.object({
    team: z.object({ members: membersShape.optional(), repositories: repositoriesShape.optional() }),
  }),
});

export type FoundRepository = z.infer<typeof repositoryShape>;
export interface FoundTeam extends Pick<z.infer<typeof teamShape>, 'slug' | 'name' | 'parentTeam'> {
  readonly members: z.infer<typeof membersShape>['nodes'];
  readonly repositories: z.infer<typeof repositoriesShape>['edges'];
}

export interface FoundOrganisation {
  readonly repositories: readonly FoundRepository[];
  readonly teams: readonly FoundTeam[];
}

const MEMBERS = 'nodes { login name email } pageInfo { hasNextPage endCursor }';
const REPOSITORIES = 'edges { permission node { name } } pageInfo { hasNextPage endCursor }';

/** Costs a point for 50 teams. A team's members are its own, not those of the teams below it. */
const TEAMS = `query Teams($organisation: String!, $after: String) {
  organization(login: $organisation) {
    teams(first: 50, after: $after) {
      nodes {
        slug
        name
        parentTeam { slug }
        members(first: 100, membership: IMMEDIATE) { ${MEMBERS} }
        repositories(first: 100) { ${REPOSITORIES} }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

const MORE = {
  members: `query Members($organisation: String!, $slug: String!, $after: String) {
  organization(login: $organisation) {
    team(slug: $slug) { members(first: 100, after: $after, membership: IMMEDIATE) { ${MEMBERS} } }
  }
}`,
  repositories: `query Repositories($organisation: String!, $slug: String!, $after: String) {
  organization(login: $organisation) {
    team(slug: $slug) { repositories(first: 100, after: $after) { ${REPOSITORIES} } }
  }
}`,
};

/** All of it or an error: half a list would look as if the rest were gone. */
export async function readOrganisation(github: Github, organisation: string): Promise<FoundOrganisation> {
  const repositories = await github.list(
    `/orgs/${organisation}/repos`,
    { type: 'all', sort: 'full_name' },
    repositoryShape,
  );
  const teams: FoundTeam[] = [];
  let page: z.infer<typeof pageInfo> = { hasNextPage: true, endCursor: null };
  while (page.hasNextPage) {
    const variables = { organisation, after: page.endCursor };
    const { nodes, pageInfo: next } = (await github.graphql(TEAMS, variables, teamsAnswer)).organization
      .teams;
    for (const team of nodes) teams.push(await whole(github, organisation, team));
    page = next;
  }
  return { repositories, teams };
}

async function whole(
  github: Github,
  organisation: string,
  team: z.infer<typeof teamShape>,
): Promise<FoundTeam> {
  const { slug, name, parentTeam } = team;
  const members = [...team.members.nodes];
  const repositories = [...team.repositories.edges];
  const more = async (what: keyof typeof MORE, after: string | null) => {
    const { organization } = await github.graphql(MORE[what], { organisation, slug, after }, teamAnswer);
    return organization.team;
  };
  for (let { pageInfo: page } = team.members; page.hasNextPage; ) {
    const next = (await more('members', page.endCursor)).members;
    members.push(...(next?.nodes ?? []));
    page = next?.pageInfo ?? LAST;
  }
  for (let { pageInfo: page } = team.repositories; page.hasNextPage; ) {
    const next = (await more('repositories', page.endCursor)).repositories;
    repositories.push(...(next?.edges ?? []));
    page = next?.pageInfo ?? LAST;
  }
  return { slug, name, parentTeam, members, repositories };
}

const LAST = { hasNextPage: false, endCursor: null };
