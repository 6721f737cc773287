/** What GraphQL answers to `queries.ts`, as far as it is read. What may be forbidden is nullable. */
import { z } from 'zod';

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });

/** A page of a connection; GitHub types its entries nullable. */
function pageOf<Entry>(entry: z.ZodType<Entry>) {
  return z.object({ nodes: z.array(entry), pageInfo });
}
export interface Page<Entry> {
  readonly nodes: readonly Entry[];
  readonly pageInfo: z.infer<typeof pageInfo>;
}

const moment = z.iso.datetime({ offset: true });

const folder = z.object({ entries: z.array(z.object({ name: z.string(), type: z.string() })).nullish() });
const file = z.object({ text: z.string().nullish(), isTruncated: z.boolean().nullish() });

const rule = z.object({
  type: z.string(),
  repositoryRuleset: z.object({ enforcement: z.string() }).nullish(),
  parameters: z
    .object({
      requiredApprovingReviewCount: z.int().nullish(),
      requireCodeOwnerReview: z.boolean().nullish(),
      dismissStaleReviewsOnPush: z.boolean().nullish(),
      requiredReviewThreadResolution: z.boolean().nullish(),
      strictRequiredStatusChecksPolicy: z.boolean().nullish(),
      requiredStatusChecks: z.array(z.object({ context: z.string() })).nullish(),
    })
    .nullish(),
});
export type Rule = z.infer<typeof rule>;

const protection = z.object({
  requiresApprovingReviews: z.boolean(),
  requiredApprovingReviewCount: z.int().nullish(),
  requiresCodeOwnerReviews: z.boolean(),
  dismissesStaleReviews: z.boolean(),
  requiresConversationResolution: z.boolean(),
  requiresStatusChecks: z.boolean(),
  requiredStatusCheckContexts: z.array(z.string().nullable()).nullish(),
  requiresStrictStatusChecks: z.boolean(),
  requiresCommitSignatures: z.boolean(),
  requiresLinearHistory: z.boolean(),
  allowsForcePushes: z.boolean(),
  allowsDeletions: z.boolean(),
  isAdminEnforced: z.boolean(),
});
export type Protection = z.infer<typeof protection>;

const run = z.object({
  status: z.string(),
  conclusion: z.string().nullish(),
  createdAt: moment,
  updatedAt: moment,
  branch: z.object({ name: z.string() }).nullish(),
  workflowRun: z
    .object({
      createdAt: moment,
      event: z.string(),
      url: z.string(),
      workflow: z.object({ name: z.string(), url: z.string() }),
    })
    .nullish(),
});
export type Run = z.infer<typeof run>;

const change = z.object({
  id: z.string(),
  isDraft: z.boolean(),
  createdAt: moment,
  updatedAt: moment,
  headRefOid: z.string(),
  author: z.object({ login: z.string() }).nullish(),
});
export type Change = z.infer<typeof change>;

const deploy = z.object({
  environment: z.string().nullish(),
  commitOid: z.string(),
  createdAt: moment,
  latestStatus: z
    .object({
      state: z.string(),
      createdAt: moment,
      environmentUrl: z.string().nullish(),
      logUrl: z.string().nullish(),
    })
    .nullish(),
});
export type Deploy = z.infer<typeof deploy>;

const environment = z.object({ name: z.string(), latestCompletedDeployment: deploy.nullish() });

const vulnerability = z.object({
  createdAt: moment,
  vulnerableManifestPath: z.string(),
  securityVulnerability: z
    .object({ severity: z.string(), firstPatchedVersion: z.object({ identifier: z.string() }).nullish() })
    .nullish(),
});

const topic = z.object({ topic: z.object({ name: z.string() }) });

const commit = z.object({
  oid: z.string(),
  committedDate: moment,
  message: z.string(),
  author: z.object({ email: z.string().nullish() }).nullish(),
});
export type Commit = z.infer<typeof commit>;

const tip = commit.extend({
  lately: z.object({ totalCount: z.int() }),
  newest: z.object({
    nodes: z.array(
      z.object({
        oid: z.string(),
        checkSuites: z.object({ totalCount: z.int(), nodes: z.array(run) }).nullish(),
      }),
    ),
  }),
});

const branch = z.object({
  id: z.string(),
  name: z.string(),
  branchProtectionRule: protection.nullish(),
  rules: pageOf(rule).nullish(),
  target: tip.nullish(),
});

/** A repository as `repositoriesQuery` asks for it. */
export const repository = z.object({
  id: z.string(),
  nameWithOwner: z.string(),
  url: z.string(),
  visibility: z.string(),
  isArchived: z.boolean(),
  isDisabled: z.boolean(),
  isEmpty: z.boolean(),
  isInOrganization: z.boolean(),
  viewerPermission: z.string().nullish(),
  hasVulnerabilityAlertsEnabled: z.boolean().nullish(),
  isSecurityPolicyEnabled: z.boolean().nullish(),
  securityPolicyUrl: z.string().nullish(),
  licenseInfo: z.object({ key: z.string(), spdxId: z.string().nullish() }).nullish(),
  latestRelease: z
    .object({ name: z.string().nullish(), tagName: z.string(), publishedAt: moment.nullish() })
    .nullish(),
  repositoryTopics: pageOf(topic).nullish(),
  codeowners: z.object({ errors: z.array(z.object({ line: z.int() })) }).nullish(),
  root: folder.nullish(),
  github: folder.nullish(),
  workflows: folder.nullish(),
  docs: folder.nullish(),
  circleci: folder.nullish(),
  codeownersInGithub: file.nullish(),
  codeownersInRoot: file.nullish(),
  codeownersInDocs: file.nullish(),
  defaultBranchRef: branch.nullish(),
  pullRequests: pageOf(change).nullish(),
  environments: pageOf(environment).nullish(),
  deployments: pageOf(deploy).nullish(),
  vulnerabilityAlerts: pageOf(vulnerability).nullish(),
});
export type RepositoryAnswer = z.infer<typeof repository>;

/** A folder as `foldersQuery` asks for it. */
export const folderOfRepository = z.object({
  folder: folder.nullish(),
  defaultBranchRef: z
    .object({
      target: z
        .object({
          lately: z.object({ totalCount: z.int() }),
          newest: z.object({ nodes: z.array(commit) }),
        })
        .nullish(),
    })
    .nullish(),
});
export type FolderAnswer = z.infer<typeof folderOfRepository>;

/** By the connection, what its pages hold. */
export const ENTRIES = {
  repositoryTopics: topic,
  rules: rule,
  pullRequests: change,
  environments: environment,
  deployments: deploy,
  vulnerabilityAlerts: vulnerability,
  files: z.object({ path: z.string() }),
} as const;

/** A page as `pagesQuery` asks for it. */
export function pageAnswer<Entry>(entry: z.ZodType<Entry>) {
  return z.object({ page: pageOf(entry) });
}

export const reviewsAnswer = z.object({
  nodes: z.array(
    z.object({
      id: z.string(),
      reviews: z.object({
        totalCount: z.int(),
        nodes: z.array(z.object({ author: z.object({ login: z.string() }).nullish() })),
      }),
    }),
  ),
});

export const filesAnswer = z.object({
  nodes: z.array(z.object({ id: z.string(), files: pageOf(ENTRIES.files) })),
});
