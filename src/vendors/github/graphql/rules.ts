import { addressOf, nodeId, numberOf, type Ruleset } from '../derived.ts';
import type { GithubProtection, GithubRepository, GithubRule } from '../repository.ts';
import { connection, type PageArguments } from './pages.ts';

/** Classic protection. */
export function protectionNode(repository: GithubRepository, protection: GithubProtection): object {
  const { requiredApprovingReviewCount, requiredStatusCheckContexts = [], pattern } = protection;
  const name = pattern ?? repository.defaultBranch ?? 'main';
  const home = `${repository.name} ${name}`;
  const requiresStatusChecks =
    requiredStatusCheckContexts.length > 0 || protection.requiresStrictStatusChecks === true;
  return {
    id: nodeId('BPR', home),
    databaseId: numberOf(`protection ${home}`),
    pattern: name,
    allowsDeletions: protection.allowsDeletions ?? false,
    allowsForcePushes: protection.allowsForcePushes ?? false,
    blocksCreations: false,
    dismissesStaleReviews: protection.dismissesStaleReviews ?? false,
    isAdminEnforced: protection.isAdminEnforced ?? false,
    lockBranch: protection.lockBranch ?? false,
    matchingRefs: (args: PageArguments) =>
      connection([name], args, (one) => ({ id: nodeId('REF', home), name: one, prefix: 'refs/heads/' })),
    requireLastPushApproval: protection.requireLastPushApproval ?? false,
    requiresApprovingReviews: requiredApprovingReviewCount !== undefined,
    requiredApprovingReviewCount: requiredApprovingReviewCount ?? null,
    requiresCodeOwnerReviews: protection.requiresCodeOwnerReviews ?? false,
    requiresCommitSignatures: protection.requiresCommitSignatures ?? false,
    requiresConversationResolution: protection.requiresConversationResolution ?? false,
    requiresDeployments: false,
    requiredDeploymentEnvironments: [],
    requiresLinearHistory: protection.requiresLinearHistory ?? false,
    requiresStatusChecks,
    requiresStrictStatusChecks: protection.requiresStrictStatusChecks ?? false,
    requiredStatusCheckContexts,
    requiredStatusChecks: requiredStatusCheckContexts.map((context) => ({ context, app: null })),
    restrictsPushes: protection.restrictsPushes ?? false,
    restrictsReviewDismissals: false,
  };
}

export function rulesetNode(one: Ruleset): object {
  const { ruleset, source, id } = one;
  const { name, enforcement = 'active', include = ['~DEFAULT_BRANCH'], exclude = [] } = ruleset;
  return {
    id: nodeId('RRS', `${source.name} ${name}`),
    databaseId: id,
    name,
    enforcement: enforcement.toUpperCase(),
    target: 'BRANCH',
    createdAt: '2025-01-06T09:00:00Z',
    updatedAt: '2025-01-06T09:00:00Z',
    source: sourceNode(source),
    conditions: { refName: { include, exclude } },
    bypassActors: (args: PageArguments) =>
      connection(ruleset.adminsBypass ? [`${source.name} ${name}`] : [], args, (home) => ({
        id: nodeId('RBA', home),
        organizationAdmin: true,
        bypassMode: 'ALWAYS',
        enterpriseOwner: false,
        deployKey: false,
        repositoryRoleName: null,
      })),
    rules: ({ type, ...args }: PageArguments & { readonly type?: string | null }) =>
      connection(
        ruleNodes(one).filter((rule) => !type || rule.type === type),
        args,
        (rule) => rule,
      ),
  };
}

function sourceNode({ type, name }: Ruleset['source']): object {
  return type === 'Organization'
    ? { __typename: 'Organization', id: nodeId('O', name), login: name }
    : {
        __typename: 'Repository',
        id: nodeId('R', name),
        nameWithOwner: name,
        name: name.split('/')[1],
        url: addressOf({ name }),
      };
}

export function ruleNodes(one: Ruleset) {
  return one.ruleset.rules.map((rule, place) => ({
    id: nodeId('RR', `${one.source.name} ${one.ruleset.name} ${place}`),
    type: rule.type.toUpperCase(),
    parameters: parametersOf(rule),
    repositoryRuleset: () => rulesetNode(one),
  }));
}

function parametersOf(rule: GithubRule): object | null {
  if (rule.type === 'update') return { __typename: 'UpdateParameters', updateAllowsFetchAndMerge: false };
  if (rule.type === 'required_status_checks')
    return {
      __typename: 'RequiredStatusChecksParameters',
      doNotEnforceOnCreate: false,
      requiredStatusChecks: rule.contexts.map((context) => ({ context, integrationId: null })),
      strictRequiredStatusChecksPolicy: rule.strict ?? false,
    };
  if (rule.type !== 'pull_request') return null;
  return {
    __typename: 'PullRequestParameters',
    allowedMergeMethods: ['merge', 'squash', 'rebase'],
    dismissStaleReviewsOnPush: rule.dismiss_stale_reviews_on_push ?? false,
    requireCodeOwnerReview: rule.require_code_owner_review ?? false,
    requireLastPushApproval: rule.require_last_push_approval ?? false,
    requiredApprovingReviewCount: rule.required_approving_review_count,
    requiredReviewThreadResolution: rule.required_review_thread_resolution ?? false,
  };
}
