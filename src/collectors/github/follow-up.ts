/**
 * How an issue or a pull request stands: `GET /repos/{owner}/{repo}/issues/{issue_number}`, since GitHub counts pull
 * requests among the issues. https://docs.github.com/rest/issues/issues#get-an-issue
 * A fine-grained token or an App needs "Issues: read" for it, and "Pull requests: read".
 */
import { z } from 'zod';
import type { FollowUpState } from '../../domain/exceptions/follow-up.ts';
import type { GithubClient } from './client.ts';
import type { Reach } from './linking.ts';

const ISSUE = z.object({
  state: z.enum(['open', 'closed']),
  state_reason: z.string().nullish(),
  draft: z.boolean().nullish(),
  pull_request: z.object({ merged_at: z.string().nullish() }).nullish(),
});

const PATH = /^\/([\w.-]+)\/([\w.-]+)\/(?:issues|pull)\/(\d{1,9})(?:\/|$)/;

/**
 * Null: it is no address of an issue where this client reads, or GitHub shows none there. Rejects like the client.
 */
export async function readFollowUp(
  { client, reach }: { readonly client: Pick<GithubClient, 'rest'>; readonly reach: Reach },
  url: string,
  signal: AbortSignal,
): Promise<FollowUpState | null> {
  const issue = issueAt(url, reach);
  if (issue === undefined) return null;
  const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}';
  const answer = await client.rest(issue.owner, { route, query: issue }, signal);
  const read = ISSUE.safeParse(answer.status === 200 ? answer.data : undefined);
  return read.success ? stateOf(read.data) : null;
}

function issueAt(url: string, { host, organisations }: Reach) {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host: at, pathname } = new URL(url);
  const [, owner, repo, number] = PATH.exec(pathname) ?? [];
  const isThere = /^https?:$/.test(protocol) && at.replace(/^www\./, '') === host;
  if (!isThere || owner === undefined || repo === undefined) return undefined;
  if (organisations?.includes(owner.toLowerCase()) === false) return undefined;
  return { owner, repo, issue_number: Number(number) };
}

function stateOf({ state, state_reason, draft, pull_request }: z.infer<typeof ISSUE>): FollowUpState {
  if (state === 'open') return draft === true ? 'draft' : 'open';
  if (pull_request?.merged_at != null) return 'merged';
  return state_reason === 'not_planned' ? 'closed as not planned' : 'closed';
}
