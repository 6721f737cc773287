import type { GithubRepository, GithubRuleset } from './repository.ts';

/**
 * What a local GitHub holds, in GitHub's own words. Everything but the name has a default, so that ten thousand
 * repositories are small; what is altered is answered from then on.
 */

export interface GithubContents {
  /** By login in lower case. */
  readonly organisations: Map<string, GithubOrganisation>;
  /** By `owner/name` in lower case. */
  readonly repositories: Map<string, GithubRepository>;
  /** From an earlier `owner/name` in lower case to the one of today. */
  readonly renamed: Map<string, string>;
  /** What is counted of whom asks; absent = as a GitHub App on a small organisation has it. */
  rates?: GithubRates;
  /** Installations of the App as which somebody asks with a JWT, by id. */
  readonly installations: Map<number, { readonly account: string }>;
}

export interface GithubRates {
  /** Requests to REST an hour. */
  readonly core: number;
  /** Points to GraphQL an hour. */
  readonly graphql: number;
  /** Milliseconds; an hour at GitHub. */
  readonly window: number;
  /** Whether requests at the same time, and in a minute, are counted too. */
  readonly secondary: boolean;
}

export interface GithubOrganisation {
  readonly login: string;
  readonly name?: string;
  readonly teams?: readonly GithubTeam[];
  readonly members?: readonly GithubUser[];
  /** Rulesets of the organisation: they hold in all of its repositories. */
  readonly rulesets?: readonly GithubRuleset[];
}

export interface GithubTeam {
  readonly slug: string;
  readonly name?: string;
  readonly description?: string;
  /** Slug. */
  readonly parent?: string;
  /** Logins; maintainers first. */
  readonly members?: readonly string[];
  /** By name without owner: what the team may do there. */
  readonly repositories?: Readonly<Record<string, 'ADMIN' | 'MAINTAIN' | 'WRITE' | 'TRIAGE' | 'READ'>>;
}

export interface GithubUser {
  readonly login: string;
  readonly name?: string;
  /** As the profile shows it; most people show none. */
  readonly email?: string;
}

/** A GitHub with these organisations and repositories. */
export function githubContents({
  organisations = [],
  repositories = [],
  renamed = {},
  ...more
}: {
  readonly organisations?: readonly GithubOrganisation[];
  readonly repositories?: readonly GithubRepository[];
  readonly renamed?: Readonly<Record<string, string>>;
  readonly rates?: GithubRates;
  readonly installations?: Readonly<Record<number, string>>;
}): GithubContents {
  const { installations = {}, rates } = more;
  return {
    organisations: new Map(organisations.map((one) => [one.login.toLowerCase(), one])),
    repositories: new Map(repositories.map((one) => [one.name.toLowerCase(), one])),
    renamed: new Map(Object.entries(renamed).map(([from, to]) => [from.toLowerCase(), to.toLowerCase()])),
    installations: new Map(Object.entries(installations).map(([id, account]) => [Number(id), { account }])),
    ...(rates === undefined ? {} : { rates }),
  };
}
