/** A repository of the local GitHub, in GitHub's own words; what is left out is as in a new repository. */
export interface GithubRepository {
  /** `acme/payments-api` */
  readonly name: string;
  readonly description?: string;
  readonly homepage?: string;
  readonly visibility?: 'public' | 'internal' | 'private';
  readonly archived?: boolean;
  readonly fork?: boolean;
  readonly template?: boolean;
  /** `TypeScript` */
  readonly language?: string;
  /** SPDX: `Apache-2.0`. */
  readonly licence?: string;
  readonly topics?: readonly string[];
  /** Custom properties of the organisation. */
  readonly properties?: Readonly<Record<string, string | readonly string[]>>;
  readonly createdAt?: string;
  /** Default: `main`. */
  readonly defaultBranch?: string;
  /** Branches beside the default one. */
  readonly branches?: readonly string[];
  /** Newest first, of the default branch; none = an empty repository. Default: one. */
  readonly commits?: readonly GithubCommit[];
  /** Classic protection of the default branch. */
  readonly protection?: GithubProtection;
  readonly rulesets?: readonly GithubRuleset[];
  /** With pull requests that are merged or closed. */
  readonly issues?: readonly GithubIssue[];
  /** Open ones, oldest first. */
  readonly pullRequests?: readonly GithubPullRequest[];
  /** Open alerts; absent = Dependabot alerts are off. */
  readonly vulnerabilityAlerts?: readonly GithubVulnerabilityAlert[];
  /** Open alerts; absent = code scanning is off. */
  readonly codeScanning?: readonly GithubCodeAlert[];
  /** Open alerts; absent = secret scanning is off. */
  readonly secretScanning?: readonly GithubSecretAlert[];
  readonly workflows?: readonly GithubWorkflow[];
  /** Newest first. */
  readonly runs?: readonly GithubRun[];
  readonly environments?: readonly string[];
  /** Newest first. */
  readonly deployments?: readonly GithubDeployment[];
  /** Newest first. */
  readonly releases?: readonly { readonly tag: string; readonly name?: string; readonly at: string }[];
  /** Text by path. Workflows' files are there by themselves. */
  readonly files?: Readonly<Record<string, string>>;
  /** Mistakes that GitHub finds in CODEOWNERS. */
  readonly codeownersErrors?: readonly GithubCodeownersError[];
  /** What the token may not see here. */
  readonly hidden?: readonly GithubPermission[];
  /** With which words GraphQL refuses to show it at all. */
  readonly refused?: string | undefined;
}

export type GithubPermission =
  | 'repository'
  /** As a person's token meets it: an empty place. */
  | 'administration'
  /** As an App meets it: an error. */
  | 'branch protection'
  | 'vulnerability alerts'
  | 'code scanning'
  | 'secret scanning'
  | 'issues'
  | 'actions';

export interface GithubCommit {
  readonly at: string;
  /** 40 hex digits; default: made of the repository's name and the commit's place. */
  readonly oid?: string;
  readonly message?: string;
  /** Login. */
  readonly author?: string;
  /** Paths that it changed. */
  readonly files?: readonly string[];
  /** Of all checks together. */
  readonly checks?: 'SUCCESS' | 'FAILURE' | 'PENDING' | 'ERROR' | 'EXPECTED';
}

/** As GraphQL's BranchProtectionRule; what is left out is off. */
export interface GithubProtection {
  readonly pattern?: string;
  /** Absent = no reviews are required. */
  readonly requiredApprovingReviewCount?: number;
  readonly requiresCodeOwnerReviews?: boolean;
  readonly dismissesStaleReviews?: boolean;
  readonly requireLastPushApproval?: boolean;
  readonly requiresConversationResolution?: boolean;
  readonly requiredStatusCheckContexts?: readonly string[];
  readonly requiresStrictStatusChecks?: boolean;
  readonly requiresCommitSignatures?: boolean;
  readonly requiresLinearHistory?: boolean;
  readonly allowsForcePushes?: boolean;
  readonly allowsDeletions?: boolean;
  readonly isAdminEnforced?: boolean;
  readonly restrictsPushes?: boolean;
  readonly lockBranch?: boolean;
}

export interface GithubRuleset {
  readonly name: string;
  /** Default: active. */
  readonly enforcement?: 'active' | 'evaluate' | 'disabled';
  /** Default: `~DEFAULT_BRANCH`. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Whether organisation admins may pass by it. */
  readonly adminsBypass?: boolean;
  readonly rules: readonly GithubRule[];
}

/** As REST has them. */
export type GithubRule =
  | {
      readonly type:
        | 'deletion'
        | 'non_fast_forward'
        | 'required_linear_history'
        | 'required_signatures'
        | 'creation'
        | 'update';
    }
  | {
      readonly type: 'pull_request';
      readonly required_approving_review_count: number;
      readonly dismiss_stale_reviews_on_push?: boolean;
      readonly require_code_owner_review?: boolean;
      readonly require_last_push_approval?: boolean;
      readonly required_review_thread_resolution?: boolean;
    }
  | {
      readonly type: 'required_status_checks';
      readonly contexts: readonly string[];
      readonly strict?: boolean;
    };

export interface GithubIssue {
  readonly number: number;
  readonly createdAt: string;
  readonly title?: string;
  /** Absent = it is open. */
  readonly closedAt?: string;
  /** Default: completed. */
  readonly reason?: 'completed' | 'not_planned';
  /** Of a pull request that is open no more; null = it was closed without. Absent = it is none. */
  readonly mergedAt?: string | null;
}

export interface GithubPullRequest {
  readonly number: number;
  readonly createdAt: string;
  readonly title?: string;
  readonly draft?: boolean;
  readonly author?: string;
  readonly reviewDecision?: 'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED';
  /** How many reviews it has. Default: 0, or 1 when it is decided. */
  readonly reviews?: number;
  readonly files?: readonly string[];
}

export interface GithubVulnerabilityAlert {
  readonly severity: 'CRITICAL' | 'HIGH' | 'MODERATE' | 'LOW';
  readonly createdAt: string;
  readonly package?: string;
  /** The first version that mends it; null = none yet. Default: 1.0.1. */
  readonly fixedIn?: string | null;
  /** Default: `package-lock.json`. */
  readonly manifest?: string;
}

export interface GithubCodeAlert {
  /** Null where the rule says none; then its `severity` counts. */
  readonly security: 'critical' | 'high' | 'medium' | 'low' | null;
  readonly createdAt: string;
  /** `error`, `warning`, `note`; default: `error`. */
  readonly severity?: 'error' | 'warning' | 'note' | 'none';
  readonly path?: string;
}

export interface GithubSecretAlert {
  readonly createdAt: string;
  readonly type?: string;
  readonly path?: string;
}

export interface GithubWorkflow {
  readonly name: string;
  /** Default: made of the name, in `.github/workflows/`. */
  readonly path?: string;
  readonly state?: 'active' | 'disabled_manually' | 'disabled_inactivity';
}

export interface GithubRun {
  /** Name of its workflow. */
  readonly workflow: string;
  readonly startedAt: string;
  readonly updatedAt?: string;
  /** Null while it is under way. */
  readonly conclusion: 'success' | 'failure' | 'cancelled' | 'skipped' | 'timed_out' | 'neutral' | null;
  /** Default: the default branch. */
  readonly branch?: string;
  /** Default: `push`. */
  readonly event?: string;
  readonly oid?: string;
}

export interface GithubDeployment {
  readonly environment: string;
  readonly at: string;
  readonly oid?: string;
  /** Of the newest status; absent = it has none yet. */
  readonly state?: 'SUCCESS' | 'FAILURE' | 'ERROR' | 'IN_PROGRESS' | 'INACTIVE' | 'PENDING' | 'QUEUED';
  readonly statusAt?: string;
  readonly url?: string;
}

export interface GithubCodeownersError {
  readonly line: number;
  /** `Unknown owner` */
  readonly kind: string;
  readonly source: string;
  readonly path?: string;
}
