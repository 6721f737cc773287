/** Issues, of which pull requests are some: https://docs.github.com/en/rest/issues/issues */
import { addressOf, nodeId, numberOf } from '../derived.ts';
import type { GithubIssue, GithubPullRequest, GithubRepository } from '../repository.ts';
import { repositoryUrl, userJson } from './json.ts';

/** The issue or the open pull request with this number; undefined = there is none. */
export function issueJson(repository: GithubRepository, number: number): object | undefined {
  const issue = repository.issues?.find((one) => one.number === number);
  if (issue !== undefined) return plainIssue(repository, issue);
  const change = repository.pullRequests?.find((one) => one.number === number);
  return change === undefined ? undefined : changeAsIssue(repository, change);
}

function plainIssue(repository: GithubRepository, issue: GithubIssue): object {
  const { createdAt, closedAt = null, mergedAt, reason = 'completed', title = 'Do it' } = issue;
  return {
    ...commonOf(repository, issue.number),
    title,
    state: closedAt === null ? 'open' : 'closed',
    state_reason: closedAt === null ? null : reason,
    created_at: createdAt,
    updated_at: closedAt ?? createdAt,
    closed_at: closedAt,
    ...(mergedAt === undefined ? {} : asChange(repository, issue.number, mergedAt)),
  };
}

function changeAsIssue(
  repository: GithubRepository,
  { number, createdAt, title = 'Change it', draft = false }: GithubPullRequest,
): object {
  return {
    ...commonOf(repository, number),
    title,
    draft,
    state: 'open',
    state_reason: null,
    created_at: createdAt,
    updated_at: createdAt,
    closed_at: null,
    ...asChange(repository, number, null),
  };
}

function asChange(repository: GithubRepository, number: number, mergedAt: string | null): object {
  const address = `${addressOf(repository)}/pull/${number}`;
  return {
    html_url: address,
    pull_request: {
      url: `${repositoryUrl(repository)}/pulls/${number}`,
      html_url: address,
      diff_url: `${address}.diff`,
      patch_url: `${address}.patch`,
      merged_at: mergedAt,
    },
  };
}

function commonOf(repository: GithubRepository, number: number): object {
  const url = `${repositoryUrl(repository)}/issues/${number}`;
  const key = `${repository.name}#${number}`;
  return {
    id: numberOf(key),
    node_id: nodeId('I', key),
    url,
    repository_url: repositoryUrl(repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${addressOf(repository)}/issues/${number}`,
    number,
    user: userJson('ana', 'User'),
    labels: [],
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: 0,
    author_association: 'MEMBER',
    body: null,
  };
}
