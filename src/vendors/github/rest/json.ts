/** What REST says of the things that many answers hold. */
import type { GithubContents, GithubOrganisation, GithubTeam } from '../contents.ts';
import {
  addressOf,
  CREATED,
  commitsOf,
  defaultBranchOf,
  isHidden,
  nodeId,
  numberOf,
  ownerOf,
  shortName,
} from '../derived.ts';
import { licenceOf } from '../licences.ts';
import type { GithubRepository } from '../repository.ts';

const API = 'https://api.github.com';

const USER_PATHS = ['followers', 'orgs', 'repos', 'received_events', 'subscriptions'] as const;

export function userJson(login: string, type: 'User' | 'Organization' = 'User') {
  const url = `${API}/users/${login}`;
  const [followers, orgs, repos, received, subscriptions] = USER_PATHS.map((path) => `${url}/${path}`);
  return {
    login,
    id: numberOf(`user ${login}`),
    node_id: nodeId(type === 'User' ? 'U' : 'O', login),
    avatar_url: `https://avatars.githubusercontent.com/${login}`,
    gravatar_id: '',
    url,
    html_url: `https://github.com/${login}`,
    followers_url: followers,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: subscriptions,
    organizations_url: orgs,
    repos_url: repos,
    events_url: `${url}/events{/privacy}`,
    received_events_url: received,
    type,
    site_admin: false,
  };
}

export function organisationJson(login: string, name: string) {
  const url = `${API}/orgs/${login}`;
  return {
    login,
    id: numberOf(`organisation ${login}`),
    node_id: nodeId('O', login),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `https://avatars.githubusercontent.com/${login}`,
    description: null,
    name,
    html_url: `https://github.com/${login}`,
    type: 'Organization',
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: CREATED,
    updated_at: CREATED,
    archived_at: null,
  };
}

/** Each repository carries an address for everything that can be asked about it. */
const REPOSITORY_URLS: Readonly<Record<string, string>> = {
  archive_url: '{archive_format}{/ref}',
  assignees_url: 'assignees{/user}',
  blobs_url: 'git/blobs{/sha}',
  branches_url: 'branches{/branch}',
  collaborators_url: 'collaborators{/collaborator}',
  comments_url: 'comments{/number}',
  commits_url: 'commits{/sha}',
  compare_url: 'compare/{base}...{head}',
  contents_url: 'contents/{+path}',
  contributors_url: 'contributors',
  deployments_url: 'deployments',
  downloads_url: 'downloads',
  events_url: 'events',
  forks_url: 'forks',
  git_commits_url: 'git/commits{/sha}',
  git_refs_url: 'git/refs{/sha}',
  git_tags_url: 'git/tags{/sha}',
  hooks_url: 'hooks',
  issue_comment_url: 'issues/comments{/number}',
  issue_events_url: 'issues/events{/number}',
  issues_url: 'issues{/number}',
  keys_url: 'keys{/key_id}',
  labels_url: 'labels{/name}',
  languages_url: 'languages',
  merges_url: 'merges',
  milestones_url: 'milestones{/number}',
  notifications_url: 'notifications{?since,all,participating}',
  pulls_url: 'pulls{/number}',
  releases_url: 'releases{/id}',
  stargazers_url: 'stargazers',
  statuses_url: 'statuses/{sha}',
  subscribers_url: 'subscribers',
  subscription_url: 'subscription',
  tags_url: 'tags',
  teams_url: 'teams',
  trees_url: 'git/trees{/sha}',
};

export function repositoryUrl({ name }: GithubRepository): string {
  return `${API}/repos/${name}`;
}

/** As lists and alerts have it. */
export function minimalRepositoryJson(repository: GithubRepository, { organisations }: Owners) {
  const login = ownerOf(repository);
  const url = repositoryUrl(repository);
  const urls = Object.entries(REPOSITORY_URLS).map(([name, path]) => [name, `${url}/${path}`]);
  return {
    id: numberOf(repository.name),
    node_id: nodeId('R', repository.name),
    name: shortName(repository),
    full_name: repository.name,
    owner: userJson(login, organisations.has(login.toLowerCase()) ? 'Organization' : 'User'),
    private: repository.visibility !== 'public',
    html_url: addressOf(repository),
    description: repository.description ?? null,
    fork: repository.fork ?? false,
    url,
    ...Object.fromEntries(urls),
  };
}

type Owners = Pick<GithubContents, 'organisations'>;

/** As `GET /repos/{owner}/{repo}` has it; lists of an organisation's repositories have all of it too. */
export function repositoryJson(repository: GithubRepository, owners: Owners) {
  const { visibility = 'private', licence, createdAt = CREATED, archived = false } = repository;
  const [newest] = commitsOf(repository);
  const open = repository.pullRequests?.length ?? 0;
  const address = addressOf(repository);
  return {
    ...minimalRepositoryJson(repository, owners),
    visibility,
    default_branch: defaultBranchOf(repository),
    archived,
    disabled: false,
    is_template: repository.template ?? false,
    language: repository.language ?? null,
    topics: repository.topics ?? [],
    license: licence === undefined ? null : licenceJson(licence),
    homepage: repository.homepage ?? null,
    created_at: createdAt,
    updated_at: newest?.at ?? createdAt,
    pushed_at: newest?.at ?? createdAt,
    custom_properties: repository.properties ?? {},
    git_url: address.replace('https:', 'git:'),
    ssh_url: `git@github.com:${repository.name}.git`,
    clone_url: `${address}.git`,
    svn_url: address,
    mirror_url: null,
    size: newest === undefined ? 0 : 1,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    network_count: 0,
    subscribers_count: 0,
    open_issues: open,
    open_issues_count: open,
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    ...securityJson(repository),
    permissions: { admin: false, maintain: false, push: false, triage: false, pull: true },
  };
}

/** Told only to whoever may administer the repository. */
function securityJson(repository: GithubRepository): object {
  if (isHidden(repository, 'administration')) return {};
  const status = (scanner: readonly unknown[] | undefined) => ({
    status: scanner === undefined ? 'disabled' : 'enabled',
  });
  return {
    security_and_analysis: {
      code_security: status(repository.codeScanning),
      secret_scanning: status(repository.secretScanning),
      secret_scanning_push_protection: status(repository.secretScanning),
      dependabot_security_updates: status(repository.vulnerabilityAlerts),
    },
  };
}

function licenceJson(spdxId: string) {
  const { key, name } = licenceOf(spdxId);
  return { key, name, spdx_id: spdxId, url: `${API}/licenses/${key}`, node_id: nodeId('LI', spdxId) };
}

export function teamJson(team: GithubTeam, organisation: GithubOrganisation): object {
  const parent = organisation.teams?.find(({ slug }) => slug === team.parent);
  return {
    ...simpleTeamJson(team, organisation),
    parent: parent === undefined ? null : simpleTeamJson(parent, organisation),
  };
}

function simpleTeamJson({ slug, name = slug, description }: GithubTeam, { login }: GithubOrganisation) {
  const id = numberOf(`team ${login}/${slug}`);
  const url = `${API}/organizations/${numberOf(`organisation ${login}`)}/team/${id}`;
  return {
    id,
    node_id: nodeId('T', `${login}/${slug}`),
    url,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    html_url: `https://github.com/orgs/${login}/teams/${slug}`,
    name,
    slug,
    description: description ?? null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    type: 'organization',
  };
}
