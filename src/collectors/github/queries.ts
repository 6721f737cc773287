/**
 * What is asked of GitHub's GraphQL API: https://docs.github.com/graphql. A test holds each document to the published
 * schema, and its cost to the point limit.
 *
 * Connections are what costs: a query's points are the requests that it would take to fill all of them, by hundreds
 * (https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api). So nothing that has
 * many entries is nested in something that has many entries.
 */

/** First pages; what does not fit is read page by page. Smaller ones keep the answer for 40 repositories small. */
const REPOSITORY = /* GraphQL */ `
fragment RepositoryFacts on Repository {
  id
  nameWithOwner
  url
  visibility
  isArchived
  isDisabled
  isEmpty
  isInOrganization
  viewerPermission
  hasVulnerabilityAlertsEnabled
  isSecurityPolicyEnabled
  securityPolicyUrl
  licenseInfo { key spdxId }
  latestRelease { name tagName publishedAt }
  repositoryTopics(first: 20) { nodes { topic { name } } pageInfo { hasNextPage endCursor } }
  codeowners { errors { line } }
  root: object(expression: "HEAD:") { ...Folder }
  github: object(expression: "HEAD:.github") { ...Folder }
  workflows: object(expression: "HEAD:.github/workflows") { ...Folder }
  docs: object(expression: "HEAD:docs") { ...Folder }
  circleci: object(expression: "HEAD:.circleci") { ...Folder }
  codeownersInGithub: object(expression: "HEAD:.github/CODEOWNERS") { ...File }
  codeownersInRoot: object(expression: "HEAD:CODEOWNERS") { ...File }
  codeownersInDocs: object(expression: "HEAD:docs/CODEOWNERS") { ...File }
  defaultBranchRef {
    id
    name
    branchProtectionRule {
      requiresApprovingReviews
      requiredApprovingReviewCount
      requiresCodeOwnerReviews
      dismissesStaleReviews
      requiresConversationResolution
      requiresStatusChecks
      requiredStatusCheckContexts
      requiresStrictStatusChecks
      requiresCommitSignatures
      requiresLinearHistory
      allowsForcePushes
      allowsDeletions
      isAdminEnforced
    }
    rules(first: 50) { nodes { ...Rule } pageInfo { hasNextPage endCursor } }
    target {
      ... on Commit {
        oid
        committedDate
        message
        author { email }
        lately: history(first: 1, since: $since) { totalCount }
        newest: history(first: 5) { nodes { oid checkSuites(last: 20) { totalCount nodes { ...Run } } } }
      }
    }
  }
  pullRequests(states: OPEN, first: 100, orderBy: { field: CREATED_AT, direction: ASC }) @skip(if: $withoutChanges) {
    nodes { ...Change }
    pageInfo { hasNextPage endCursor }
  }
  environments(first: 20) @skip(if: $withoutEnvironments) {
    nodes { name latestCompletedDeployment { ...Deploy } }
    pageInfo { hasNextPage endCursor }
  }
  deployments(first: 60, orderBy: { field: CREATED_AT, direction: DESC }) @skip(if: $withoutDeploys) {
    nodes { ...Deploy }
    pageInfo { hasNextPage endCursor }
  }
  vulnerabilityAlerts(states: OPEN, first: 100) {
    nodes { ...Vulnerability }
    pageInfo { hasNextPage endCursor }
  }
}`;

const FOLDER = `
fragment Folder on GitObject { ... on Tree { entries { name type } } }`;
const FILE = `
fragment File on GitObject { ... on Blob { text isTruncated } }`;
const RULE = `
fragment Rule on RepositoryRule {
  type
  repositoryRuleset { enforcement }
  parameters {
    __typename
    ... on PullRequestParameters {
      requiredApprovingReviewCount
      requireCodeOwnerReview
      dismissStaleReviewsOnPush
      requiredReviewThreadResolution
    }
    ... on RequiredStatusChecksParameters {
      strictRequiredStatusChecksPolicy
      requiredStatusChecks { context }
    }
  }
}`;
const RUN = `
fragment Run on CheckSuite {
  status
  conclusion
  createdAt
  updatedAt
  branch { name }
  workflowRun { createdAt event url workflow { name url } }
}`;
const CHANGE = `
fragment Change on PullRequest { id isDraft createdAt updatedAt headRefOid author { login } }`;

const DEPLOY = `
fragment Deploy on Deployment {
  environment
  commitOid
  createdAt
  latestStatus { state createdAt environmentUrl logUrl }
}`;

const VULNERABILITY = `
fragment Vulnerability on RepositoryVulnerabilityAlert {
  createdAt
  vulnerableManifestPath
  securityVulnerability { severity firstPatchedVersion { identifier } }
}`;

/** What may not be null: where it is forbidden, GitHub tells nothing of the whole repository, and it has to be left out. */
export const LEFT_OUT_BY = {
  pullRequests: 'withoutChanges',
  environments: 'withoutEnvironments',
  deployments: 'withoutDeploys',
} as const;

const FLAGS = Object.values(LEFT_OUT_BY)
  .map((flag) => `$${flag}: Boolean = false`)
  .join(', ');

const LIMIT = 'rateLimit { cost limit remaining resetAt }';

/**
 * So many repositories by their aliases `r0`, `r1`, …; variables `owner0`, `name0`, … and `since` (commits are counted
 * from there); flags of {@link LEFT_OUT_BY}.
 */
export function repositoriesQuery(repositories: number): string {
  const places = Array.from({ length: repositories }, (_, place) => place);
  const variables = places.map((place) => `$owner${place}: String!, $name${place}: String!`).join(', ');
  const asked = places.map(
    (place) => `  r${place}: repository(owner: $owner${place}, name: $name${place}) { ...RepositoryFacts }`,
  );
  const head = `query Repositories(${variables}, $since: GitTimestamp!, ${FLAGS}) {\n${asked.join('\n')}\n  ${LIMIT}\n}`;
  return [head, REPOSITORY, FOLDER, FILE, RULE, RUN, CHANGE, DEPLOY, VULNERABILITY].join('');
}

/**
 * So many folders of repositories, by `p0`, `p1`, …; variables `id0` (of the repository), `path0`, `tree0`
 * (`HEAD:` and the path), … and `since`.
 */
export function foldersQuery(folders: number): string {
  const places = Array.from({ length: folders }, (_, place) => place);
  const variables = places.map((place) => `$id${place}: ID!, $path${place}: String!, $tree${place}: String!`);
  const asked = places.map(
    (place) => `  p${place}: node(id: $id${place}) {
    ... on Repository {
      folder: object(expression: $tree${place}) { ...Folder }
      defaultBranchRef {
        target {
          ... on Commit {
            lately: history(first: 1, since: $since, path: $path${place}) { totalCount }
            newest: history(first: 1, path: $path${place}) {
              nodes { oid committedDate message author { email } }
            }
          }
        }
      }
    }
  }`,
  );
  const head = `query Folders(${variables.join(', ')}, $since: GitTimestamp!) {\n${asked.join('\n')}\n  ${LIMIT}\n}`;
  return head + FOLDER;
}

/**
 * Who reviewed open pull requests; variables `ids`, at most 100. Of merged ones nothing is asked: ten of them with their
 * reviews would make forty repositories cost ten points instead of five.
 */
export const REVIEWS_QUERY = /* GraphQL */ `
query Reviews($ids: [ID!]!) {
  nodes(ids: $ids) { ... on PullRequest { id reviews(first: 20) { totalCount nodes { author { login } } } } }
  ${LIMIT}
}`;

/** Which files pull requests touch; variables `ids`, at most 100. */
export const FILES_QUERY = /* GraphQL */ `
query Files($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on PullRequest { id files(first: 100) { nodes { path } pageInfo { hasNextPage endCursor } } }
  }
  ${LIMIT}
}`;

/** What there can be more of than fits on a first page: on what it stands, which of it, and what is asked of each. */
const PAGED = {
  repositoryTopics: ['Repository', 'first: 100', 'topic { name }'],
  rules: ['Ref', 'first: 100', '...Rule'],
  pullRequests: [
    'Repository',
    'states: OPEN, first: 100, orderBy: { field: CREATED_AT, direction: ASC }',
    '...Change',
  ],
  environments: ['Repository', 'first: 100', 'name latestCompletedDeployment { ...Deploy }'],
  deployments: ['Repository', 'first: 100, orderBy: { field: CREATED_AT, direction: DESC }', '...Deploy'],
  vulnerabilityAlerts: ['Repository', 'states: OPEN, first: 100', '...Vulnerability'],
  files: ['PullRequest', 'first: 100', 'path'],
} as const;
export type Paged = keyof typeof PAGED;

const FRAGMENTS = { Rule: RULE, Change: CHANGE, Deploy: DEPLOY, Vulnerability: VULNERABILITY };

/** Further pages by `p0`, `p1`, …, one of each of these; variables `id0` (of what has it), `after0`, … */
export function pagesQuery(connections: readonly Paged[]): string {
  const variables = connections.map((_, place) => `$id${place}: ID!, $after${place}: String`).join(', ');
  const asked = connections.map((connection, place) => {
    const [on, which, entry] = PAGED[connection];
    const page = `${connection}(${which}, after: $after${place}) { nodes { ${entry} } pageInfo { hasNextPage endCursor } }`;
    return `  p${place}: node(id: $id${place}) { ... on ${on} { page: ${page} } }`;
  });
  const query = `query Pages(${variables}) {\n${asked.join('\n')}\n  ${LIMIT}\n}`;
  const used = Object.entries(FRAGMENTS).filter(([name]) => query.includes(`...${name}`));
  return [query, ...used.map(([, fragment]) => fragment)].join('');
}
