import { createHash } from 'node:crypto';
import type { VendorEnv } from '../../vendor.ts';
import type { GithubContext } from '../problems.ts';

/**
 * Gives each answer its ETag. A question that names it is answered 304, which costs nothing; everything else is paid.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
export function conditional(pay: (env: VendorEnv) => void) {
  return async (context: GithubContext, next: () => Promise<void>) => {
    await next();
    const { res, req } = context;
    if (req.method !== 'GET' || res.status !== 200) return pay(context.env);
    const body = await res.clone().text();
    // Pages have their links in the headers, and they are part of what was answered.
    const etag = `W/"${createHash('sha256')
      .update(body)
      .update(res.headers.get('link') ?? '')
      .digest('hex')}"`;
    if (req.header('if-none-match') === etag) {
      context.res = new Response(null, { status: 304, headers: { etag } });
      return undefined;
    }
    context.res.headers.set('etag', etag);
    return pay(context.env);
  };
}
