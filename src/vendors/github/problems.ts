import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { VendorEnv } from '../vendor.ts';
import type { Resource } from './account.ts';

export type GithubContext = Context<{ Bindings: VendorEnv }>;

const DOCUMENTATION = 'https://docs.github.com/rest';

/** An error as GitHub words it. */
export function problem(context: GithubContext, status: ContentfulStatusCode, message: string): Response {
  return context.json({ message, documentation_url: DOCUMENTATION, status: String(status) }, status);
}

/** GraphQL answers 200 with an error when its points are spent; the secondary limit says for how long to wait. */
export function limitReached(
  context: GithubContext,
  limit: 'primary' | 'secondary',
  resource: Resource,
): Response {
  if (limit === 'secondary') {
    context.header('retry-after', '60');
    return problem(
      context,
      403,
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    );
  }
  const message = 'API rate limit exceeded for installation ID 1.';
  if (resource === 'core') return problem(context, 403, message);
  return context.json({ errors: [{ type: 'RATE_LIMITED', message }] });
}
