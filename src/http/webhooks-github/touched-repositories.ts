import { z } from 'zod';
import { repositoryAddress } from '../../domain/repository-address.ts';

/** What we read of any payload: https://docs.github.com/en/webhooks/webhook-events-and-payloads */
const payloadShape = z.object({
  action: z.string().optional(),
  /** Of a push: `refs/heads/main`. */
  ref: z.string().nullish(),
  repository: z.object({ html_url: z.string(), default_branch: z.string().optional() }),
  workflow_run: z.object({ head_branch: z.string().nullish() }).optional(),
  /** Of a renaming: the name until now. */
  changes: z
    .object({ repository: z.object({ name: z.object({ from: z.string() }).optional() }).optional() })
    .optional(),
});

type Payload = z.infer<typeof payloadShape>;

const always = () => true;

function when(...actions: readonly string[]): (payload: Payload) => boolean {
  return ({ action }) => action !== undefined && actions.includes(action);
}

function onDefaultBranch(branch: (payload: Payload) => string | null | undefined) {
  return (payload: Payload) => branch(payload) === payload.repository.default_branch;
}

/** Events after which some fact may be another; a busy repository has many more that change none. */
const EVENTS: Readonly<Record<string, (payload: Payload) => boolean>> = {
  branch_protection_configuration: always,
  branch_protection_rule: always,
  code_scanning_alert: always,
  dependabot_alert: always,
  deployment: always,
  deployment_status: always,
  member: always,
  public: always,
  pull_request: when('opened', 'closed', 'reopened', 'converted_to_draft', 'ready_for_review'),
  pull_request_review: when('submitted', 'dismissed'),
  push: onDefaultBranch(({ ref }) => ref?.replace(/^refs\/heads\//, '')),
  release: always,
  repository: always,
  repository_ruleset: always,
  repository_vulnerability_alert: always,
  secret_scanning_alert: always,
  security_and_analysis: always,
  team_add: always,
  workflow_run: onDefaultBranch(({ workflow_run }) => workflow_run?.head_branch),
};

/**
 * Addresses of the repositories about which an event may have changed a fact, as the catalog writes them; none for
 * events that we do not know or that are about no repository.
 */
export function touchedRepositories(event: string, payload: unknown): readonly string[] {
  const concerns = Object.hasOwn(EVENTS, event) ? EVENTS[event] : undefined;
  const read = payloadShape.safeParse(payload);
  if (!read.success || concerns?.(read.data) !== true) return [];
  const { repository, changes } = read.data;
  const before = changes?.repository?.name?.from;
  const addresses = [
    repository.html_url,
    // The catalog may know it by its old name still.
    ...(before === undefined ? [] : [repository.html_url.replace(/[^/]+$/, before)]),
  ];
  return addresses.flatMap((address) => repositoryAddress(address)?.url ?? []);
}
