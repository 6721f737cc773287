import type { Instant } from '../../domain/instant.ts';
import type { Context } from '../context.ts';
import type { TrendMark } from '../picture-views.ts';

const MOST_EXCEPTIONS = 100;
const PRODUCTION = /^prod/i;

interface Subject {
  /** The service's; undefined = a group, which has no marks of its own. */
  readonly key: string | undefined;
  readonly scorecard: string;
  readonly since: Instant;
  readonly now: Instant;
}

/** What may have moved a service: its deploys to production as far as they are known, and its exceptions. */
export async function marksOf(context: Context, subject: Subject): Promise<readonly TrendMark[]> {
  const { key } = subject;
  if (key === undefined) return [];
  return [...(await deploys(context, key, subject)), ...(await exceptions(context, key, subject))];
}

async function deploys(
  { store }: Context,
  key: string,
  { since, now }: Subject,
): Promise<readonly TrendMark[]> {
  const documents = (await store.facts.of([key], ['deploys'])).get(key) ?? [];
  const instants = documents.flatMap(({ value }) => {
    const recent: unknown = value?.recent;
    return (Array.isArray(recent) ? recent : []).filter(isProduction).map(({ at }) => Date.parse(at));
  });
  return [...new Set(instants)]
    .filter((at) => at >= since && at <= now)
    .sort((a, b) => a - b)
    .map((at) => ({ kind: 'deploy', at }));
}

/** Facts are kept as they were collected, whatever their shape was then. */
function isProduction(deploy: unknown): deploy is { readonly at: string } {
  const { environment, status, at } = Object(deploy) as Record<string, unknown>;
  return typeof at === 'string' && status === 'succeeded' && PRODUCTION.test(String(environment ?? ''));
}

async function exceptions(
  { store }: Context,
  key: string,
  { scorecard, since, now }: Subject,
): Promise<readonly TrendMark[]> {
  const states = ['approved', 'expired', 'revoked'] as const;
  const { items } = await store.exceptions.list(
    { states, serviceKeys: [key] },
    { offset: 0, limit: MOST_EXCEPTIONS },
  );
  return items.flatMap(({ from, until, end, rules }): TrendMark[] => {
    const ours = rules.filter(({ rule }) => rule.startsWith(`${scorecard}/`)).length;
    const ended = Math.min(until, end?.at ?? until);
    if (from === null || ours === 0 || ended < since || from > now) return [];
    return [{ kind: 'exception', from: Math.max(from, since), until: Math.min(ended, now), rules: ours }];
  });
}
