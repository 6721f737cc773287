import { addressOf, defaultBranchOf, hashOf, nodeId } from '../derived.ts';
import type { GithubPullRequest, GithubRepository } from '../repository.ts';
import { userNode } from './organisation.ts';
import { connection, type PageArguments } from './pages.ts';

interface PullRequestArguments extends PageArguments {
  readonly states?: readonly string[] | null;
  readonly baseRefName?: string | null;
  readonly orderBy?: { readonly field: string; readonly direction: 'ASC' | 'DESC' } | null;
}

/** Of open ones only: closed ones change no fact, so none are kept. */
export function pullRequests(repository: GithubRepository) {
  return (args: PullRequestArguments) => {
    const { states, orderBy, baseRefName } = args;
    const isAsked =
      (!states || states.includes('OPEN')) && (!baseRefName || baseRefName === defaultBranchOf(repository));
    const open = isAsked ? (repository.pullRequests ?? []) : [];
    const sorted = open.toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
    return connection(orderBy?.direction === 'DESC' ? sorted.toReversed() : sorted, args, (one) =>
      pullRequestNode(repository, one),
    );
  };
}

export function pullRequestNode(repository: GithubRepository, one: GithubPullRequest): object {
  const { number, createdAt, title = `Change ${number}`, author = 'octocat', files = [] } = one;
  const reviews = Array.from({ length: reviewsOf(one) }, (_, place) => ({
    id: nodeId('PRR', `${repository.name} ${number} ${place}`),
    state: one.reviewDecision === 'CHANGES_REQUESTED' ? 'CHANGES_REQUESTED' : 'APPROVED',
    submittedAt: createdAt,
    createdAt,
    author: userNode({ login: 'hubot' }),
  }));
  const listed = (args: PageArguments) => connection(reviews, args, (review) => review);
  return {
    __typename: 'PullRequest',
    id: nodeId('PR', `${repository.name} ${number}`),
    number,
    title,
    url: `${addressOf(repository)}/pull/${number}`,
    createdAt,
    updatedAt: createdAt,
    closedAt: null,
    mergedAt: null,
    merged: false,
    isDraft: one.draft ?? false,
    isCrossRepository: false,
    state: 'OPEN',
    baseRefName: defaultBranchOf(repository),
    headRefName: `change-${number}`,
    headRefOid: hashOf(`${repository.name} change ${number}`),
    additions: files.length,
    deletions: 0,
    changedFiles: files.length,
    author: userNode({ login: author }),
    reviewDecision: one.reviewDecision ?? null,
    totalCommentsCount: 0,
    reviews: listed,
    latestOpinionatedReviews: listed,
    reviewRequests: (args: PageArguments) => connection([], args, (request) => request),
    files: (args: PageArguments) =>
      connection(files, args, (path) => ({ path, additions: 1, deletions: 0, changeType: 'MODIFIED' })),
  };
}

function reviewsOf({ reviews, reviewDecision }: GithubPullRequest): number {
  const isDecided = reviewDecision === 'APPROVED' || reviewDecision === 'CHANGES_REQUESTED';
  return reviews ?? (isDecided ? 1 : 0);
}
