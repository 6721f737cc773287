import type { GithubProtection, GithubRepository } from '../repository.ts';
import { repositoryUrl } from './json.ts';

/** https://docs.github.com/en/rest/branches/branch-protection#get-branch-protection */
export function protectionJson(repository: GithubRepository, protection: GithubProtection): object {
  const url = `${repositoryUrl(repository)}/branches/${repository.defaultBranch ?? 'main'}/protection`;
  const { requiredApprovingReviewCount: count, requiredStatusCheckContexts: contexts } = protection;
  const reviews = {
    url: `${url}/required_pull_request_reviews`,
    dismiss_stale_reviews: protection.dismissesStaleReviews ?? false,
    require_code_owner_reviews: protection.requiresCodeOwnerReviews ?? false,
    required_approving_review_count: count,
    require_last_push_approval: protection.requireLastPushApproval ?? false,
  };
  const checks = {
    url: `${url}/required_status_checks`,
    strict: protection.requiresStrictStatusChecks ?? false,
    contexts,
    contexts_url: `${url}/required_status_checks/contexts`,
    checks: (contexts ?? []).map((context) => ({ context, app_id: null })),
  };
  const set = (enabled: boolean | undefined) => ({ enabled: enabled ?? false });
  return {
    url,
    ...(count === undefined ? {} : { required_pull_request_reviews: reviews }),
    ...(contexts === undefined ? {} : { required_status_checks: checks }),
    required_signatures: { url: `${url}/required_signatures`, ...set(protection.requiresCommitSignatures) },
    enforce_admins: { url: `${url}/enforce_admins`, ...set(protection.isAdminEnforced) },
    required_linear_history: set(protection.requiresLinearHistory),
    allow_force_pushes: set(protection.allowsForcePushes),
    allow_deletions: set(protection.allowsDeletions),
    block_creations: set(false),
    required_conversation_resolution: set(protection.requiresConversationResolution),
    lock_branch: set(protection.lockBranch),
    allow_fork_syncing: set(false),
  };
}
