import type { GithubContext } from '../problems.ts';

const USUAL = 30;
const LARGEST = 100;

/** The page of a list that `per_page` and `page` ask for, with the links to the others; `wrap` puts it into an object. */
export function paged<T>(
  context: GithubContext,
  list: readonly T[],
  toJson: (one: T) => unknown,
  wrap: (page: readonly unknown[], total: number) => unknown = (page) => page,
): Response {
  const size = Math.min(LARGEST, positive(context.req.query('per_page')) ?? USUAL);
  const number = positive(context.req.query('page')) ?? 1;
  const last = Math.max(1, Math.ceil(list.length / size));
  const links = [
    ...(number > 1 ? [link(context, 'page', number - 1, 'prev')] : []),
    ...(number < last
      ? [link(context, 'page', number + 1, 'next'), link(context, 'page', last, 'last')]
      : []),
    ...(number > 1 ? [link(context, 'page', 1, 'first')] : []),
  ];
  if (links.length > 0) context.header('link', links.join(', '));
  const page = list.slice((number - 1) * size, number * size).map(toJson);
  return context.json(wrap(page, list.length) as object);
}

/** The same for what GitHub pages by `after` alone, as Dependabot's alerts. */
export function pagedByCursor<T>(
  context: GithubContext,
  list: readonly T[],
  toJson: (one: T) => unknown,
): Response {
  const size = Math.min(LARGEST, positive(context.req.query('per_page')) ?? USUAL);
  const after = context.req.query('after');
  const from = after === undefined ? 0 : Number(Buffer.from(after, 'base64url').toString());
  if (from + size < list.length) {
    const next = Buffer.from(String(from + size)).toString('base64url');
    context.header('link', link(context, 'after', next, 'next'));
  }
  return context.json(list.slice(from, from + size).map(toJson));
}

function link({ req }: GithubContext, name: string, value: string | number, relation: string): string {
  const url = new URL(req.url);
  url.searchParams.set(name, String(value));
  return `<${url}>; rel="${relation}"`;
}

function positive(written: string | undefined): number | undefined {
  const number = Number(written);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
