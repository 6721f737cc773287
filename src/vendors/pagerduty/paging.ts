import type { Context } from 'hono';

const MOST = 100;
const REACH = 10_000;

/** Classic paging: `limit` and `offset` in, `more` out; `total` is null unless it is asked for. */
export function pageOf<T>(context: Context, key: string, all: readonly T[], shown: (entry: T) => unknown) {
  const limit = Math.min(Number(context.req.query('limit') ?? 25), MOST);
  const offset = Number(context.req.query('offset') ?? 0);
  if (offset + limit > REACH)
    return failed(context, 400, 2002, 'Arguments Caused Error', [
      `Offset+limit exceeds maximum allowed value of ${REACH}. Please try to refine your search to reduce the ` +
        'returned set of records below this number, like adding a date range.',
    ]);
  return context.json({
    [key]: all.slice(offset, offset + limit).map(shown),
    limit,
    offset,
    more: offset + limit < all.length,
    total: context.req.query('total') === 'true' ? all.length : null,
  });
}

/** As PagerDuty answers what is wrong. */
export function failed(
  context: Context,
  status: 400 | 401 | 404,
  code: number,
  message: string,
  errors: readonly string[] = [],
) {
  return context.json({ error: { message, code, errors } }, status);
}
