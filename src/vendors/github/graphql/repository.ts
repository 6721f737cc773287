import type { GithubContents } from '../contents.ts';
import {
  addressOf,
  branchesOf,
  CREATED,
  commitsOf,
  defaultBranchOf,
  filesOf,
  isHidden,
  nodeId,
  numberOf,
  ownerOf,
  rulesetsOf,
  shortName,
} from '../derived.ts';
import { licenceOf } from '../licences.ts';
import type { GithubRepository } from '../repository.ts';
import { deploymentNode } from './deployments.ts';
import { objectAt } from './files.ts';
import { connection, type PageArguments } from './pages.ts';
import { pullRequests } from './pull-requests.ts';
import { refNode } from './refs.ts';
import { protectionNode, rulesetNode } from './rules.ts';
import { vulnerabilityAlerts } from './vulnerability-alerts.ts';

/** What a repository answers; each field is worked out when it is asked for. */
export function repositoryNode(repository: GithubRepository, contents: GithubContents): object {
  const { name, visibility = 'private', createdAt = CREATED, archived = false } = repository;
  const url = addressOf(repository);
  const [newest] = commitsOf(repository);
  const ref = (branch: string) =>
    branchesOf(repository).includes(branch) ? refNode(repository, branch, contents) : null;
  return {
    __typename: 'Repository',
    id: nodeId('R', name),
    databaseId: numberOf(name),
    name: shortName(repository),
    nameWithOwner: name,
    owner: () => ownerNode(repository, contents),
    url,
    description: repository.description ?? null,
    homepageUrl: repository.homepage ?? null,
    visibility: visibility.toUpperCase(),
    isPrivate: visibility !== 'public',
    isArchived: archived,
    archivedAt: archived ? (newest?.at ?? createdAt) : null,
    isDisabled: false,
    isEmpty: newest === undefined,
    isFork: repository.fork ?? false,
    isMirror: false,
    isTemplate: repository.template ?? false,
    isInOrganization: contents.organisations.has(ownerOf(repository).toLowerCase()),
    isLocked: false,
    createdAt,
    pushedAt: newest?.at ?? null,
    updatedAt: newest?.at ?? createdAt,
    stargazerCount: 0,
    diskUsage: 1,
    deleteBranchOnMerge: false,
    mergeCommitAllowed: true,
    squashMergeAllowed: true,
    rebaseMergeAllowed: true,
    viewerPermission: 'READ',
    viewerCanAdminister: !isHidden(repository, 'administration'),
    primaryLanguage: languageNode(repository),
    licenseInfo: licenceNode(repository),
    defaultBranchRef: () => ref(defaultBranchOf(repository)),
    ref: ({ qualifiedName }: { readonly qualifiedName: string }) =>
      ref(qualifiedName.replace(/^refs\/heads\//, '')),
    object: (at: { readonly expression?: string | null; readonly oid?: string | null }) =>
      objectAt(repository, at, contents),
    repositoryTopics: (args: PageArguments) => connection(repository.topics ?? [], args, topicNode),
    pullRequests: pullRequests(repository),
    hasVulnerabilityAlertsEnabled:
      repository.vulnerabilityAlerts !== undefined && !isHidden(repository, 'vulnerability alerts'),
    vulnerabilityAlerts: vulnerabilityAlerts(repository),
    environments: (args: PageArguments) =>
      connection(repository.environments ?? [], args, (one) => environmentNode(repository, one, contents)),
    deployments: (args: DeploymentArguments) =>
      connection(deployments(repository, args), args, (one) => deploymentNode(repository, one, contents)),
    latestRelease: () => releases(repository)[0] ?? null,
    releases: (args: OrderedArguments) => connection(inOrder(releases(repository), args), args, (one) => one),
    codeowners: () => codeowners(repository),
    isSecurityPolicyEnabled: Object.keys(filesOf(repository)).some((path) =>
      /(^|\/)SECURITY\.md$/.test(path),
    ),
    securityPolicyUrl: `${url}/security/policy`,
    branchProtectionRules: (args: PageArguments) =>
      connection(protections(repository), args, (one) => protectionNode(repository, one)),
    rulesets: (args: PageArguments & { readonly includeParents?: boolean | null }) =>
      connection(
        rulesetsOf(repository, contents).filter(
          ({ source }) => args.includeParents !== false || source.type === 'Repository',
        ),
        args,
        rulesetNode,
      ),
  };
}

interface OrderedArguments extends PageArguments {
  readonly orderBy?: { readonly direction: 'ASC' | 'DESC' } | null;
}

interface DeploymentArguments extends OrderedArguments {
  readonly environments?: readonly string[] | null;
}

/** The newest first only when asked for, as GitHub has it. */
function deployments({ deployments: all = [] }: GithubRepository, args: DeploymentArguments) {
  const { environments } = args;
  const wanted = environments ? all.filter(({ environment }) => environments.includes(environment)) : all;
  return inOrder(wanted, { orderBy: { direction: 'ASC' }, ...args });
}

/** From what is kept newest first. */
function inOrder<T>(newestFirst: readonly T[], { orderBy }: OrderedArguments): readonly T[] {
  return orderBy?.direction === 'ASC' ? newestFirst.toReversed() : newestFirst;
}

function protections({ protection, ...repository }: GithubRepository) {
  return protection === undefined || isHidden(repository, 'administration') ? [] : [protection];
}

function ownerNode(repository: GithubRepository, { organisations }: GithubContents) {
  const login = ownerOf(repository);
  const isOrganisation = organisations.has(login.toLowerCase());
  const id = nodeId(isOrganisation ? 'O' : 'U', login);
  return {
    __typename: isOrganisation ? 'Organization' : 'User',
    id,
    login,
    url: `https://github.com/${login}`,
  };
}

function languageNode({ language }: GithubRepository) {
  return language === undefined ? null : { id: nodeId('LA', language), name: language, color: null };
}

function licenceNode({ licence }: GithubRepository) {
  return licence === undefined ? null : { id: nodeId('LI', licence), ...licenceOf(licence) };
}

function topicNode(name: string) {
  const url = `https://github.com/topics/${name}`;
  return { id: nodeId('RT', name), url, topic: { id: nodeId('TO', name), name } };
}

function environmentNode(repository: GithubRepository, name: string, contents: GithubContents) {
  const home = `${repository.name} environment ${name}`;
  return {
    id: nodeId('EN', home),
    databaseId: numberOf(home),
    name,
    isPinned: false,
    latestCompletedDeployment() {
      const completed = repository.deployments?.find(
        ({ environment, state }) => environment === name && state !== undefined && COMPLETED.includes(state),
      );
      return completed && deploymentNode(repository, completed, contents);
    },
  };
}

const COMPLETED: readonly string[] = ['SUCCESS', 'FAILURE', 'ERROR', 'INACTIVE'];

function releases(repository: GithubRepository) {
  return (repository.releases ?? []).map(({ tag, name = tag, at }, place) => ({
    id: nodeId('RE', `${repository.name} ${tag}`),
    databaseId: numberOf(`${repository.name} release ${tag}`),
    name,
    tagName: tag,
    createdAt: at,
    publishedAt: at,
    isDraft: false,
    isPrerelease: false,
    isLatest: place === 0,
    url: `${addressOf(repository)}/releases/tag/${tag}`,
  }));
}

/** Null where no CODEOWNERS is. */
function codeowners(repository: GithubRepository) {
  const paths = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
  const path = paths.find((one) => filesOf(repository)[one] !== undefined);
  if (path === undefined) return null;
  const errors = (repository.codeownersErrors ?? []).map(({ line, kind, source, path: at = path }) => ({
    line,
    column: 1,
    kind,
    source,
    path: at,
    message: `${kind} on line ${line}: make sure it exists and has write access\n\n  ${source}\n  ^`,
    suggestion: `make sure it exists and has write access to the repository`,
  }));
  return { errors };
}
