import type { FactsOf } from '../../facts/namespace.ts';
import type { vcs } from '../../facts/vcs.ts';
import type { Protection, RepositoryAnswer, Rule } from './answers.ts';
import type { RepositoryRead } from './read-repositories.ts';
import { forbidden, notes, type Told } from './told.ts';

type BranchFacts = NonNullable<FactsOf<typeof vcs>['default_branch']>;
type Branch = NonNullable<RepositoryAnswer['defaultBranchRef']>;

const FIELDS = [
  'protected',
  'protected_by',
  'requires_pull_request',
  'required_approvals',
  'requires_code_owner_review',
  'dismisses_stale_approvals',
  'requires_resolved_conversations',
  'required_checks',
  'requires_up_to_date',
  'requires_signed_commits',
  'requires_linear_history',
  'allows_force_pushes',
  'allows_deletion',
  'binds_admins',
] as const;

/** What may be seen of the two kinds of protection; undefined = not shown to us. */
interface Guards {
  /** Null = there is none. */
  readonly classic: Protection | null | undefined;
  /** In force. */
  readonly rules: readonly Rule[] | undefined;
}

/** The default branch as classic protection and rulesets guard it: what either of them asks for. */
export function branchFacts(read: RepositoryRead, saysWhatIsForbidden: boolean): Told {
  const { defaultBranchRef: branch } = read.answer;
  if (!branch) return { value: {}, absent: notes(['default_branch'], 'the repository has no commits yet') };
  const guards = { classic: classicOf(branch, read, saysWhatIsForbidden), rules: rulesOf(branch, read) };
  const facts = { name: branch.name, ...guarded(guards), ...binding(guards) };
  const unknown = FIELDS.filter((field) => field !== 'binds_admins' && facts[field] === undefined);
  return {
    value: { default_branch: facts },
    unreadable: [...notes(unknown.map(below), whyHidden(guards)), ...bindingUnknown(guards)],
    absent: isUnprotected(guards)
      ? notes(['default_branch.binds_admins'], 'nothing protects the branch')
      : [],
  };
}

function below(field: string): string {
  return `default_branch.${field}`;
}

/** To a person's token that is no administrator's, GitHub shows a branch as if nothing protected it. */
function classicOf(branch: Branch, { answer, forbidden }: RepositoryRead, saysWhatIsForbidden: boolean) {
  if (branch.branchProtectionRule) return branch.branchProtectionRule;
  if (forbidden.has('defaultBranchRef.branchProtectionRule')) return undefined;
  return saysWhatIsForbidden || answer.viewerPermission === 'ADMIN' ? null : undefined;
}

/** Rulesets that are only tried out or switched off protect nothing. */
function rulesOf({ rules }: Branch, { forbidden }: RepositoryRead): readonly Rule[] | undefined {
  if (!rules || forbidden.has('defaultBranchRef.rules')) return undefined;
  return rules.nodes.filter(({ repositoryRuleset: set }) => !set || set.enforcement === 'ACTIVE');
}

function guarded({ classic, rules }: Guards): Partial<BranchFacts> {
  const reviews = classic?.requiresApprovingReviews ? classic : undefined;
  const checks = classic?.requiresStatusChecks ? classic : undefined;
  /** @param said of classic protection, where it is shown */
  const either = (said: boolean, inRules: (rule: Rule) => boolean) =>
    any(classic === undefined ? undefined : said, rules?.some(inRules));
  const refused = (isAllowed: boolean | undefined, type: string) => {
    const isRefused = either(isAllowed === false, (rule) => rule.type === type);
    return isRefused === undefined ? undefined : !isRefused;
  };
  return {
    protected: either(classic !== null, () => true),
    protected_by: both(classic, rules, (one, many) => [
      ...(one === null ? [] : ['classic']),
      ...(many.length === 0 ? [] : ['ruleset']),
    ]),
    requires_pull_request: either(reviews !== undefined, ({ type }) => type === 'PULL_REQUEST'),
    required_approvals: both(classic, rules, (_, many) =>
      Math.max(
        reviews?.requiredApprovingReviewCount ?? 0,
        ...many.map(({ parameters }) => parameters?.requiredApprovingReviewCount ?? 0),
      ),
    ),
    requires_code_owner_review: either(
      reviews?.requiresCodeOwnerReviews === true,
      ({ parameters }) => parameters?.requireCodeOwnerReview === true,
    ),
    dismisses_stale_approvals: either(
      reviews?.dismissesStaleReviews === true,
      ({ parameters }) => parameters?.dismissStaleReviewsOnPush === true,
    ),
    requires_resolved_conversations: either(
      classic?.requiresConversationResolution === true,
      ({ parameters, type }) =>
        parameters?.requiredReviewThreadResolution === true || type === 'REQUIRED_REVIEW_THREAD_RESOLUTION',
    ),
    required_checks: both(classic, rules, (_, many) => requiredChecks(checks, many)),
    requires_up_to_date: either(
      checks?.requiresStrictStatusChecks === true,
      ({ parameters }) => parameters?.strictRequiredStatusChecksPolicy === true,
    ),
    requires_signed_commits: either(
      classic?.requiresCommitSignatures === true,
      ({ type }) => type === 'REQUIRED_SIGNATURES',
    ),
    requires_linear_history: either(
      classic?.requiresLinearHistory === true,
      ({ type }) => type === 'REQUIRED_LINEAR_HISTORY',
    ),
    allows_force_pushes: refused(classic?.allowsForcePushes, 'NON_FAST_FORWARD'),
    allows_deletion: refused(classic?.allowsDeletions, 'DELETION'),
  };
}

/** One yes is enough; without one, what is not shown may hold it. */
function any(...said: readonly (boolean | undefined)[]): boolean | undefined {
  if (said.includes(true)) return true;
  return said.includes(undefined) ? undefined : false;
}

function both<T>(
  classic: Guards['classic'],
  rules: Guards['rules'],
  tell: (classic: Protection | null, rules: readonly Rule[]) => T,
): T | undefined {
  return classic === undefined || rules === undefined ? undefined : tell(classic, rules);
}

function requiredChecks(checks: Protection | undefined, rules: readonly Rule[]): string[] {
  const classic = (checks?.requiredStatusCheckContexts ?? []).filter((name) => name !== null);
  const inRules = rules.flatMap(({ parameters }) => parameters?.requiredStatusChecks ?? []);
  return [...new Set([...classic, ...inRules.map(({ context }) => context)])].toSorted();
}

/** Who may pass by a ruleset, GitHub shows to administrators only. */
function binding({ classic, rules }: Guards): Partial<BranchFacts> {
  return classic && rules?.length === 0 ? { binds_admins: classic.isAdminEnforced } : {};
}

function bindingUnknown(guards: Guards): NonNullable<Told['unreadable']> {
  if (isUnprotected(guards) || binding(guards).binds_admins !== undefined) return [];
  const hasRules = (guards.rules ?? []).length > 0;
  return notes(['default_branch.binds_admins'], hasRules ? BYPASS : whyHidden(guards));
}

const BYPASS = 'who may pass by a ruleset is not asked of GitHub';

function isUnprotected({ classic, rules }: Guards): boolean {
  return classic === null && rules?.length === 0;
}

function whyHidden({ classic }: Guards): string {
  return forbidden(classic === undefined ? 'Administration' : 'Metadata');
}
